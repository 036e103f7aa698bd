import { deployed, replacement } from "./mariadb/deployed.js";
import { leave, prepare } from "./mariadb/ground.js";
import { losses, unsynchronised } from "./mariadb/losses.js";
import type { Case } from "./suite.js";

/** Two MariaDB servers from nothing, and a client that writes all the time and keeps what was acknowledged. */
export const cases: readonly Case[] = [...deployed, ...losses, ...replacement, ...unsynchronised];

/** Starts a Proxmox without a machine. */
export const before = prepare;

/** Shows the table, and takes everything down. */
export const after = leave;
