import { startHost, type Answer, type ScriptedHost } from "../../tests/scripted-host.js";
import { disconnect } from "../ssh/index.js";
import { ledgerOf, readLedger } from "./ledger.js";

const hosts: ScriptedHost[] = [];

afterEach(async () => {
  await disconnect();
  await Promise.all(hosts.splice(0).map((host) => host.close().catch(() => undefined)));
});

const dd =
  "dd of=/var/lib/pacemaker/pulumi-pacemaker.objects bs=64K iflag=fullblock oflag=append conv=notrunc,nocreat";
const thing = (id: string) => ({ kind: "Thing", id });

test("what is noted at once goes in one line each to every node, and in order; a node that is away is no failure", async () => {
  const started = await Promise.all([0, 1].map(() => startHost({ answers: () => ({ code: 0 }) })));
  hosts.push(...started);
  const away = { host: "127.0.0.1", port: 1, connectTimeout: 1 };
  const ledger = ledgerOf({
    nodes: ["n1", "n2", "n3"].map((name) => ({ name, addresses: ["127.0.0.1"] })),
    connection: { n1: { ...started[0]?.ssh }, n2: { ...started[1]?.ssh }, n3: away },
  });
  await Promise.all([ledger.note([thing("a")]), ledger.note([thing("b")]), ledger.note([], [])]);
  await ledger.note([thing("c")], [thing("a")]);
  const said = ["+Thing a\n+Thing b\n", "-Thing a\n+Thing c\n"].map((stdin) => [dd, stdin]);
  expect(started.map(({ asked }) => asked.map(({ argv, stdin }) => [argv.join(" "), stdin]))).toEqual([
    said,
    said,
  ]);
});

test("a node that answers nothing is waited for once, and not for long", async () => {
  let silent: ((answer: Answer) => void) | undefined;
  const deaf = await startHost({ answers: () => new Promise<Answer>((resolve) => (silent = resolve)) });
  const well = await startHost({ answers: () => ({ code: 0 }) });
  hosts.push(deaf, well);
  const ledger = ledgerOf({
    nodes: ["n1", "n2"].map((name) => ({ name, addresses: ["127.0.0.1"] })),
    connection: { n1: { ...deaf.ssh }, n2: { ...well.ssh } },
  });
  await ledger.note([thing("a")]);
  await ledger.note([thing("b")]);
  silent?.({ code: 0 });
  expect([deaf, well].map(({ asked }) => asked.map(({ stdin }) => stdin))).toEqual([
    ["+Thing a\n"],
    ["+Thing a\n", "+Thing b\n"],
  ]);
});

test("what one node has noted is known, and no ledger anywhere is no knowledge", () => {
  const known = readLedger([null, "+Thing a\n+Thing b\n-Thing a\n", undefined, "+Thing c d\n"]);
  expect(known?.text).toBe("+Thing b\n+Thing c d\n");
  expect(["a", "b", "c d"].map((id) => known?.hasId(id))).toEqual([false, true, true]);
  expect([known?.has(thing("b")), known?.has({ kind: "Other", id: "b" })]).toEqual([true, false]);
  expect(readLedger([null, undefined])).toBeUndefined();
});
