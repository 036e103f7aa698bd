export * from "./enabled-resources.js";
