export * from "./arguments.js";
export { HaPair } from "./ha-pair.js";
