export * from "./gluster-volume.js";
export type { GlusterVolumeArgs, BrickInput, Replication } from "./arguments.js";
