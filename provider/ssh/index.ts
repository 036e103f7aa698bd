export { connectionIdentity, type SshArgs } from "./arguments.js";
export { SshFailure, type SshFailureKind } from "./failure.js";
export { fingerprint } from "./host-key.js";
export { wire } from "./observed.js";
export { disconnect, meetAnew } from "./pool.js";
export { hostKey, run, type Ran, type RunOptions } from "./run.js";
export { talk, type Talk } from "./talk.js";
