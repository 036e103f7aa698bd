export * from "./cluster-property.js";
