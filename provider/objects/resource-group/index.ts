export * from "./resource-group.js";
