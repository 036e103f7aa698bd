import type * as ssh2 from "ssh2";

/** The SSH library, loaded when a connection is made first: a program that declares a cluster makes none. */
export function library(): typeof ssh2 {
  return require("ssh2") as typeof ssh2;
}
