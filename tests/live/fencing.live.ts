import { deployed } from "./fencing/deployed.js";
import { leave, prepare } from "./fencing/ground.js";
import { inARow } from "./fencing/in-a-row.js";
import { losses } from "./fencing/losses.js";
import { powerFailure } from "./fencing/power-failure.js";
import type { Case } from "./suite.js";

/** A pair that its own Proxmox fences, made from nothing, with its traffic watched from outside. */
export const cases: readonly Case[] = [...deployed, ...losses, ...inARow, ...powerFailure];

/** Makes the pair. */
export const before = prepare;
/** Shows the table and takes the pair down. */
export const after = leave;
