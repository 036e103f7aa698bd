export * from "./fencing-test.js";
