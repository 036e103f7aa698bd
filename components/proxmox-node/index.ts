export { machineOf, type ProxmoxMachine } from "./machine.js";
export { ProxmoxNode } from "./proxmox-node.js";
export type * from "./arguments.js";
