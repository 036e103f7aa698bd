export * from "./node-maintenance.js";
