import { labSuite } from "./lab-name.js";
import { adoption, end } from "./pair/adoption.js";
import { drift } from "./pair/drift.js";
import { earlier } from "./pair/earlier.js";
import { life } from "./pair/life.js";
import { others } from "./pair/others.js";
import { bootLab, takeDown } from "./pair/pair.js";
import { parallel } from "./pair/parallel.js";
import { refusal } from "./pair/refusal.js";
import type { Case } from "./suite.js";

/**
 * The pair on real nodes by the real CLI: made, changed, drifted, taken over, refused and destroyed. On nodes that show
 * themselves as CentOS 7 it is the suite `centos7`: people type other words there, and pcs 0.9 can do less.
 */
export const cases: readonly Case[] =
  labSuite() === "centos7"
    ? []
    : [...life, ...drift, ...refusal, ...parallel, ...others, ...end, ...earlier, ...adoption];

/** Boots the nodes. */
export const before = bootLab;

/** Takes the nodes and the stack down. */
export const after = takeDown;
