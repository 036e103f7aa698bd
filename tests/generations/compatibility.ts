import { join } from "node:path";
import { dialectFor, type Setup } from "../../provider/pcs/dialect.js";
import { limitsOf } from "../../provider/pcs/edit-limits.js";
import type { Mistake } from "../../provider/pcs/argument-problems.js";
import { everything } from "../live/objects/everything.js";
import { madeOf } from "./declared.js";
import { root, runs } from "./runs.js";

// The release of each generation that was looked at, with the Pacemaker beside it.
const generations = [
  { name: "0.9", version: "0.9.169", pacemaker: "1.1.23" },
  { name: "0.10", version: "0.10.8", pacemaker: "2.0.5" },
  { name: "0.11", version: "0.11.5", pacemaker: "2.1.5" },
  { name: "0.12", version: "0.12.0.2", pacemaker: "3.0.0" },
] as const;

/** Where the text is kept. */
export const compatibilityPath = join(root, "docs/compatibility.md");

/** What each object can be on each generation of pcs, from the tables that the provider goes by. */
export function compatibility(): string {
  return [
    "# Generations of pcs",
    "",
    "Written by `npm run compatibility` from the provider's tables. pcs 0.9.162 and newer is spoken to in its own words; what a generation cannot do is an error in the preview, which names the release that can.",
    "",
    ...table(
      ["Object", ...generations.map(({ name, version }) => `pcs ${name} (${version})`)],
      [clusterRow(), ...kinds().map(objectRow)],
    ),
    "",
    'Text that is not plain ASCII needs Pacemaker 2.1: older ones keep it as octal numbers, and it is refused there; with a `<`, `&` or `"` somewhere behind it, it needs Pacemaker 2.1.8. Of an option of an agent that has a newer name, pcs before 0.10.1 takes the older one only. pcs 0.9 keeps the tokens of its nodes when a cluster is destroyed: it can forget all of its tokens, also those of others, or none.',
    "",
    "## What was run",
    "",
    "Each line is a suite of `npm run test:live`; `npm run matrix` writes those of each system here. The configurations that real pcs 0.9.169 and 0.10.8 made of every object, and what Pacemaker 2.1.5 and 3.0.0 make of them in an upgrade of their schema, are read by `npm run test:unit`.",
    "",
    ...table(
      ["pcs", "Pacemaker", "Python", "on", "suite", "result"],
      runs().map(({ pcs, pacemaker, python, on, suite, result }) => [
        ...[pcs, pacemaker, python, on],
        ...[`\`${suite}\``, result],
      ]),
    ),
    "",
  ].join("\n");
}

function kinds(): readonly string[] {
  return [...new Set(everything.map(({ kind }) => kind))].sort();
}

function objectRow(kind: string): readonly string[] {
  const declared = everything.filter((one) => one.kind === kind);
  const variants = declared.flatMap((one) =>
    [one.args, one.changed ?? one.args].map((args) => ({ ...one, args })),
  );
  const made = madeOf(variants);
  const cells = generations.map(({ version, pacemaker }) => {
    const pcs = { version, pacemaker, capabilities: [] };
    const creating = made.flatMap(({ object, args }) => limitsOf(object.create(args), pcs));
    const toggled = kind === "CloneResource" ? limitsOf([["resource", "meta", "c", "promotable="]], pcs) : [];
    return cell([...creating, ...toggled]);
  });
  return [`\`${kind}\``, ...cells];
}

function clusterRow(): readonly string[] {
  const asked: Setup = {
    ...{ clusterName: "c", transport: "knet", nodes: [{ name: "n", addresses: ["192.0.2.1", "192.0.2.2"] }] },
    ...{ totem: { window_size: "1" }, transportOptions: { link_mode: "active" }, links: [{ ttl: "1" }] },
    ...{ crypto: { cipher: "aes256" }, compression: { model: "zlib" }, quorum: {} },
  };
  const cells = generations.map(({ version }) => {
    const { beyondSetup, beyondChange } = dialectFor(version, "n");
    const changes = beyondChange(["totem", "transportOptions", "crypto", "nodes", "links"]);
    return cell([...beyondSetup(asked), ...changes]);
  });
  return ["`PcsCluster`", ...cells];
}

function cell(mistakes: readonly Mistake[]): string {
  const reasons = mistakes.map(({ property, reason }) => {
    const [, cannot = reason, since = ""] = /cannot (.*); pcs (\S+) and newer can/.exec(reason) ?? [];
    return `\`${property}\`: cannot ${cannot} (from ${since})`;
  });
  return reasons.length === 0 ? "yes" : [...new Set(reasons)].join("<br>");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}
