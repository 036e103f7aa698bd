import type { ReachableNode } from "./nodes.js";
import { ask } from "./program.js";

/** What a node found out about an address. */
interface Claim {
  readonly where: "here" | "elsewhere" | "nowhere" | "unknown";
  readonly hardware?: string;
  readonly device?: string;
}

/** Which of these addresses some host already answers for, as a node sees its network, and what was seen. */
export async function answering(
  { ssh, name }: ReachableNode,
  addresses: readonly string[],
  nic?: string,
): Promise<ReadonlyMap<string, string>> {
  const request = { addresses, ...(nic ? { nic } : {}) };
  const { answers } = await ask<{ answers: Record<string, Claim> }>(ssh, name, "claim", request, 30);
  const taken = Object.entries(answers).filter(([, { where }]) => where === "here" || where === "elsewhere");
  return new Map(taken.map(([address, claim]) => [address, whereabouts(claim, name)]));
}

function whereabouts({ where, hardware, device }: Claim, asker: string): string {
  return where === "here"
    ? `it is configured on ${asker}`
    : `${hardware} answers for it on ${asker}'s ${device}`;
}
