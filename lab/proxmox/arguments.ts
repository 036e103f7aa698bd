import { parseArgs } from "node:util";
import { type Suite, SUITES } from "../recipe.js";
import { type Errand } from "./control.js";
import { type Fault } from "./faults.js";

/** What the command is asked to do. */
export type Request = { readonly name: string } & (
  | { readonly verb: "up"; readonly images?: readonly Suite[]; readonly prepared: boolean }
  | { readonly verb: "serve"; readonly port: number }
  | { readonly verb: "down" | "status" | "calls" | "faults" }
  | { readonly verb: "break"; readonly fault: Fault }
  | { readonly verb: "mend"; readonly id?: number }
  | { readonly verb: "call"; readonly errand: Errand }
);

/** How the command is used. */
export const USAGE = `usage: lab proxmox up [--image ${SUITES.join("|")}]... [--prepared] [--name NAME]
       lab proxmox serve [--port PORT]
       lab proxmox down | status | calls [--name NAME]
       lab proxmox call GET|POST|PUT|DELETE PATH [KEY=VALUE]... [--name NAME]
       lab proxmox break FAULT-AS-JSON | faults | mend [NUMBER] [--name NAME]
The name is "lab" where none is given.`;

/** Reads the command's words; throws an error that says what is wrong with them. */
export function parseRequest(words: readonly string[]): Request {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      name: { type: "string", default: "lab" },
      image: { type: "string", multiple: true },
      port: { type: "string", default: "8006" },
      prepared: { type: "boolean", default: false },
    },
  });
  const [verb, ...rest] = positionals;
  const { name } = values;
  switch (verb) {
    case "up":
      nothing(rest);
      return {
        name,
        verb,
        prepared: values.prepared,
        ...(values.image && { images: values.image.map(suiteOf) }),
      };
    case "serve":
      nothing(rest);
      return { name, verb, port: Number(values.port) };
    case "down":
    case "status":
    case "calls":
    case "faults":
      nothing(rest);
      return { name, verb };
    case "break":
      if (rest.length !== 1) throw new Error("break needs one fault");
      return { name, verb, fault: JSON.parse(rest[0] ?? "") as Fault };
    case "mend":
      nothing(rest.slice(1));
      return { name, verb, ...(rest[0] !== undefined && { id: Number(rest[0]) }) };
    case "call":
      return { name, verb, errand: errandOf(rest) };
    default:
      throw new Error(verb === undefined ? "A verb is missing" : `Unknown verb ${verb}`);
  }
}

function errandOf([method, path, ...pairs]: readonly string[]): Errand {
  if (method === undefined || path === undefined) throw new Error("call needs a method and a path");
  const form = pairs.map((pair) => {
    const equals = pair.indexOf("=");
    if (equals < 1) throw new Error(`A parameter is KEY=VALUE, not ${pair}`);
    return [pair.slice(0, equals), pair.slice(equals + 1)];
  });
  return { method, path, form: Object.fromEntries(form) as Record<string, string> };
}

function suiteOf(word: string): Suite {
  const suite = SUITES.find((each) => each === word);
  if (suite === undefined) throw new Error(`An image is one of ${SUITES.join(", ")}, not ${word}`);
  return suite;
}

function nothing(rest: readonly string[]): void {
  if (rest.length > 0) throw new Error(`Unexpected words: ${rest.join(" ")}`);
}
