import { until } from "../../lab/command.js";
import type { Lab } from "../../lab/index.js";

const PATIENCE = 180;

/** Waits until both nodes see each other as members, one of them decides, and nothing is under way. */
export async function complete(lab: Lab): Promise<void> {
  const whole = async () => {
    const all = await Promise.all(
      lab.nodes.map(({ name }) => lab.exec(name, ["crm_mon", "-1", "--output-as=xml"])),
    );
    return all.every(({ code, stdout }) => code === 0 && online(stdout) === lab.nodes.length);
  };
  if (!(await until(whole, PATIENCE))) throw new Error(`The cluster is not complete after ${PATIENCE} s`);
  // What was started to make it whole ends in its own time.
  for (const { name } of lab.nodes) await lab.exec(name, ["crm_resource", "--wait", "--timeout=60s"]);
}

/** The node that decides. */
export async function decider(lab: Lab): Promise<string> {
  const { stdout } = await lab.exec("testdb01", ["crmadmin", "--dc_lookup", "--quiet"]);
  const name = /\btestdb\d+\b/.exec(stdout)?.[0];
  if (name === undefined) throw new Error(`The cluster has no node that decides: ${stdout}`);
  return name;
}

function online(xml: string): number {
  if (!/<current_dc present="true"/.test(xml)) return 0;
  return [...xml.matchAll(/<node [^>]*online="true"[^>]*pending="false"/g)].length;
}
