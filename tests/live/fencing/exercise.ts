import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { fenceAgentPath, passwordPath } from "../../../provider/objects/fence-agent/agent.js";
import { machines, NODES, theGround } from "../from-nothing/ground.js";

/** What became of calls of the agent, one after the other on each node. */
export interface Exercised {
  readonly calls: Readonly<Record<string, number>>;
  /** What failed ones said. */
  readonly failed: readonly string[];
  /** Processes that had a token among their arguments or in their environment. */
  readonly shown: readonly string[];
}

/** Has each node ask for the other one's state as its cluster does, again and again, until it is stopped. */
export async function exercise(tokens: readonly string[]): Promise<{ stop(): Promise<Exercised> }> {
  const lab = await machines();
  const secrets = tokens.map((token) => `${token.slice(token.indexOf("=") + 1)}\n`).join("");
  const calls: Record<string, number> = {};
  const failed: string[] = [];
  const shown: string[] = [];
  let stopped = false;
  const running = NODES.map(async (node, index) => {
    const options = optionsFor(String(102 - index));
    while (!stopped) {
      const { code, stderr } = await lab.exec(node, [fenceAgentPath], { stdin: options });
      calls[node] = (calls[node] ?? 0) + 1;
      if (code !== 0) failed.push(`${node}: ${code} ${stderr}`);
      // The pattern goes by stdin, so that who looks is not found.
      const looked = ["sh", "-c", "grep -alF -f - /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null"];
      const found = (await lab.exec(node, looked, { stdin: secrets })).stdout.trim();
      if (found !== "") shown.push(`${node}: ${found}`);
    }
  });
  return {
    stop: async () => {
      stopped = true;
      await Promise.all(running);
      return { calls, failed, shown };
    },
  };
}

function optionsFor(plug: string): string {
  const { fingerprint256 } = new X509Certificate(readFileSync(theGround().proxmox.certificateFile));
  const api = ["ip=192.168.0.1", `ssl_fingerprint=${fingerprint256}`, `password_file=${passwordPath}`];
  return [...api, `plug=${plug}`, "action=status"].map((line) => `${line}\n`).join("");
}
