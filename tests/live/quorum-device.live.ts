import { bootLab, takeDown } from "./quorum-device/ground.js";
import { end, life } from "./quorum-device/life.js";
import { drift } from "./quorum-device/drift.js";
import { loss } from "./quorum-device/loss.js";
import type { Case } from "./suite.js";

/** The quorum device of a real pair, with a witness that is no node of it: a whole life by the real CLI. */
export const cases: readonly Case[] = [...life, ...drift, ...loss, ...end];

/** Boots two nodes and a witness. */
export const before = bootLab;

/** Takes them down. */
export const after = takeDown;
