export * from "./colocation-constraint.js";
