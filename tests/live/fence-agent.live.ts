import { repair } from "./fence-agent/agent-files.js";
import { fences } from "./fence-agent/fences.js";
import { leaveGround, makeGround } from "./fence-agent/ground.js";
import { type Case } from "./suite.js";

/** The package's own fence agent, on a pair whose nodes are machines of the lab's Proxmox. */
export const cases: readonly Case[] = [...fences, ...repair];
export { makeGround as before, leaveGround as after };
