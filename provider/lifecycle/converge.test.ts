import { cibWith, dummyThing } from "../../tests/fixtures/dummy-thing.js";
import { lost, reads, scriptedNode, writes, type Step } from "../../tests/fixtures/scripted-cluster.js";
import { disconnect } from "../ssh/index.js";
import { cibVerbs } from "./cib-verbs.js";
import type { HalfDone } from "./outcome.js";

const verbs = cibVerbs(dummyThing);
const make = [["resource", "create", "d1", "state=a"]];
const down: Step = {
  question: "cibadmin -Q",
  answer: {
    code: 102,
    stderr: "cibadmin: Connection to cluster failed: Transport endpoint is not connected\n",
  },
};
const told =
  "Unable to read the cluster's configuration on n1 (exit 102): cibadmin: Connection to cluster failed: Transport endpoint is not connected";

afterEach(() => disconnect());

test.each<[string, readonly Step[]]>([
  ["Pacemaker stops after the write", [writes([make]), down]],
  ["the connection is lost over the write, and Pacemaker stops", [lost(writes([make])), down]],
  ["Pacemaker stops over the write", [writes([make], "unable to get cib"), down]],
])("what may have been made stays known: %s", async (_name, steps) => {
  const node = await scriptedNode(reads(cibWith()), ...steps);
  const inputs = { name: "d1", state: "a", cluster: node.handle };
  const failure = await verbs.create(inputs).catch((thrown: unknown) => thrown as HalfDone);
  expect(failure).toMatchObject({ id: "d1", properties: inputs, reasons: [told] });
  await node.close();
});

const movedOn: Step = {
  question: writes([make]).question,
  answer: { code: 0, stdout: JSON.stringify({ results: [{ code: 1, said: "", moved: true }] }) },
};

test("somebody else has written meanwhile, and not this: it is made all the same", async () => {
  const steps = [movedOn, reads(cibWith()), writes([make]), reads(cibWith("a"))];
  const node = await scriptedNode(reads(cibWith()), ...steps);
  const inputs = { name: "d1", state: "a", seconds: 0, cluster: node.handle };
  expect((await verbs.create(inputs)).id).toBe("d1");
  await node.close();
});

test("somebody else has made the same meanwhile: it is theirs", async () => {
  const node = await scriptedNode(reads(cibWith()), movedOn, reads(cibWith("b")));
  const inputs = { name: "d1", state: "a", cluster: node.handle };
  await expect(verbs.create(inputs)).rejects.toThrow(/is in the cluster already/);
  await node.close();
});

const remove = [["resource", "delete", "d1"]];

test("a removal that is refused because its object went meanwhile is done", async () => {
  const refused = writes([remove], "Error: Resource 'd1' does not exist.");
  const node = await scriptedNode(reads(cibWith("a")), refused, reads(cibWith()));
  await verbs.delete("d1", { name: "d1", state: "a", cluster: node.handle });
  await node.close();
});

test("a removal that is refused while nothing has changed fails with what was said", async () => {
  const refused = writes([remove], "Error: d1 is referenced");
  const seen = reads(cibWith("a"));
  const node = await scriptedNode(seen, refused, seen);
  const deleted = verbs.delete("d1", { name: "d1", state: "a", cluster: node.handle });
  await expect(deleted).rejects.toThrow("Error: d1 is referenced");
  await node.close();
});
