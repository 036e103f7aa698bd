import { randomUUID } from "node:crypto";
import { type Need } from "./access.js";
import { type Datacenter } from "./datacenter.js";
import { bootedBy, plugged, resized, sizeAsked, sourceOf, storagesOf, volumeOf } from "./drives.js";
import { failed, invalid } from "./failure.js";
import { type MachinePlan } from "./machines.js";
import { bytesOf, parsed } from "./property-string.js";
import { type Call } from "./route.js";
import { type Config, disksOf, DRIVE, kept, nicsOf, privilegeOf } from "./vm-config.js";
import { type Vm } from "./vms.js";

type Form = Readonly<Record<string, string>>;

// What POST qemu takes and no configuration keeps.
const NOT_KEPT = ["vmid", "node", "pool", "start", "unique", "storage", "force", "bwlimit", "skiplock"];

/** Begins to make a machine; what is wrong with the call is found before. */
export function create(datacenter: Datacenter, call: Call): string {
  const { access, machines, storages, tasks, vms } = datacenter;
  const { caller, node, vmid, form } = call;
  if (!Number.isInteger(vmid) || vmid < 100)
    throw invalid({
      vmid: `invalid format - value '${form["vmid"] ?? ""}' does not look like a valid VM ID`,
    });
  access.demand(caller, [{ path: `/vms/${vmid}`, oneOf: ["VM.Allocate"] }]);
  const options = without(form, NOT_KEPT);
  access.demand(caller, needsOf(vmid, options));
  for (const storage of Object.values(options).flatMap(storagesOf)) storages.at(node, storage);
  for (const source of Object.values(options).flatMap((text) => sourceOf(text) ?? []))
    storages.find(node, source);
  const { pool } = form;
  if (pool !== undefined && !datacenter.pools.includes(pool)) throw failed(`pool '${pool}' does not exist`);
  const empty: Vm = { node, vmid, config: {}, lock: "create", ...(pool !== undefined && { pool }) };
  const vm = vms.add(empty, `unable to create VM ${vmid}`);
  const work = async () => {
    try {
      vm.config = { ...identity(datacenter), ...written({}, options, vm, datacenter) };
      await machines.create(planOf(vm, datacenter));
    } catch (error) {
      throw failed(`unable to create VM ${vmid} - ${(error as Error).message}`);
    }
    delete vm.lock;
    if (form["start"] === "1") await datacenter.start(vm);
  };
  const undo = () => {
    if (vm.lock === undefined) return;
    storages.freeAll(node, vmid);
    vms.remove(vmid);
  };
  return tasks.begin(node, "qmcreate", String(vmid), caller, work, undo);
}

/** Changes a machine's configuration. */
export async function change(datacenter: Datacenter, { caller, node, vmid, form }: Call): Promise<void> {
  const { access, storages, vms } = datacenter;
  const vm = vms.find(node, vmid);
  const deleted = (form["delete"] ?? "").split(",").filter((key) => key !== "");
  const options = without(form, ["delete", "digest", "node", "vmid", "revert", "force", "skiplock"]);
  access.demand(caller, [
    ...needsOf(vmid, options),
    ...deleted.map((key) => ({
      path: `/vms/${vmid}`,
      oneOf: [privilegeOf(key, String(vm.config[key] ?? ""))],
    })),
  ]);
  vms.checkLock(vm);
  for (const key of deleted.filter((each) => DRIVE.test(each))) {
    const volume = volumeOf(String(vm.config[key] ?? ""));
    if (volume?.endsWith("-cloudinit")) storages.free(node, volume);
  }
  const left = Object.fromEntries(Object.entries(vm.config).filter(([key]) => !deleted.includes(key)));
  vm.config = written(left, options, vm, datacenter);
  await replug(datacenter, vm, Object.keys(options));
}

// A machine that runs gets its changed cards at once, unless it is told not to; all else waits for its next start.
async function replug({ bridges, machines }: Datacenter, vm: Vm, changed: readonly string[]): Promise<void> {
  const hotplug = String(vm.config["hotplug"] ?? "1");
  const isAllowed = hotplug === "1" || hotplug.split(",").includes("network");
  if (!isAllowed || machines.state(vm.vmid) === "stopped") return;
  const nics = nicsOf(vm.config);
  const replugged = nics.filter(({ index }) => changed.includes(`net${index}`));
  const strange = replugged.find(({ bridge }) => !bridges.includes(bridge));
  if (strange)
    throw invalid({ [`net${strange.index}`]: `hotplug problem - bridge '${strange.bridge}' does not exist` });
  if (replugged.length > 0) await machines.plug(vm.vmid, nics);
}

