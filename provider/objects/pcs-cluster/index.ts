export * from "./pcs-cluster.js";
export type { Member, PcsClusterArgs } from "./arguments.js";
