import { apart } from "./composed/apart.js";
import { backups } from "./composed/backups.js";
import { apartFromEachOther, leaveGround, makeGround } from "./composed/ground.js";
import { web } from "./composed/web.js";
import type { Case } from "./suite.js";

/** The examples that put several things on a pair, or a pair's contents into a stack of their own. */
export const cases: readonly Case[] = apartFromEachOther([...web, ...backups, ...apart]);

/** Boots three hosts. */
export const before = makeGround;

/** Takes them down. */
export const after = leaveGround;
