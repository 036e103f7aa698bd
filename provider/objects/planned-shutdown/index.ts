export * from "./planned-shutdown.js";
