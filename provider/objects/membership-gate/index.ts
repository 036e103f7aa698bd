export * from "./membership-gate.js";
