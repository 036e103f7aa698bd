export * from "./operation-defaults.js";
