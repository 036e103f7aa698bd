export * from "./ticket-constraint.js";