/** Makes a disk larger. */
export function resize({ storages, vms }: Datacenter, { node, vmid, form }: Call): void {
  const vm = vms.find(node, vmid);
  vms.checkLock(vm);
  const { disk = "", size = "" } = form;
  const text = disksOf(vm.config).find(([name]) => name === disk)?.[1];
  if (text === undefined) throw failed(`disk '${disk}' does not exist`);
  const volume = storages.find(node, volumeOf(text) ?? "");
  const bytes = sizeAsked(size, bytesOf(parsed(text, "file")["size"] ?? "") ?? volume.size);
  storages.put(node, { ...volume, size: bytes });
  vm.config = { ...vm.config, [disk]: resized(text, bytes) };
}

/** Begins to copy a machine. */
export function clone(datacenter: Datacenter, { caller, node, vmid, form }: Call): string {
  const { machines, storages, tasks, vms } = datacenter;
  const [from, newid] = [vms.find(node, vmid), Number(form["newid"])];
  const target = form["target"] ?? node;
  // Both storages of this datacenter are each node's own.
  if (target !== node) throw failed(`can't clone VM to node '${target}' (VM uses local storage)`);
  vms.checkLock(from);
  const to = vms.add({ node, vmid: newid, config: {}, lock: "clone" }, `unable to create VM ${newid}`);
  return tasks.begin(node, "qmclone", String(vmid), caller, async () => {
    const drives = disksOf(from.config).map(([name, text]) => {
      const volume = storages.find(node, volumeOf(text) ?? "");
      const storage = form["storage"] ?? volume.volid.split(":")[0] ?? "";
      const copy = storages.allocate(node, storage, newid, volume.size, volume.image);
      return [name, [copy, ...text.split(",").slice(1)].join(",")];
    });
    const seeds = Object.entries(from.config).filter(([, value]) => /-cloudinit(,|$)/.test(String(value)));
    const fresh = seeds.map(([name, value]) => [
      name,
      `${storages.allocateCloudInit(node, String(value).split(":")[0] ?? "", newid)},media=cdrom`,
    ]);
    const { template: _template, ...config } = from.config;
    const name = form["name"] ?? `Copy-of-VM-${String(config["name"] ?? vmid)}`;
    to.config = { ...config, ...Object.fromEntries([...drives, ...fresh]), ...identity(datacenter), name };
    await machines.clone(vmid, planOf(to, datacenter));
    delete to.lock;
  });
}

/** Removes a machine and its disks. */
export async function destroy({ machines, storages, vms }: Datacenter, vm: Vm): Promise<void> {
  vms.checkLock(vm);
  await machines.remove(vm.vmid);
  storages.freeAll(vm.node, vm.vmid);
  vms.remove(vm.vmid);
}

function written(config: Config, options: Form, vm: Vm, { storages }: Datacenter): Config {
  const changed = Object.entries(options).map(([key, text]) => [
    key,
    DRIVE.test(key) ? plugged(text, vm, storages) : kept(key, text),
  ]);
  return { ...config, ...(Object.fromEntries(changed) as Config) };
}

function needsOf(vmid: number, options: Form): readonly Need[] {
  const ofOptions = Object.entries(options).map(([key, text]) => ({
    path: `/vms/${vmid}`,
    oneOf: [privilegeOf(key, text)],
  }));
  const ofStorages = Object.values(options)
    .flatMap(storagesOf)
    .map((storage) => ({ path: `/storage/${storage}`, oneOf: ["Datastore.AllocateSpace"] }));
  const ofBridges = Object.entries(options)
    .filter(([key]) => /^net\d+$/.test(key))
    .map(([, text]) => ({
      path: `/sdn/zones/localnetwork/${parsed(text, "model")["bridge"]}`,
      oneOf: ["SDN.Use"],
    }));
  return [...ofOptions, ...ofStorages, ...ofBridges];
}

function planOf(vm: Vm, { storages }: Datacenter): MachinePlan {
  const system = bootedBy(disksOf(vm.config), vm, storages)?.system;
  const name = String(vm.config["name"] ?? `vm-${vm.vmid}`);
  return { vmid: vm.vmid, name, ...(system !== undefined && { system }) };
}

function identity({ now }: Datacenter): Config {
  return {
    meta: `creation-qemu=10.0.2,ctime=${Math.floor(now() / 1000)}`,
    smbios1: `uuid=${randomUUID()}`,
    vmgenid: randomUUID(),
  };
}

function without(form: Form, keys: readonly string[]): Form {
  return Object.fromEntries(Object.entries(form).filter(([key]) => !keys.includes(key)));
}
