export * from "./systemd-unit.js";
