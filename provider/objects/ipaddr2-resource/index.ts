export * from "./ipaddr2-resource.js";
export type { IPaddr2Parameters } from "./parameters.js";
