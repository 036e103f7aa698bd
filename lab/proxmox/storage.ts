import { failed } from "./failure.js";
import { type Faults } from "./faults.js";
import { type Image } from "./images.js";

/** A place for volumes; each Proxmox node has one of its own under the name. */
export interface StorageDefinition {
  readonly storage: string;
  readonly type: "dir" | "lvmthin";
  /** What may be in it: `images`, `import`, `iso`, ... */
  readonly content: readonly string[];
}

/** Something in a storage. */
export interface Volume {
  readonly volid: string;
  readonly content: string;
  readonly format: string;
  readonly size: number;
  readonly ctime: number;
  /** The machine that it belongs to. */
  readonly vmid?: number;
  /** What it was downloaded from, or made of. */
  readonly image?: Image;
}

/** The storages of a Proxmox that was just installed. */
export const STORAGES: readonly StorageDefinition[] = [
  { storage: "local", type: "dir", content: ["backup", "import", "iso", "snippets", "vztmpl"] },
  { storage: "local-lvm", type: "lvmthin", content: ["images", "rootdir"] },
];

/** What is stored on the nodes. */
export class Storages {
  private readonly volumes = new Map<string, Volume>();

  constructor(
    readonly definitions: readonly StorageDefinition[],
    private readonly faults: Faults,
    private readonly now: () => number,
  ) {}

  /** A storage of a node; fails when there is none of that name. */
  at(node: string, storage: string): StorageDefinition {
    const found = this.definitions.find((each) => each.storage === storage);
    const isMissing = this.faults.take(
      "missing-storage",
      (fault) => fault.storage === storage && (fault.node ?? node) === node,
    );
    if (found === undefined || isMissing) throw failed(`storage '${storage}' does not exist`);
    return found;
  }

  /** All volumes of one storage of a node. */
  list(node: string, storage: string): readonly Volume[] {
    const { storage: name } = this.at(node, storage);
    const gone = this.faults.take("missing-image", (fault) => fault.volid.startsWith(`${name}:`));
    return [...this.volumes]
      .filter(([key]) => key.startsWith(`${node}/${name}:`))
      .map(([, volume]) => volume)
      .filter(({ volid }) => volid !== gone?.volid);
  }

  /** A volume of a node. */
  find(node: string, volid: string): Volume {
    const [storage = ""] = volid.split(":");
    const found = this.list(node, storage).find((each) => each.volid === volid);
    if (found === undefined) throw failed(`volume '${volid}' does not exist`);
    return found;
  }

  /** Puts a volume into a storage, in place of one of that name. */
  put(node: string, volume: Omit<Volume, "ctime">): void {
    const ctime = Math.floor(this.now() / 1000);
    this.volumes.set(`${node}/${volume.volid}`, { ...volume, ctime });
  }

  /** Makes a disk for a machine and answers its volume's name, the first that is free. */
  allocate(node: string, storage: string, vmid: number, size: number, image?: Image): string {
    const { storage: name } = this.at(node, storage);
    const volid = (number: number) => `${name}:vm-${vmid}-disk-${number}`;
    let free = 0;
    while (this.volumes.has(`${node}/${volid(free)}`)) free += 1;
    const volume = { volid: volid(free), content: "images", format: "raw", size, vmid };
    this.put(node, { ...volume, ...(image && { image }) });
    return volume.volid;
  }

  /** Makes the drive that carries a machine's cloud-init data. */
  allocateCloudInit(node: string, storage: string, vmid: number): string {
    const { storage: name } = this.at(node, storage);
    const volid = `${name}:vm-${vmid}-cloudinit`;
    this.put(node, { volid, content: "images", format: "raw", size: 4 * 2 ** 20, vmid });
    return volid;
  }

  /** Removes a volume. */
  free(node: string, volid: string): void {
    this.volumes.delete(`${node}/${volid}`);
  }

  /** Removes all volumes of a machine. */
  freeAll(node: string, vmid: number): void {
    for (const [key, volume] of this.volumes)
      if (volume.vmid === vmid && key.startsWith(`${node}/`)) this.volumes.delete(key);
  }
}

/** Where the node keeps a volume as a file or a device. */
export function pathOf(volid: string): string {
  const [storage = "", name = ""] = volid.split(":");
  return storage === "local" ? `/var/lib/vz/${name}` : `/dev/pve/${name}`;
}
