import { failed } from "./failure.js";
import { type Image } from "./images.js";
import { bytesOf, parsed, printed, type Properties, sizeOf } from "./property-string.js";
import { type Storages } from "./storage.js";

/** The machine whose drives are written. */
export interface Owner {
  readonly node: string;
  readonly vmid: number;
}

const NEW_DISK = /^[^:]+:(\d+(\.\d+)?)$/;

/** The storages that a drive's text wants something new in. */
export function storagesOf(text: string): readonly string[] {
  const { file = "" } = parsed(text, "file");
  return NEW_DISK.test(file) || file.endsWith(":cloudinit") ? [file.split(":")[0] ?? ""] : [];
}

/** The volume that a drive's text is a copy of. */
export function sourceOf(text: string): string | undefined {
  return parsed(text, "file")["import-from"];
}

/** The volume of a drive as it is kept; undefined for an empty one. */
export function volumeOf(text: string): string | undefined {
  const [first = ""] = text.split(",");
  return first.includes(":") ? first : undefined;
}

/** A drive as Proxmox keeps it: what is asked for is made, the rest is taken as it is. */
export function plugged(text: string, owner: Owner, storages: Storages): string {
  const { file = "", "import-from": source, format: _format, size, ...options } = parsed(text, "file");
  const [storage = ""] = file.split(":");
  if (!file.includes(":")) return printed(file, options);
  if (file.endsWith(":cloudinit")) {
    const volume = storages.allocateCloudInit(owner.node, storage, owner.vmid);
    return printed(volume, { ...options, media: "cdrom" });
  }
  const gigabytes = NEW_DISK.exec(file)?.[1];
  if (gigabytes === undefined) return kept(file, options, owner, storages);
  const image = source === undefined ? undefined : storages.find(owner.node, source).image;
  // A copy has the size of what it is a copy of, whatever was asked for; growing is another call.
  const bytes = image?.virtualSize ?? (Number(gigabytes) * 2 ** 30 || (bytesOf(size ?? "") ?? 0));
  const volume = storages.allocate(owner.node, storage, owner.vmid, bytes, image);
  return printed(volume, { ...options, size: sizeOf(bytes) });
}

/** A drive's text with another size. */
export function resized(text: string, bytes: number): string {
  const { file = "", ...options } = parsed(text, "file");
  return printed(file, { ...options, size: sizeOf(bytes) });
}

/** The bytes that `size` asks a disk of now `bytes` to have; a sign in front means as many more. */
export function sizeAsked(size: string, bytes: number): number {
  const more = size.startsWith("+");
  const asked = bytesOf(more ? size.slice(1) : size);
  if (asked === undefined) throw failed(`unable to parse size '${size}'`);
  const wanted = more ? bytes + asked : asked;
  if (wanted < bytes) throw failed("shrinking disks is not supported");
  return wanted;
}

/** What a machine's disks boot: that of the first one that was made from an image. */
export function bootedBy(
  drives: readonly (readonly [name: string, text: string])[],
  { node }: Owner,
  storages: Storages,
): Image | undefined {
  const images = drives.flatMap(([, text]) => {
    const volume = volumeOf(text);
    return volume === undefined ? [] : (storages.find(node, volume).image ?? []);
  });
  return images[0];
}

function kept(file: string, options: Properties, { node }: Owner, storages: Storages): string {
  const { size, content } = storages.find(node, file);
  const isDisc = content === "iso" || file.endsWith("-cloudinit");
  return isDisc
    ? printed(file, { ...options, media: "cdrom" })
    : printed(file, { ...options, size: sizeOf(size) });
}
