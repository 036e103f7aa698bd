/** The SSH library, loaded when a connection is made first: a program that declares a cluster makes none. */
export function library(): typeof import("ssh2") {
  return require("ssh2") as typeof import("ssh2");
}
