import { asks, scriptedNode, type ScriptedNode, type Step } from "../../tests/fixtures/scripted-cluster.js";
import { clusterOf } from "../pcs/cluster.js";
import { disconnect } from "../ssh/index.js";
import type { CibObject } from "./cib-object.js";
import { victimsIn, withVictims } from "./victims.js";

const device = {
  kind: "StonithDevice",
  id: () => "f1",
  fences: () => ({ agent: "fence_x", options: { pcmk_host_map: "n1:101;n2:102" } }),
} as unknown as CibObject<object>;
const thing = { kind: "Thing", id: () => "t1" } as unknown as CibObject<object>;
const told = (node: string, port: string) => ({ action: "status", nodename: node, port });
const question = { agent: "fence_x", targets: { n1: told("n1", "101"), n2: told("n2", "102") } };

let node: ScriptedNode | undefined;
afterEach(async () => {
  await disconnect();
  await node?.close();
});

async function outputs(object: CibObject<object>, running: object, ...steps: readonly Step[]) {
  node = await scriptedNode(...steps);
  const voice: string[] = [];
  const write = jest
    .spyOn(process.stdout, "write")
    .mockImplementation((text) => voice.push(String(text)) > 0);
  const answer = await withVictims(object, clusterOf(node.handle), {}, { ...running }).finally(() =>
    write.mockRestore(),
  );
  return [answer, voice];
}

test("a device that watches says how its victims are, and aloud of whom it cannot tell", async () => {
  const states = { n1: "on", n2: "unknown (machine 102 is gone)" };
  const steps = [
    asks("metadata", { agent: "stonith:fence_x" }, { documents: [] }),
    asks("victims", question, { states }),
  ];
  expect(await outputs(device, { node: "n1" }, ...steps)).toEqual([
    { node: "n1", victims: states },
    ["StonithDevice f1: the state of n2 is unknown (machine 102 is gone)\n"],
  ]);
});

test.each([
  ["a device that does not run", device, {}],
  ["what is no device", thing, { node: "n1" }],
])("%s is asked for nobody", async (_what, object, running) => {
  expect(await outputs(object, running)).toEqual([running, []]);
});

test("what was told at deploy stays when it is looked at again", () => {
  expect([victimsIn({ victims: { n1: "on" }, other: 1 }), victimsIn({ other: 1 })]).toEqual([
    { victims: { n1: "on" } },
    {},
  ]);
});
