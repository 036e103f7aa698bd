export * from "./location-constraint.js";
