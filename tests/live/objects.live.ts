import { labSuite } from "./lab-name.js";
import { bootCluster, takeDown } from "./objects/ground.js";
import { drift } from "./objects/drift.js";
import { end, life } from "./objects/life.js";
import { rounds } from "./objects/rounds.js";
import { lifeOn } from "./old-pcs/life.js";
import type { Case } from "./suite.js";

/**
 * Every object on real nodes by the real CLI: made, read, changed, drifted, taken over and removed. On nodes that show
 * themselves as CentOS 7 it is what pcs 0.9 can make, without what people do beside it in newer words.
 */
export const cases: readonly Case[] =
  labSuite() === "centos7"
    ? lifeOn("0.9.169", () => Promise.resolve())
    : [...life, ...drift, ...end, ...rounds];

/** Boots a cluster. */
export const before = () => bootCluster();

/** Takes it down. */
export const after = takeDown;
