export * from "./proxmox-guest.js";
