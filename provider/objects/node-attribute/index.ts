export * from "./node-attribute.js";
