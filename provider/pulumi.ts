// What the package needs of Pulumi's SDK, without its index: that loads the automation API, a TypeScript compiler and npm's
// resolver, which takes longer than all else that a program of this package does.
export * from "@pulumi/pulumi/errors.js";
export * as log from "@pulumi/pulumi/log/index.js";
export * from "@pulumi/pulumi/metadata.js";
export * from "@pulumi/pulumi/output.js";
export * from "@pulumi/pulumi/resource.js";
export { getMonitor } from "@pulumi/pulumi/runtime/settings.js";
export { Config } from "@pulumi/pulumi/config.js";
