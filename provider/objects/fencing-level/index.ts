export * from "./fencing-level.js";
