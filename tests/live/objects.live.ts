import { labSuite } from "./lab-name.js";
import { drift } from "./objects/drift.js";
import { everything } from "./objects/everything.js";
import { bootCluster, takeDown } from "./objects/ground.js";
import { end, life } from "./objects/life.js";
import { oldest } from "./objects/oldest.js";
import { rounds } from "./objects/rounds.js";
import type { Case } from "./suite.js";

const objects = labSuite() === "centos7" ? oldest : everything;

/** Every object on real nodes by the real CLI: made, read, changed, drifted, taken over and removed. */
export const cases: readonly Case[] = [
  ...life(objects),
  ...drift(objects),
  ...end(objects),
  ...rounds(objects),
];

/** Boots a cluster. */
export const before = () => bootCluster();

/** Takes it down. */
export const after = takeDown;
