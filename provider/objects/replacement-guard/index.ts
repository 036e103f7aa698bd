export * from "./replacement-guard.js";
