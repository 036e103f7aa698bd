export * from "./bundle-resource.js";
