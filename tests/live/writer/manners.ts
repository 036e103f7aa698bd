import { deepEqual, match, ok } from "node:assert/strict";
import { labSuite } from "../lab-name.js";
import { configuration } from "../objects/configuration.js";
import { declare, done, ground } from "../objects/ground.js";
import { everything } from "../objects/everything.js";
import { oldest } from "../objects/oldest.js";
import { changesIn } from "../pair/pair.js";
import { on } from "../pair/seen.js";
import type { Case } from "../suite.js";

/** A way in which the program that writes is kept from its usual one, and what the run says of it. */
interface Manner {
  readonly name: string;
  /** What the interpreter of such a program does at its start. */
  readonly begins?: string;
  readonly says?: RegExp;
}

const STARTED = /pcs is started for each change/;
const GONE = /the program that writes is started for each batch of changes/;

// pcs 0.9 is for a Python that the program cannot load it into.
const usual: Manner = { name: "stays", ...(labSuite() === "centos7" ? { says: STARTED } : {}) };
const manners: readonly Manner[] = [
  usual,
  { name: "starts pcs for each edit", begins: inProgram("sys.modules['pcs.app'] = None"), says: STARTED },
  { name: "does not stay", begins: inProgram("os.dup = None"), says: GONE },
];

// pcs itself is a file, and goes on as ever.
function inProgram(statement: string): string {
  return `import os, sys\nif getattr(sys, "argv", ["-c"])[:1] == ["-c"]:\n    ${statement}\n`;
}

/** One of everything that the nodes' pcs can make. */
export const all = labSuite() === "centos7" ? oldest : everything;

/** What the program that stays makes, the other ways of writing make as well. */
export const sameResults: readonly Case[] = [
  {
    name: "every object comes out the same with the program that stays, with a pcs for each edit, and with one for each batch",
    run: async () => {
      const made: (readonly string[])[] = [];
      for (const manner of manners) made.push(await madeBy(manner));
      for (const other of made.slice(1)) deepEqual(other, made[0]);
    },
  },
];

async function madeBy({ name, begins, says }: Manner): Promise<readonly string[]> {
  const { lab, stack } = ground();
  const nodes = lab.nodes.map((node) => node.name);
  for (const node of nodes) await customized(node, begins);
  try {
    await declare(all);
    const began = await stack.up();
    deepEqual(changesIn(began), done("create", all));
    if (says) match(began.output, says, name);
    else ok(!/That is slower/.test(began.output), began.output);
    const seen = await configuration();
    deepEqual(changesIn(await stack.destroy()), done("delete", all));
    return seen;
  } finally {
    for (const node of nodes) await customized(node);
  }
}

async function customized(node: string, text = ""): Promise<void> {
  const write = `for p in python3 python2; do command -v $p >/dev/null || continue; d=$($p -m site --user-site); mkdir -p "$d"; cat >"$d/usercustomize.py"; exit; done; exit 1`;
  const { code, stderr } = await ground().lab.exec(node, ["sh", "-c", write], { stdin: text });
  deepEqual(code, 0, stderr);
  if (text === "") await on(ground().lab, node, "sh", "-c", "rm -rf /root/.local");
}
