export * from "./proxmox-claim.js";
