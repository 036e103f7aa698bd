export type * from "./arguments.js";
