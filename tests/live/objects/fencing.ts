import type { Declared } from "./resources.js";

// The address of nobody: it never watches, so it is not started.
const VIRSH = { ip: "192.0.2.1", username: "u", password: "p" };
const ASLEEP = { "target-role": "Stopped" };
const dummy = (path: string, host: string) => ({ status_file: path, pcmk_host_list: host });

/** What fences. */
export const fencing: readonly Declared[] = [
  {
    kind: "StonithDevice",
    name: "fence-a",
    args: {
      ...{
        stonithId: "fence-a",
        agent: "fence_dummy",
        options: dummy("/run/fence-a", "testdb01"),
        meta: { "migration-threshold": 3 },
      },
      operations: [{ name: "monitor", interval: "120s" }],
    },
    changed: {
      ...{
        stonithId: "fence-a",
        startTimeout: 80,
        agent: "fence_dummy",
        options: dummy("/run/fence-c", "testdb02"),
        meta: { "migration-threshold": 4 },
      },
      operations: [{ name: "monitor", interval: "130s" }],
    },
    less: { agent: "fence_dummy" },
    hand: [
      "stonith create fence-a fence_dummy status_file=/run/fence-a pcmk_host_list=testdb01 op monitor interval=120s meta migration-threshold=3",
    ],
  },
  {
    kind: "StonithDevice",
    name: "fence-b",
    args: { agent: "fence_virsh", options: VIRSH, meta: ASLEEP },
    changed: { agent: "fence_virsh", options: { ...VIRSH, password: "q" }, meta: ASLEEP },
    hand: ["stonith create fence-b fence_virsh ip=192.0.2.1 username=u password=p meta target-role=Stopped"],
  },
  {
    kind: "FencingLevel",
    name: "level-node",
    args: { level: 1, target: "testdb01", devices: ["fence-a", "fence-b"] },
    changed: { level: 1, target: "testdb01", devices: ["fence-b"] },
    needs: ["fence-a", "fence-b"],
    hand: ["stonith level add 1 testdb01 fence-a fence-b"],
  },
  {
    kind: "FencingLevel",
    name: "level-pattern",
    args: { level: 2, target: "regexp%test.*", devices: ["fence-b"] },
    needs: ["fence-b"],
    hand: ["stonith level add 2 'regexp%test.*' fence-b"],
  },
  {
    kind: "FencingLevel",
    name: "level-attribute",
    args: { level: 1, target: "attrib%rack=1", devices: ["fence-b"] },
    needs: ["fence-b"],
    hand: ["stonith level add 1 attrib%rack=1 fence-b"],
  },
];
