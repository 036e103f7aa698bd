import { dialectFor, type Setup } from "../../provider/pcs/dialect.js";
import { saidByStandIn } from "../fixtures/stand-in.js";
import { newWords, oldWords, TAKEN } from "./words.js";

type Argv = readonly string[];

const OLDEST = "0.9.169";
const NEWER = ["0.10.8", "0.11.5", "0.12.0.2"];

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

const inOldWords = [...oldWords(OLDEST), ...clusterWords(OLDEST)];

test("the stand-in for pcs 0.9 takes all that this package says to pcs 0.9", () => {
  expect(inOldWords.length).toBeGreaterThan(150);
  const answers = saidByStandIn(inOldWords);
  expect(inOldWords.filter((_words, at) => typeof answers[at] === "string")).toEqual([]);
});

test.each(NEWER)("the stand-in for pcs 0.9 refuses all that this package says to pcs %s only", (version) => {
  const newer = [...newWords(version), ...clusterWords(version)];
  expect(newer.length).toBeGreaterThan(20);
  const answers = saidByStandIn(newer);
  const taken = newer.filter((_words, at) => typeof answers[at] !== "string").map((words) => words.join(" "));
  expect(taken).toEqual([TAKEN]);
});
