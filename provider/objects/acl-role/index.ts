export * from "./acl-role.js";
