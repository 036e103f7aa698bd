import { call, tokenName, type ProxmoxApi } from "./api.js";

/** What a machine is going to need of a Proxmox node. */
export interface MachinePlan {
  readonly vmId: number;
  readonly proxmoxNode: string;
  /** The storage of its disk. */
  readonly datastore: string;
  /** The bridges of its network cards. */
  readonly bridges: readonly string[];
  /** The image that is there, or the storage that one is downloaded to. */
  readonly image: { readonly fileId: string } | { readonly datastore: string };
}

/** Something that Proxmox lacks, by the argument that asks for it. */
export interface Lack {
  readonly property: string;
  readonly reason: string;
}

interface Storage {
  readonly storage: string;
  readonly content: string;
  readonly active?: number;
  readonly enabled?: number;
}

const onMachine = [
  ...["VM.Allocate", "VM.Audit", "VM.PowerMgmt"],
  ...["CDROM", "CPU", "Cloudinit", "Disk", "HWType", "Memory", "Network", "Options"].map(
    (kind) => `VM.Config.${kind}`,
  ),
];

/**
 * What Proxmox lacks for a machine: the node, storages, bridges, the image, privileges of the token. Arguments that are not
 * known yet are not asked for.
 * @throws ProxmoxFailure when the API cannot be used at all
 */
export async function lacks(api: ProxmoxApi, plan: Partial<MachinePlan>): Promise<readonly Lack[]> {
  const { proxmoxNode } = plan;
  const [ofNode, ofToken] = await Promise.all([nodeLacks(api, proxmoxNode), tokenLacks(api, plan)]);
  if (ofNode.length > 0 || proxmoxNode === undefined) return [...ofNode, ...ofToken];
  // A token that may not look sees nothing, and what it does not see is not missing.
  if (ofToken.length > 0) return ofToken;
  const found = await Promise.all([
    storageLacks(api, proxmoxNode, plan),
    bridgeLacks(api, proxmoxNode, plan.bridges ?? []),
  ]);
  return found.flat();
}

async function nodeLacks(api: ProxmoxApi, wanted: string | undefined): Promise<readonly Lack[]> {
  const nodes = await call<readonly { node: string; status: string }[]>(api, { path: "/nodes" });
  if (wanted === undefined) return [];
  const found = nodes.find(({ node }) => node === wanted);
  if (found?.status === "online") return [];
  const reason = found
    ? `the Proxmox node ${wanted} is ${found.status}`
    : `there is no Proxmox node ${wanted}; there is ${listed(nodes.map(({ node }) => node))}`;
  return [{ property: "proxmoxNode", reason }];
}

async function tokenLacks(api: ProxmoxApi, plan: Partial<MachinePlan>): Promise<readonly Lack[]> {
  const missing = await Promise.all(
    privilegesFor(plan).map(async ({ path, all, any = [] }) => {
      const answer = await call<Record<string, Record<string, number>>>(api, {
        path: "/access/permissions",
        form: { path },
      });
      const held = Object.keys(answer[path] ?? {});
      const lacking = all.filter((privilege) => !held.includes(privilege));
      const none = any.length > 0 && !any.some((privilege) => held.includes(privilege));
      const names = [...lacking, ...(none ? [any.join(" or ")] : [])];
      return names.length > 0 ? [`${names.join(", ")} on ${path}`] : [];
    }),
  );
  if (missing.flat().length === 0) return [];
  const reason = `the token ${tokenName(api)} lacks ${missing.flat().join("; ")}. Give it, or its user where privilege separation is off, a role with that (Datacenter, Permissions)`;
  return [{ property: "apiToken", reason }];
}

interface Privileges {
  readonly path: string;
  readonly all: readonly string[];
  readonly any?: readonly string[];
}

function privilegesFor({ vmId, proxmoxNode, datastore, bridges, image }: Partial<MachinePlan>): Privileges[] {
  const needs: Privileges[] = [];
  if (vmId !== undefined) needs.push({ path: `/vms/${vmId}`, all: onMachine });
  if (datastore !== undefined)
    needs.push({ path: `/storage/${datastore}`, all: ["Datastore.AllocateSpace", "Datastore.Audit"] });
  for (const bridge of bridges ?? [])
    needs.push({ path: `/sdn/zones/localnetwork/${bridge}`, all: ["SDN.Use"] });
  if (image && "fileId" in image)
    needs.push({ path: `/storage/${storageOf(image.fileId)}`, all: ["Datastore.Audit"] });
  if (image && "datastore" in image) {
    needs.push({
      path: `/storage/${image.datastore}`,
      all: ["Datastore.AllocateTemplate", "Datastore.Audit"],
    });
    if (proxmoxNode !== undefined)
      needs.push({ path: `/nodes/${proxmoxNode}`, all: [], any: ["Sys.AccessNetwork", "Sys.Modify"] });
  }
  return needs;
}

async function storageLacks(
  api: ProxmoxApi,
  node: string,
  { datastore, image }: Partial<MachinePlan>,
): Promise<readonly Lack[]> {
  const storages = await call<readonly Storage[]>(api, { path: `/nodes/${node}/storage` });
  const lack = (property: string, name: string, content: string): Lack[] => {
    const found = storages.find(({ storage }) => storage === name);
    const why = found
      ? found.enabled === 0 || found.active === 0
        ? `the storage ${name} of ${node} is not active`
        : found.content.split(",").includes(content)
          ? undefined
          : `the storage ${name} of ${node} is for ${found.content}, not for ${content}: add it to its content types`
      : `${node} has no storage ${name}; it has ${listed(storages.map(({ storage }) => storage))}`;
    return why === undefined ? [] : [{ property, reason: why }];
  };
  const ofDisk = datastore === undefined ? [] : lack("datastore", datastore, "images");
  if (!image) return ofDisk;
  if ("datastore" in image) return [...ofDisk, ...lack("image", image.datastore, "import")];
  const ofImage = lack("image", storageOf(image.fileId), "import");
  return [...ofDisk, ...(ofImage.length > 0 ? ofImage : await imageLacks(api, node, image.fileId))];
}

async function imageLacks(api: ProxmoxApi, node: string, fileId: string): Promise<readonly Lack[]> {
  const path = `/nodes/${node}/storage/${storageOf(fileId)}/content`;
  const volumes = await call<readonly { volid: string }[]>(api, { path, form: { content: "import" } });
  if (volumes.some(({ volid }) => volid === fileId)) return [];
  const there = listed(volumes.map(({ volid }) => volid));
  return [{ property: "image", reason: `${node} has no image ${fileId}; it has ${there}` }];
}

async function bridgeLacks(
  api: ProxmoxApi,
  node: string,
  bridges: readonly string[],
): Promise<readonly Lack[]> {
  const form = { type: "any_bridge" };
  const found = await call<readonly { iface: string }[]>(api, { path: `/nodes/${node}/network`, form });
  const names = found.map(({ iface }) => iface);
  return bridges
    .filter((bridge) => !names.includes(bridge))
    .map((bridge) => ({
      property: "bridges",
      reason: `${node} has no bridge ${bridge}; it has ${listed(names)}`,
    }));
}

function storageOf(volume: string): string {
  return volume.split(":")[0] ?? "";
}

function listed(names: readonly string[]): string {
  return names.length > 0 ? [...names].sort().join(", ") : "none";
}
