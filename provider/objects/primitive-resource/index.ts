export * from "./primitive-resource.js";
