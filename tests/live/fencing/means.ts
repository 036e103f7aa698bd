import { theGround } from "../from-nothing/ground.js";

/** What fences: the package's own agent, or the distribution's `fence_pve` (`FENCING_AGENT=fence_pve`). */
export type Means = "own" | "fence_pve";

/** The one that this run is with. */
export const means: Means = asked(process.env["FENCING_AGENT"] ?? "own");

const SECONDS = 30;

/** The pair's settings for it; a secret where it has one in it. */
export function settings(): { readonly fencing: unknown; readonly isSecret: boolean } {
  if (means === "own") return { fencing: { proxmox: { powerTimeout: SECONDS } }, isSecret: false };
  const { user, password } = theGround().proxmox.fenceUser;
  const common = {
    // It can neither pin a certificate nor be given an authority.
    ...{ ip: "192.168.0.1", username: user, password, ssl_insecure: 1, vmtype: "qemu", pve_node_auto: 1 },
    // Under Pacemaker it waits for ever without this, and is killed before it can say anything.
    ...{ disable_timeout: 0, power_timeout: SECONDS, shell_timeout: 15 },
    ...{ pcmk_host_check: "static-list", pcmk_reboot_timeout: SECONDS + 30, pcmk_reboot_retries: 1 },
  };
  const device = (node: string, plug: string, options: object) => [
    `fence-${node}`,
    {
      ...{ agent: "fence_pve", meta: { "failure-timeout": "60s" } },
      options: { ...common, plug, pcmk_host_list: node, ...options },
    },
  ];
  const devices = [device("testdb01", "101", { pcmk_delay_base: "5s" }), device("testdb02", "102", {})];
  return { fencing: { devices: Object.fromEntries(devices) as object }, isSecret: true };
}

function asked(word: string): Means {
  if (word === "own" || word === "fence_pve") return word;
  throw new Error(`FENCING_AGENT is "${word}"; allowed are own and fence_pve`);
}
