export * from "./gluster-peer.js";
