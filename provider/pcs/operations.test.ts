import type { CibOperation } from "./cib.js";
import { foundOperations, operationCommands, operationWords, type Operation } from "./operations.js";

const defaults: Operation[] = [
  { name: "start", timeout: "20s" },
  { name: "stop", timeout: "20s" },
  { name: "monitor", interval: "10s", timeout: "20s" },
];
const op = (name: string, values: Record<string, string>): CibOperation => ({
  id: `r-${name}-interval-${values["interval"]}`,
  name,
  values,
});
const start = op("start", { interval: "0s", timeout: "20s" });
const stop = op("stop", { interval: "0s", timeout: "20s" });
const monitor = op("monitor", { interval: "10s", timeout: "20s" });

test("pcs hears the operations of a new resource", () => {
  const all: Operation[] = [
    { name: "start", timeout: "40s", startDelay: "5s" },
    {
      name: "monitor",
      interval: "5s",
      timeout: "10s",
      onFail: "restart",
      role: "Promoted",
      enabled: false,
      checkLevel: 10,
    },
  ];
  expect(operationWords(all).join(" ")).toBe(
    "op start timeout=40s start-delay=5s " +
      "monitor interval=5s timeout=10s on-fail=restart role=Promoted enabled=false OCF_CHECK_LEVEL=10",
  );
  expect(operationWords([])).toEqual([]);
});

test.each<[string, CibOperation[], Operation[], Operation[]]>([
  ["nothing of the agent's own", [monitor, start, stop], [], []],
  [
    "the agent's own of pcs 0.9",
    [op("start", { interval: "0", timeout: "20" }), op("monitor", { interval: "10", timeout: "20" })],
    [],
    [],
  ],
  [
    "what was declared, in its order and spelling",
    [op("monitor", { interval: "5s" }), op("start", { interval: "0s", timeout: "40" }), stop],
    [
      { name: "start", timeout: "40s" },
      { name: "monitor", interval: "5s" },
    ],
    [
      { name: "start", timeout: "40s" },
      { name: "monitor", interval: "5s" },
    ],
  ],
  [
    "what somebody changed",
    [op("monitor", { interval: "7s", enabled: "false", OCF_CHECK_LEVEL: "10" }), start, stop],
    [{ name: "monitor", interval: "5s" }],
    [{ name: "monitor", interval: "7s", enabled: false, checkLevel: 10 }],
  ],
  [
    "what somebody added",
    [monitor, op("promote", { interval: "0s", timeout: "9s" })],
    [],
    [{ name: "promote", timeout: "9s" }],
  ],
])("the operations of a resource show %s", (_what, found, declared, expected) => {
  expect(foundOperations(found, declared, defaults)).toEqual(expected);
});

test.each<[string, CibOperation[], Operation[], string[]]>([
  ["nothing where nothing differs", [monitor, start, stop], [], []],
  [
    "a changed one: away by its id, and anew",
    [op("monitor", { interval: "5s" }), start, stop],
    [{ name: "monitor", interval: "6s" }],
    ["resource op remove r-monitor-interval-5s", "resource op add r monitor interval=6s"],
  ],
  [
    "the agent's own again, where a declared one goes",
    [op("monitor", { interval: "5s" }), start, stop],
    [],
    ["resource op remove r-monitor-interval-5s", "resource op add r monitor interval=10s timeout=20s"],
  ],
  ["nothing of the agent's own that somebody removed", [monitor], [], []],
  [
    "one more",
    [monitor, start, stop],
    [
      { name: "monitor", interval: "10s", timeout: "20s" },
      { name: "monitor", interval: "60s", checkLevel: 10 },
    ],
    ["resource op add r monitor interval=60s OCF_CHECK_LEVEL=10"],
  ],
])("pcs hears of operations: %s", (_what, found, declared, commands) => {
  expect(
    operationCommands(["resource", "r"], found, declared, defaults).map((argv) => argv.join(" ")),
  ).toEqual(commands);
});
