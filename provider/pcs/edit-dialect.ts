import { ruleWords } from "./rules.js";
import type { Edit } from "./writer.js";

const oldRoles: Readonly<Record<string, string>> = { Promoted: "Master", Unpromoted: "Slave" };

/** Whether generations of pcs spell an edit differently. */
export function differs(edit: Edit): boolean {
  return edit.some((argv) =>
    /^constraint location add |^stonith (level remove|meta|op) |\brule\b|\b(Promoted|Unpromoted)\b/.test(
      argv.join(" "),
    ),
  );
}

/** An edit in the words of an installed pcs; edits are stated in those of pcs 0.11. */
export function translated(edit: Edit, pcsVersion: string): Edit {
  const [, minor = 0, patch = 0] = pcsVersion.split(".").map(Number);
  if (minor >= 12) return edit.map(forNewest);
  const before = (release: number) => minor < 10 || (minor === 10 && patch < release);
  const devices = edit.map(withDevicesAsResources);
  const levels = before(9) ? devices.map(withOldLevels) : devices;
  return before(10) ? levels.map(withOldRoles) : levels;
}

// pcs 0.12 takes the score of a location by name, and a rule as one word.
function forNewest(argv: readonly string[]): readonly string[] {
  const [area, kind, verb] = argv;
  if (area === "constraint" && kind === "location" && verb === "add") {
    const [id = "", resource = "", node = "", score = "", ...options] = argv.slice(3);
    return [...argv.slice(0, 3), id, resource, node, `score=${score}`, ...options];
  }
  const rule = argv.indexOf("rule");
  if (rule < 0) return argv;
  const options = argv
    .slice(rule + 1)
    .findIndex((word) => !/^(id|constraint-id|role|score|score-attribute|resource-discovery)=/.test(word));
  const start = rule + 1 + Math.max(options, 0);
  return [...argv.slice(0, start), argv.slice(start).map(quoted).join(" ")];
}

// pcs 0.12 refuses fencing devices in commands for resources; some 0.10 and 0.11 know no others for them.
function withDevicesAsResources(argv: readonly string[]): readonly string[] {
  const [area, verb, ...rest] = argv;
  return area === "stonith" && (verb === "meta" || verb === "op") ? ["resource", verb, ...rest] : argv;
}

// Before 0.10.9 a level was removed by place alone.
function withOldLevels(argv: readonly string[]): readonly string[] {
  if (argv.slice(0, 3).join(" ") !== "stonith level remove") return argv;
  const [level = "", _target, target = "", _stonith, ...devices] = argv.slice(3);
  return [...argv.slice(0, 3), level, target, ...devices];
}

function withOldRoles(argv: readonly string[]): readonly string[] {
  const inRule = argv.includes("rule");
  return argv.map((word) => {
    const [, name, role] = /^(role=)?(Promoted|Unpromoted)$/.exec(word) ?? [];
    if (role === undefined) return word;
    const old = oldRoles[role] ?? role;
    return `${name ?? ""}${inRule ? old.toLowerCase() : old}`;
  });
}

function quoted(word: string): string {
  return /\s/.test(word) && ruleWords(word).length > 1 ? `"${word}"` : word;
}
