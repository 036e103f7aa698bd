export * from "./quorum-device.js";
export type { QuorumDeviceArgs } from "./arguments.js";
