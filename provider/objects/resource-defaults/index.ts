export * from "./resource-defaults.js";
