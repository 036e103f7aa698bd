import { bootHosts, takeDown } from "./examples/ground.js";
import { life } from "./examples/life.js";
import { table } from "./examples/table.js";
import type { Case } from "./suite.js";

/** The programs that people copy, on real nodes by the real CLI, and beside them what pcs makes by hand. */
export const cases: readonly Case[] = [...life, ...table];

/** Boots two hosts. */
export const before = bootHosts;

/** Takes them down. */
export const after = takeDown;
