import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The agent's name, as `StonithDevice` takes it. */
export const fenceAgentName = "fence_pve_token";

/** Where Pacemaker looks for fence agents, on every distribution. */
export const fenceAgentPath = `/usr/sbin/${fenceAgentName}`;

/** Where the API token's secret is on a node: a folder that every cluster host has, and its users cannot enter. */
export const passwordPath = `/etc/pacemaker/${fenceAgentName}.password`;

const parts = ["start", "options", "describe", "api", "power", "main"];

/** The agent's whole text: one program that needs nothing but a Python on the node. */
export const fenceAgentText = parts
  .map((part) => readFileSync(join(__dirname, "agent", `${part}.py`), "utf8"))
  .join("\n\n");

/** What an agent on a node is compared with: the SHA-256 of its bytes, in hexadecimal digits. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text, "latin1").digest("hex");
}
