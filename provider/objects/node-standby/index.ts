export * from "./node-standby.js";
