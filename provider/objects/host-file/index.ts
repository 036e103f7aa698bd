export * from "./host-file.js";
