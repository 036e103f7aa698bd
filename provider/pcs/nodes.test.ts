import { SshFailure } from "../ssh/index.js";
import { firstAnswer, isUnreachable, messageOf, reachableNodes, type ReachableNode } from "./nodes.js";

const node = (name: string): ReachableNode => ({ name, addresses: [name], ssh: { host: name } });
const [a, b, c] = [node("a"), node("b"), node("c")];
const unreachable = (host: string) => new SshFailure("unreachable", host, `Unable to reach ${host}`);

test("a handle's nodes are reached by what is given, else by their first address", () => {
  const handle = {
    clusterName: "testdb",
    nodes: [
      { name: "n1", addresses: ["192.168.0.113", "192.168.1.113"] },
      { name: "n2", addresses: ["192.168.0.114"] },
      { name: "n3", addresses: [] },
    ],
    connection: { n1: { user: "admin" }, n2: { host: "bastion", hostKey: "given" } },
    hostKeys: { n1: "pinned", n2: "ignored" },
  };
  expect(reachableNodes(handle)).toEqual([
    {
      name: "n1",
      addresses: ["192.168.0.113", "192.168.1.113"],
      ssh: { host: "192.168.0.113", name: "n1", user: "admin", hostKey: "pinned" },
    },
    { name: "n2", addresses: ["192.168.0.114"], ssh: { host: "bastion", name: "n2", hostKey: "given" } },
    { name: "n3", addresses: [], ssh: { host: "n3", name: "n3" } },
  ]);
});

test("only the first node is asked when it answers", async () => {
  const asked: string[] = [];
  const answer = await firstAnswer([a, b], async ({ name }) => {
    asked.push(name);
    return name;
  });
  expect([answer, asked]).toEqual(["a", ["a"]]);
});

test("the next node is asked when one fails", async () => {
  const answer = await firstAnswer([a, b, c], async ({ name }) => {
    if (name !== "c") throw unreachable(name);
    return name;
  });
  expect(answer).toBe("c");
});

describe("a node that says nothing", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test("is not waited for: the next one answers first", async () => {
    const asked: string[] = [];
    const answer = firstAnswer([a, b], ({ name }) => {
      asked.push(name);
      return name === "a" ? new Promise<string>(() => undefined) : Promise.resolve(name);
    });
    await jest.advanceTimersByTimeAsync(1499);
    expect(asked).toEqual(["a"]);
    await jest.advanceTimersByTimeAsync(1);
    expect([await answer, asked]).toEqual(["b", ["a", "b"]]);
  });

  test("still answers when the next one fails", async () => {
    let late: (value: string) => void = () => undefined;
    const answer = firstAnswer([a, b], ({ name }) =>
      name === "a" ? new Promise<string>((resolve) => (late = resolve)) : Promise.reject(unreachable("b")),
    );
    await jest.advanceTimersByTimeAsync(2000);
    late("a at last");
    expect(await answer).toBe("a at last");
  });
});

test.each<[string, readonly ReachableNode[], readonly Error[], unknown]>([
  ["the only node: its own failure", [a], [unreachable("a")], ["unreachable", "Unable to reach a"]],
  [
    "all unreachable: each is named",
    [a, b],
    [unreachable("a"), unreachable("b")],
    ["unreachable", "Unable to use any node of the cluster:\n- a: Unable to reach a\n- b: Unable to reach b"],
  ],
  [
    "for different reasons: each is named",
    [a, b],
    [unreachable("a"), new Error("no quorum")],
    ["unknown", "Unable to use any node of the cluster:\n- a: Unable to reach a\n- b: no quorum"],
  ],
])("when nodes fail, %s", async (_what, nodes, failures, expected) => {
  const act = ({ name }: ReachableNode) =>
    Promise.reject(failures[nodes.findIndex((one) => one.name === name)]);
  const failure = await firstAnswer(nodes, act).catch((thrown: SshFailure) => thrown);
  expect([(failure as SshFailure).kind, messageOf(failure)]).toEqual(expected);
});

test.each<[unknown, boolean, string]>([
  [unreachable("a"), true, "Unable to reach a"],
  [new SshFailure("lost", "a", "Lost"), false, "Lost"],
  ["text", false, "text"],
])("%s: unreachable %s, says %s", (failure, expected, message) => {
  expect([isUnreachable(failure), messageOf(failure)]).toEqual([expected, message]);
});

test("a node with another host key is told at once, although another node would answer", async () => {
  const foreign = new SshFailure("host-key", "n1", "another key");
  const act = async ({ name }: ReachableNode): Promise<string> => {
    if (name === "n1") throw foreign;
    return name;
  };
  await expect(firstAnswer([node("n1"), node("n2")], act)).rejects.toBe(foreign);
});
