export * from "./order-constraint.js";
