import { leaveGround, makeGround } from "../faults/ground.js";
import { moments } from "../faults/moments.js";
import { outages } from "../faults/outages.js";
import { refusals } from "../faults/refusals.js";
import { secrets } from "../faults/secrets.js";
import type { Case } from "./suite.js";

/** What goes wrong, with the real CLI against real nodes: refused in time, in clear words, and nothing is lost. */
export const cases: readonly Case[] = [...refusals, ...outages, ...moments, ...secrets];
export const before = makeGround;
export const after = leaveGround;
