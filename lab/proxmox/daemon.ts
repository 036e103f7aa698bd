import { readFileSync, writeFileSync } from "node:fs";
import { readRecord, writeRecord } from "../state.js";
import { ACCOUNTS } from "./accounts.js";
import { PROXMOX_BRIDGES } from "./cards.js";
import { selfSigned } from "./certificate.js";
import { control } from "./control.js";
import { Datacenter } from "./datacenter.js";
import { imageAt } from "./images.js";
import { MachinesByDisk } from "./machines-by-disk.js";
import { LabMachines, type Register } from "./machines-lab.js";
import { ADDRESS, filesOf, type ServerPlan } from "./place.js";
import { apiServer } from "./server.js";

// The program that is a lab's Proxmox: daemon.js LAB, in the network namespace of the lab's switch.

void main(process.argv[2] ?? "");

async function main(lab: string): Promise<void> {
  const files = filesOf(lab);
  const plan = JSON.parse(readFileSync(files.plan, "utf8")) as ServerPlan;
  const machines = new LabMachines(lab, plan.roots, register(lab));
  const { nodes } = plan;
  // What nothing here boots cannot be downloaded either.
  const offered = (url: string) => {
    const image = imageAt(url);
    return image && plan.roots[image.system] !== undefined ? image : undefined;
  };
  const parts = { machines: new MachinesByDisk(machines), nodes, bridges: PROXMOX_BRIDGES, imageAt: offered };
  const datacenter = new Datacenter({ ...parts, accounts: ACCOUNTS });
  Object.entries(plan.machines).forEach(([vmid, name], index) => {
    machines.adopt(Number(vmid), name);
    const node = nodes[index % nodes.length] ?? "";
    datacenter.vms.add({ vmid: Number(vmid), node, config: { name, onboot: 1 } }, "unable to adopt");
  });
  const certificate = await selfSigned(`${nodes[0]}.lab`, [ADDRESS.host]);
  writeFileSync(files.certificate, certificate.certificate);
  const server = apiServer(datacenter, certificate);
  await server.listen(ADDRESS.port, ADDRESS.host);
  await control(datacenter, server, { ...ADDRESS, ca: certificate.certificate }, files.socket);
}

/** The lab's own record of its nodes: what looks at the lab sees the machines as well. */
function register(lab: string): Register {
  const record = () => {
    const known = readRecord(lab);
    if (known) return known;
    throw new Error(`The lab ${lab} has no record`);
  };
  const others = (node: string) => record().nodes.filter(({ name }) => name !== node);
  return {
    names: () => record().nodes.map(({ name }) => name),
    note: (name, addresses) => {
      const plan = { name, address: addresses[0], addresses };
      writeRecord({ ...record(), nodes: [...others(name), plan] });
    },
    strike: (node) => writeRecord({ ...record(), nodes: others(node) }),
  };
}
