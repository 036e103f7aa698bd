export * from "./stonith-device.js";
