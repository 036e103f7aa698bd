export * from "./acl-user.js";
