import { causes } from "./fencing/causes.js";
import { deployed } from "./fencing/deployed.js";
import { givenUp } from "./fencing/given-up.js";
import { leave, prepare } from "./fencing/ground.js";
import { inARow } from "./fencing/in-a-row.js";
import { levels } from "./fencing/levels.js";
import { losses } from "./fencing/losses.js";
import { means } from "./fencing/means.js";
import { powerFailure } from "./fencing/power-failure.js";
import { replacedMachine } from "./fencing/replaced.js";
import { rotation } from "./fencing/rotation.js";
import type { Case } from "./suite.js";

/**
 * A pair that is made from nothing, whose machines Proxmox fences, with its traffic watched from outside: by the package's
 * own agent, or by the distribution's (`FENCING_AGENT=fence_pve`).
 */
export const cases: readonly Case[] = [
  ...[...deployed, ...causes, ...losses, ...powerFailure],
  ...(means === "own" ? [...givenUp, ...rotation, ...levels, ...inARow, ...replacedMachine] : []),
];

/** Makes the pair. */
export const before = prepare;
/** Shows the table and takes the pair down. */
export const after = leave;
