import { parseArgs } from "node:util";
import { type Suite, SUITES } from "./recipe.js";

/** What the command is asked to do. */
export type Request =
  | {
      readonly verb: "up";
      readonly name: string;
      readonly suite?: Suite;
      readonly nodes?: number;
      readonly bare?: true;
    }
  | { readonly verb: "down"; readonly name: string; readonly all: boolean }
  | { readonly verb: "status"; readonly name?: string }
  | { readonly verb: "exec"; readonly name: string; readonly node: string; readonly argv: readonly string[] };

/** How the command is used. */
export const USAGE = `usage: lab up [--suite ${SUITES.join("|")}] [--nodes N] [--bare] [--name NAME]
       lab down [--name NAME | --all]
       lab status [--name NAME]
       lab exec NODE [--name NAME] -- CMD...
       lab proxmox ...
The name is "lab" where none is given.`;

/** Reads the command's words; throws an error that says what is wrong with them. */
export function parseRequest(words: readonly string[]): Request {
  const end = words.includes("--") ? words.indexOf("--") : words.length;
  const { values, positionals } = parseArgs({
    args: words.slice(0, end),
    allowPositionals: true,
    options: {
      name: { type: "string" },
      suite: { type: "string" },
      nodes: { type: "string" },
      bare: { type: "boolean", default: false },
      all: { type: "boolean", default: false },
    },
  });
  const [verb, node, ...rest] = positionals;
  const argv = words.slice(end + 1);
  if (rest.length > 0 || (verb !== "exec" && (node !== undefined || argv.length > 0))) {
    throw new Error(`Unexpected words: ${[...positionals.slice(1), ...argv].join(" ")}`);
  }
  const name = values.name ?? "lab";
  switch (verb) {
    case "up":
      return {
        verb,
        name,
        ...suiteOf(values.suite),
        ...countOf(values.nodes),
        ...(values.bare ? { bare: true as const } : {}),
      };
    case "down":
      return { verb, name, all: values.all };
    case "status":
      return { verb, ...(values.name !== undefined && { name: values.name }) };
    case "exec":
      if (node === undefined || argv.length === 0)
        throw new Error("exec needs a node and, after --, a command");
      return { verb, name, node, argv };
    default:
      throw new Error(verb === undefined ? "A verb is missing" : `Unknown verb ${verb}`);
  }
}

function suiteOf(word: string | undefined): { suite?: Suite } {
  if (word === undefined) return {};
  const suite = SUITES.find((each) => each === word);
  if (suite === undefined) throw new Error(`The suite is one of ${SUITES.join(", ")}, not ${word}`);
  return { suite };
}

function countOf(word: string | undefined): { nodes?: number } {
  if (word === undefined) return {};
  if (!/^[1-9]\d?$/.test(word)) throw new Error(`The number of nodes is 1 to 99, not ${word}`);
  return { nodes: Number(word) };
}
