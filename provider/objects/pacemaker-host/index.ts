export * from "./pacemaker-host.js";
export type { PacemakerHostArgs } from "./arguments.js";
