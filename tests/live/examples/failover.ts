import type { Lab } from "../../../lab/index.js";
import { on } from "../pair/seen.js";

/** What Pacemaker would do. */
export interface Transition {
  /** Every start, promotion and fencing on the nodes that are left, in order: "WebSite start". */
  readonly actions: readonly string[];
  /** Nodes that run or promote each resource then, by its name. */
  readonly places: Readonly<Record<string, string>>;
}

/** Pacemaker's plan for the loss of a node, by its own simulator, on a copy of the live configuration and status. */
export async function afterLossOf(lab: Lab, lost: string, seenFrom: string): Promise<Transition> {
  const cib = await on(lab, seenFrom, "cibadmin", "-Q");
  const script =
    'file=$(mktemp); cat >"$file"; crm_simulate -S -x "$file" --quorum 1 --node-fail "$0"; rm "$file"';
  const { code, stdout, stderr } = await lab.exec(seenFrom, ["sh", "-c", script, lost], { stdin: cib });
  if (code !== 0) throw new Error(`crm_simulate failed (exit ${code}): ${stderr}`);
  const [, executed = "", revised = ""] =
    /Executing Cluster Transition:(.*)Revised Cluster Status:(.*)/s.exec(stdout) ?? [];
  if (executed === "") throw new Error(`crm_simulate says nothing of a transition: ${stdout}`);
  return { actions: actionsIn(executed, lost), places: placesIn(revised) };
}

/** The node that runs (or, of a promotable clone, has promoted) a resource. */
export async function nodeOf(lab: Lab, resource: string): Promise<string> {
  const said = await on(lab, "testdb01", "crm_mon", "-1", "-r", "--output-as=xml");
  const found = [...said.matchAll(/<resource id="([^"]+)"[^>]*role="(\w+)"[^>]*>\s*<node name="([^"]+)"/g)]
    .map(([, id = "", role = "", node = ""]) => ({ id: id.replace(/:\d+$/, ""), role, node }))
    .filter(({ id }) => id === resource);
  const leading = found.find(({ role }) => role === "Promoted") ?? found[0];
  if (!leading) throw new Error(`${resource} does not run: ${said}`);
  return leading.node;
}

function actionsIn(executed: string, lost: string): string[] {
  return executed.split("\n").flatMap((line) => {
    const [, fenced] = /^\s*\* Fencing (\S+)/.exec(line) ?? [];
    if (fenced) return [`fencing ${fenced}`];
    const [, resource = "", action = "", node = ""] =
      /Resource action:\s+(\S+)\s+(start|promote) on (\S+)/.exec(line) ?? [];
    return action && node !== lost ? [`${resource.replace(/:\d+$/, "")} ${action}`] : [];
  });
}

function placesIn(revised: string): Record<string, string> {
  const single = [...revised.matchAll(/\* (\S+)\s+\([^)]*\):\s+(?:Started|Promoted) (\S+)/g)].map(
    ([, resource = "", node = ""]) => [resource.replace(/:\d+$/, ""), node],
  );
  return Object.fromEntries(single) as Record<string, string>;
}
