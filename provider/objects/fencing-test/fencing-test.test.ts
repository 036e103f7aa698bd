import {
  looks,
  scriptedNode,
  type ScriptedNode,
  type Step,
} from "../../../tests/fixtures/scripted-cluster.js";
import { managedVerbs } from "../../lifecycle/managed-verbs.js";
import { disconnect } from "../../ssh/index.js";
import { fencingTest } from "./fencing-test.js";

const { check, create, read, update } = managedVerbs(fencingTest);

const nodes: ScriptedNode[] = [];
afterEach(async () => {
  await disconnect();
  await Promise.all(nodes.splice(0).map((one) => one.close()));
});

const status = (second: string) =>
  looks(`<pacemaker-result><summary><current_dc present="true" version="2.1.5" name="n1" with_quorum="true"/></summary>
    <nodes><node name="n1" online="true"/><node name="n2" ${second}/></nodes><resources/></pacemaker-result>`);
const whole = status('online="true"');
const broken = status('online="false"');
const boot = (id: string, began = "3"): Step => ({
  question: "cat /proc/sys/kernel/random/boot_id /proc/1/stat",
  answer: { code: 0, stdout: `${id}\n1 (a ) b) S ${"0 ".repeat(18)}${began} 0 0\n` },
});
const fences = (node: string, stderr = ""): Step => ({
  question: `stonith_admin --reboot ${node} --timeout 60`,
  answer: { code: stderr === "" ? 0 : 1, stderr },
});

async function pair(first: readonly Step[], second: readonly Step[]) {
  const [one, two] = [await scriptedNode(...first), await scriptedNode(...second)];
  nodes.push(one, two);
  const address = { addresses: ["127.0.0.1"] };
  return {
    nodes: [
      { name: "n1", ...address },
      { name: "n2", ...address },
    ],
    connection: { n1: one.handle.connection["n1"], n2: two.handle.connection["n1"] },
    hostKeys: { n1: one.hostKey, n2: two.hostKey },
    timeout: 60,
  };
}

test("each node is fenced by the other one, and waited for until it has booted and is a member again", async () => {
  const first = [...[whole, boot("a"), boot("a"), boot("b"), broken, whole], ...[whole, fences("n2"), whole]];
  // A container has its host's id of the boot, but another beginning.
  const second = [fences("n1"), boot("c"), boot("c", "77")];
  const { outs } = await create(await pair(first, second));
  expect(outs).toMatchObject({ seconds: { n1: expect.any(Number), n2: expect.any(Number) } });
});

test("a node that cannot be fenced ends the test with the reason, and the next one is left alone", async () => {
  const args = await pair([whole, boot("a")], [fences("n1", "No such device\n")]);
  await expect(create(args)).rejects.toThrow("Unable to fence n1 on n2 (exit 1): No such device");
});

test("a cluster that is not whole is not tested", async () => {
  const args = { ...(await pair([{ ...broken, repeats: true }], [])), timeout: 0.1 };
  await expect(create(args)).rejects.toThrow(
    "n1 is not fenced for a test: the cluster is not healthy before it: n2 is not online",
  );
});

test("a refresh and an update ask nobody and keep what was seen", async () => {
  const inputs = await pair([], []);
  const known = { ...inputs, seconds: { n1: 21.5, n2: 20 } };
  expect(await read("n1 n2", known)).toEqual({ id: "n1 n2", inputs, props: known });
  const changed = { ...inputs, timeout: 90 };
  expect(await update("n1 n2", known, changed)).toEqual({ outs: { ...known, timeout: 90 } });
});

test("one node alone has nobody who could fence it", async () => {
  const { nodes: all, ...rest } = await pair([], []);
  const { failures } = await check({}, { ...rest, nodes: all.slice(1) });
  expect(failures).toEqual([
    { property: "cluster", reason: "a node is fenced by another one: two nodes are needed" },
  ]);
});
