import { Cib } from "../../provider/pcs/cib.js";
import { dialectFor, type Setup } from "../../provider/pcs/dialect.js";
import { translated } from "../../provider/pcs/edit-dialect.js";
import type { Edit } from "../../provider/pcs/writer.js";
import { upgraded } from "../fixtures/fixture.js";
import { saidByStandIn } from "../fixtures/stand-in.js";
import { everything } from "../live/objects/everything.js";
import { oldest } from "../live/objects/oldest.js";
import type { Declared } from "../live/objects/resources.js";
import { madeOf } from "./declared.js";

type Argv = readonly string[];

const OLDEST = "0.9.169";
const NEWER = ["0.10.8", "0.11.5", "0.12.0.2"];

/** The edits that make, change and remove these objects, in what a real pcs made of them. */
function editsOf(declared: readonly Declared[], made: string): readonly Edit[] {
  const cib = new Cib(upgraded(made));
  const arguments_ = (which: "args" | "changed" | "less") =>
    madeOf(declared.map((one) => ({ ...one, args: one[which] ?? one.args })));
  const [is, changed, less] = [arguments_("args"), arguments_("changed"), arguments_("less")];
  return is.flatMap(({ object, args }, at) => {
    const found = object.find(cib, args) ?? args;
    const updates = [changed, less].map((all) => object.update(all[at]?.args ?? args, found, cib));
    return [object.create(args, cib), ...updates, object.remove(args, cib)];
  });
}

/** What a pcs hears of edits, without what is not for it. */
function heard(edits: readonly Edit[], version: string): readonly Argv[] {
  const pcs = { version, capabilities: [], pacemaker: "2.0.5" };
  return edits.flatMap((edit) => translated(edit, pcs)).filter(([area]) => area !== "cib");
}

const cluster: Setup = {
  ...{ clusterName: "c", transport: "knet", nodes: [{ name: "localhost", addresses: ["10.0.0.1"] }] },
  ...{ totem: { token: "3000" }, transportOptions: {}, crypto: {}, compression: {}, quorum: {}, links: [] },
};
const node = { name: "localhost", addresses: ["10.0.0.1"] };

/** What a pcs hears of a cluster, without the name of the program. */
function clusterWords(version: string): readonly Argv[] {
  const {
    auth,
    authByToken,
    deauth,
    setup,
    nodeAdd,
    nodeRemove,
    linkAdd,
    linkUpdate,
    linkRemove,
    configUpdate,
    quorumUpdate,
  } = dialectFor(version, "n1");
  const both = [
    auth([node]),
    setup({ ...cluster, transport: version === OLDEST ? "udpu" : "knet" }),
    nodeAdd(node),
  ];
  const removed = [nodeRemove("n1"), quorumUpdate({ wait_for_all: "1" })];
  const newer = () => [
    ...[deauth(["n1"]), authByToken(node), configUpdate({ totem: { token: "3000" } })],
    ...[linkAdd([{ name: "n1", address: "10.1.0.1" }]), linkUpdate(0, { n1: "10.1.0.1" }, {}), linkRemove(1)],
  ];
  return [...both, ...(version === OLDEST ? removed : newer())].map(([, ...words]) => words);
}

const inOldWords = [...heard(editsOf(oldest, "pcs-0.9.169"), OLDEST), ...clusterWords(OLDEST)];

test("the stand-in for pcs 0.9 takes all that this package says to pcs 0.9", () => {
  expect(inOldWords.length).toBeGreaterThan(150);
  const answers = saidByStandIn(inOldWords);
  expect(inOldWords.filter((_words, at) => typeof answers[at] === "string")).toEqual([]);
});

test.each(NEWER)("the stand-in for pcs 0.9 refuses all that this package says to pcs %s only", (version) => {
  const edits = editsOf(everything, "pcs-0.10.8");
  // What generations spell in the same way is no newer word.
  const known = new Set([...heard(edits, OLDEST), ...inOldWords].map(shape));
  const newer = [...heard(edits, version), ...clusterWords(version)].filter(
    (words) => !known.has(shape(words)),
  );
  const answers = saidByStandIn(newer);
  const taken = newer.filter((_words, at) => typeof answers[at] !== "string").map((words) => words.join(" "));
  // Any name is one of a meta attribute.
  expect(taken).toEqual(["resource meta dbs promoted-max=2"]);
  expect(newer.length).toBeGreaterThan(20);
});

function shape(words: Argv): string {
  return words.join(" ");
}
