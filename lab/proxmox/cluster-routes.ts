import { type Datacenter } from "./datacenter.js";
import { failed, invalid } from "./failure.js";
import { bytesOf, parsed } from "./property-string.js";
import { type Route } from "./route.js";
import { disksOf } from "./vm-config.js";
import { type Vm } from "./vms.js";

const VERSION = { version: "9.0.3", release: "9.0", repoid: "025864202ebb6109" };

/** Logins, and what is told of the datacenter as a whole. */
export function clusterRoutes(datacenter: Datacenter): readonly Route[] {
  const { access, vms } = datacenter;
  const poolNamed = (poolid: string) => {
    if (!datacenter.pools.includes(poolid)) throw failed(`pool '${poolid}' does not exist`);
    const members = vms.all().filter(({ pool }) => pool === poolid);
    return { poolid, members: members.map((vm) => resource(datacenter, vm)) };
  };
  return [
    { method: "GET", path: "/access/ticket", isOpen: true, answer: () => null },
    {
      method: "POST",
      path: "/access/ticket",
      isOpen: true,
      answer: ({ form }) => access.login(form["username"] ?? "", form["password"] ?? ""),
    },
    {
      method: "GET",
      path: "/access/permissions",
      answer: ({ caller, form }) => access.permissions(caller, form["path"]),
    },
    { method: "GET", path: "/version", answer: () => VERSION },
    { method: "GET", path: "/nodes", answer: () => datacenter.nodes.map((node) => nodeOf(datacenter, node)) },
    {
      method: "GET",
      path: "/nodes/:node/network",
      answer: ({ caller }) =>
        datacenter.bridges
          .filter((bridge) =>
            access.may(caller, {
              path: `/sdn/zones/localnetwork/${bridge}`,
              oneOf: ["SDN.Audit", "SDN.Use"],
            }),
          )
          .map((iface) => ({ iface, type: "bridge", active: 1, autostart: 1, method: "static" })),
    },
    {
      method: "GET",
      path: "/cluster/resources",
      answer: ({ caller, form }) => {
        const machines = datacenter.visible(caller).map((vm) => resource(datacenter, vm));
        const nodes = datacenter.nodes.map((node) => nodeOf(datacenter, node));
        const wanted = form["type"];
        return [...(wanted === "node" ? [] : machines), ...(wanted === "vm" ? [] : nodes)];
      },
    },
    {
      method: "GET",
      path: "/cluster/nextid",
      answer: ({ form }) => {
        const asked = form["vmid"];
        if (asked === undefined) return String(freeId(datacenter));
        if (vms.has(Number(asked))) throw invalid({ vmid: `VM ${asked} already exists` });
        return asked;
      },
    },
    {
      method: "GET",
      path: "/pools",
      answer: ({ caller, form }) => {
        const seen = (poolid: string) =>
          access.may(caller, { path: `/pool/${poolid}`, oneOf: ["Pool.Audit"] });
        if (form["poolid"] !== undefined) return [poolNamed(form["poolid"])];
        return datacenter.pools.filter(seen).map((poolid) => ({ poolid }));
      },
    },
    { method: "GET", path: "/pools/:poolid", answer: ({ path }) => poolNamed(path["poolid"] ?? "") },
  ];
}

/** A machine as lists show it. */
export function resource(datacenter: Datacenter, vm: Vm): Readonly<Record<string, unknown>> {
  const { status } = datacenter.status(vm);
  return {
    id: `qemu/${vm.vmid}`,
    type: "qemu",
    vmid: vm.vmid,
    node: vm.node,
    name: nameOf(vm),
    // Nobody hears from a node that is gone how its machines are.
    status: datacenter.isDown(vm.node) ? "unknown" : status,
    template: vm.config["template"] ?? 0,
    ...figures(datacenter, vm),
    maxcpu: coresOf(vm),
    disk: 0,
    ...(vm.pool !== undefined && { pool: vm.pool }),
  };
}

/** The numbers that every answer on a machine has: all of them numbers, or clients fail. */
export function figures(datacenter: Datacenter, vm: Vm): Readonly<Record<string, number>> {
  const runs = datacenter.status(vm).status === "running";
  const [first] = disksOf(vm.config);
  return {
    maxmem: Number(parsed(String(vm.config["memory"] ?? "512"), "current")["current"]) * 2 ** 20,
    maxdisk: bytesOf(parsed(first?.[1] ?? "", "file")["size"] ?? "0") ?? 0,
    cpu: 0,
    mem: 0,
    uptime: runs ? Math.floor((datacenter.now() - (vm.started ?? datacenter.now())) / 1000) : 0,
  };
}

/** The name of a machine; Proxmox makes one for a machine without. */
export function nameOf({ vmid, config }: Vm): string {
  return String(config["name"] ?? `VM ${vmid}`);
}

/** The processors of a machine. */
export function coresOf({ config }: Vm): number {
  return Number(config["cores"] ?? 1) * Number(config["sockets"] ?? 1);
}

function nodeOf(datacenter: Datacenter, node: string): Readonly<Record<string, unknown>> {
  const known = { node, id: `node/${node}`, type: "node", level: "" };
  if (datacenter.isDown(node)) return { ...known, status: "offline" };
  const size = { maxcpu: 8, maxmem: 32 * 2 ** 30, maxdisk: 100 * 2 ** 30 };
  return { ...known, ...size, status: "online", cpu: 0, mem: 0, disk: 0, uptime: 86_400 };
}

function freeId({ vms }: Datacenter): number {
  let free = 100;
  while (vms.has(free)) free += 1;
  return free;
}
