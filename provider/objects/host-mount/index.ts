export * from "./host-mount.js";
