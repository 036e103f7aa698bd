import { labSuite } from "./lab-name.js";
import { bootCluster, takeDown } from "./objects/ground.js";
import type { Case } from "./suite.js";
import { killed } from "./writer/killed.js";
import { sameResults } from "./writer/manners.js";
import { byItself } from "./writer/program.js";
import { storm } from "./writer/storm.js";

/** The program that writes: what it makes, what is left when it dies, and somebody else who writes as well. */
export const cases: readonly Case[] = [
  ...sameResults,
  ...killed,
  ...storm,
  // The words of its edits are those of newer generations.
  ...(["bookworm", "trixie"].includes(labSuite()) ? byItself : []),
];

/** Boots a cluster. */
export const before = () => bootCluster(labSuite(), "writer");

/** Takes it down. */
export const after = takeDown;
