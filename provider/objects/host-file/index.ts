export { HostFile, hostFile, type HostFileArgs } from "./host-file.js";
