import { deepEqual, match, ok } from "node:assert/strict";
import { untouched } from "../pair/seen.js";
import type { Case } from "../suite.js";
import { declare, NODES, type Object7, OBJECTS, type Said, theGround } from "./ground.js";

interface Limit {
  readonly what: string;
  /** An object that is declared beside the others. */
  readonly object?: Object7;
  readonly said?: Said;
  /** The property that it is told against, what cannot be done, and since when it can. */
  readonly told: RegExp;
}

/** What only newer ones can do. */
const beyond: readonly Limit[] = [
  {
    what: "another token of a cluster that is there",
    said: { cluster: { totem: { token: 5000 } } },
    told: /totem.*pcs 0\.9\.169 cannot change it in a cluster that is there; pcs 0\.10\.8 and newer can/s,
  },
  {
    what: "a tag",
    object: ["Tag", "marked", { resources: ["web1"] }],
    told: /tagId.*pcs 0\.9\.169 cannot make tags; pcs 0\.10\.6 and newer can/s,
  },
  {
    what: "defaults with a rule",
    object: ["OperationDefaults", "ruled", { values: { timeout: "9s" }, rule: "op monitor" }],
    told: /rule.*pcs 0\.9\.169 cannot give a set of defaults a rule.*; pcs 0\.10\.7 and newer can/s,
  },
  {
    what: "defaults with a score",
    object: ["ResourceDefaults", "scored", { values: { "resource-stickiness": 1 }, score: 5 }],
    told: /score.*pcs 0\.9\.169 cannot give a set of defaults a score.*; pcs 0\.10\.7 and newer can/s,
  },
  {
    what: "a bundle in podman",
    object: ["BundleResource", "box", { container: "podman", containerOptions: { image: "img:1" } }],
    told: /container.*pcs 0\.9\.169 cannot run a bundle in podman, only in docker; pcs 0\.10\.1 and newer can/s,
  },
  {
    what: "a newer name of a fence agent's option",
    object: [
      "StonithDevice",
      "fence",
      { agent: "fence_virsh", options: { ip: "192.0.2.1", ipaddr: "192.0.2.1" } },
    ],
    told: /options\.ip\b.*pcs 0\.9\.169 cannot set "ip", only "ipaddr" in its place; pcs 0\.10\.1 and newer can/s,
  },
];

/** Each is told in the preview, and nothing is touched. */
export const limits: readonly Case[] = [
  {
    name: "a preview tells what pcs 0.9 cannot do, and which pcs can",
    run: async () => {
      const { lab, stack } = theGround();
      const seen = () => Promise.all(NODES.map((node) => untouched(lab, node)));
      const before = await seen();
      for (const { what, object, said, told } of beyond) {
        await declare(object ? [...OBJECTS, object] : OBJECTS, said);
        const { code, output } = await stack.preview();
        ok(code !== 0, `${what} is not refused: ${output}`);
        match(output, told);
      }
      deepEqual(await seen(), before);
    },
  },
];
