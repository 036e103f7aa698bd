export * from "./arguments.js";
export { MountedGlusterVolume } from "./mounted-gluster-volume.js";
