export * from "./node-utilization.js";
