import {
  looks,
  scriptedNode,
  type ScriptedNode,
  type Step,
} from "../../../tests/fixtures/scripted-cluster.js";
import { managedVerbs } from "../../lifecycle/managed-verbs.js";
import { disconnect } from "../../ssh/index.js";
import { membershipGate } from "./membership-gate.js";

const { create, diff, read, update } = managedVerbs(membershipGate);

const nodes: ScriptedNode[] = [];
afterEach(async () => {
  await disconnect();
  await Promise.all(nodes.splice(0).map((one) => one.close()));
});

const inCluster: Step = { question: "test -s /etc/corosync/corosync.conf", answer: { code: 0 } };
const inNone: Step = { ...inCluster, answer: { code: 1 } };
const attribute = (node: string, change: string): Step => ({
  question: `crm_attribute --node ${node} --name standby --lifetime reboot ${change}`,
  answer: { code: 0 },
});
const back = attribute("n1", "--delete");
const away = attribute("n2", "--update on");

function status(second: string, resourceOn: string, pending = ""): string {
  return `<pacemaker-result><summary><current_dc present="true" version="2.1.5" name="n1" with_quorum="true"/></summary>
    <nodes><node name="n1" online="true"/><node name="n2" ${second}/></nodes>
    <resources><resource id="ip" role="Started" active="true" managed="true" ${pending}><node name="${resourceOn}"/></resource>
    </resources></pacemaker-result>`;
}
const whole = 'online="true"';

/** A gate behind n1, with n2 behind it, and what it was before the change. */
async function gate(steps: readonly Step[], change: object, timeout = 60) {
  const node = await scriptedNode(...steps);
  nodes.push(node);
  const { clusterName: _clusterName, ...handle } = node.handle;
  const next = { name: "n2", restart: { memory: 2048 } };
  const old = { ...handle, identity: { image: "a" }, restart: { memory: 2048 }, next, timeout, round: 3 };
  return { old, args: { ...old, ...change } };
}

const restarted = { restart: { memory: 4096 } };
const both = { ...restarted, next: { name: "n2", restart: { memory: 4096 } } };

test("where nothing was yet, nothing is waited for", async () => {
  const { args } = await gate([], {});
  const { round: _round, ...inputs } = args;
  expect(await create(inputs)).toEqual({ id: "n1", outs: { ...inputs, round: 0 } });
});

test("a refresh finds a gate as it was, how often it was passed among its outputs alone", async () => {
  const { old } = await gate([], {});
  const { round: _round, ...inputs } = old;
  expect(await read("n1", old)).toEqual({ id: "n1", inputs, props: old });
});

test("a machine that was restarted is waited for until it is a member of a whole, settled cluster", async () => {
  const steps = [
    ...[inCluster, back],
    looks(status('online="false"', "n1")),
    looks(status('online="true" pending="true"', "n1")),
    looks(status(whole, "n1", 'pending="Starting"')),
    looks(status(whole, "n1")),
  ];
  const { old, args } = await gate(steps, restarted);
  expect(await update("n1", old, args)).toEqual({ outs: { ...args, round: 4 } });
});

test("before the next machine is restarted, what runs there leaves it", async () => {
  const settled = looks(status(whole, "n2"));
  const steps = [
    inCluster,
    back,
    settled,
    away,
    settled,
    looks(status('online="true" standby="true"', "n1")),
  ];
  const { old, args } = await gate(steps, both);
  expect(await update("n1", old, args)).toEqual({ outs: { ...args, round: 4 } });
});

test("another machine in its place is not waited for: it joins later", async () => {
  const { old, args } = await gate([], { ...restarted, identity: { image: "b" } });
  expect(await update("n1", old, args)).toEqual({ outs: { ...args, round: 4 } });
});

test("a machine in no cluster is not waited for", async () => {
  const { old, args } = await gate([inNone], both);
  expect(await update("n1", old, args)).toEqual({ outs: { ...args, round: 4 } });
});

test("a machine that does not become a member again holds up what comes after it", async () => {
  const steps = [inCluster, back, { ...looks(status('online="false"', "n1")), repeats: true }];
  const { old, args } = await gate(steps, both, 1);
  await expect(update("n1", old, args)).rejects.toThrow(
    "n1 is not a healthy member of its cluster after 1 s: n2 is not online. What comes after it is left as it is; see `pcs status` there. The next update waits again.",
  );
});

test("what does not leave the next machine keeps it from being restarted", async () => {
  const steps = [
    inCluster,
    back,
    looks(status(whole, "n2")),
    away,
    { ...looks(status(whole, "n2")), repeats: true },
  ];
  const { old, args } = await gate(steps, both, 1);
  await expect(update("n1", old, args)).rejects.toThrow(
    "ip does not leave n2 within 1 s, so n2 is not restarted; see `pcs status` and constraints that hold it there.",
  );
});

test("the preview tells what is waited for, though the way to the node is not known", async () => {
  const { old, args } = await gate([], both);
  const said = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  await diff("n1", old, { ...args, connection: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" });
  const lines = said.mock.calls.map(([line]) => line);
  said.mockRestore();
  expect(lines).toEqual([
    "MembershipGate n1: waits until n1 is a member again\n",
    "MembershipGate n1: moves all that can move away from n2 before it restarts\n",
  ]);
});
