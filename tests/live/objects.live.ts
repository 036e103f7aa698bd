import { bootCluster, takeDown } from "./objects/ground.js";
import { drift } from "./objects/drift.js";
import { end, life } from "./objects/life.js";
import { rounds } from "./objects/rounds.js";
import type { Case } from "./suite.js";

/** Every object on real nodes by the real CLI: made, read, changed, drifted, taken over and removed. */
export const cases: readonly Case[] = [...life, ...drift, ...end, ...rounds];

/** Boots a cluster. */
export const before = () => bootCluster();

/** Takes it down. */
export const after = takeDown;
