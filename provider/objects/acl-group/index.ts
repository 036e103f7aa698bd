export * from "./acl-group.js";
