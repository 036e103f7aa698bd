export * from "./clone-resource.js";
