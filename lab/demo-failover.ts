import { LabFailure, until } from "./command.js";
import { type Ping, ping } from "./demo-ping.js";
import { type Lab } from "./lab.js";

const LIMIT_SECONDS = 60;
const ON_ITS_WAY_MS = 300;

type Say = (line: string) => void;

/** Pulls the cable of the node that has the address, tells how long nobody answered, and puts the cable back. */
export async function failover(lab: Lab, address: string, say: Say, signal: AbortSignal): Promise<void> {
  const [active] = await holders(lab, address);
  if (active === undefined) throw new LabFailure(`No node has ${address}`);
  const clients = ping(lab, address);
  try {
    if (!(await clients.answeredAfter(0, LIMIT_SECONDS)))
      throw new LabFailure(`${address} does not answer a ping`);
    say(`${address} is on ${active} and answers a ping every 100 ms. Pulling the cable of ${active} ...`);
    await takenOver(lab, { address, active, clients, say });
    signal.throwIfAborted();
    say(`Putting the cable of ${active} back ...`);
    await reunited(lab, { address, active, clients, say });
  } finally {
    clients.stop();
    await lab.link(active, "up");
  }
}

/** The nodes that have the address on an interface. */
export async function holders(lab: Lab, address: string): Promise<readonly string[]> {
  const shown = await Promise.all(
    lab.nodes.map(({ name }) => lab.exec(name, ["ip", "-o", "address", "show", "to", address])),
  );
  return lab.nodes.flatMap(({ name }, index) => (shown[index]?.stdout ? [name] : []));
}

interface Scene {
  readonly address: string;
  readonly active: string;
  readonly clients: Ping;
  readonly say: Say;
}

async function takenOver(lab: Lab, { address, active, clients, say }: Scene): Promise<void> {
  await lab.link(active, "down");
  const pulled = Date.now();
  // An answer that was on its way may still be read.
  if (!(await clients.answeredAfter(pulled + ON_ITS_WAY_MS, LIMIT_SECONDS)))
    throw new LabFailure(`${address} did not answer again within ${LIMIT_SECONDS} s`);
  const seconds = clients.silenceSince(pulled).toFixed(1);
  const having = await holders(lab, address);
  say(`${address} answers again after ${seconds} s, from ${having.filter((name) => name !== active)}.`);
  if (having.includes(active)) {
    say(`${active}, alone behind its pulled cable, still has it too: no one can reach it to take it away.`);
    say("Two holders that do not see each other are why a cluster with data needs fencing.");
  }
}

async function reunited(lab: Lab, { address, active, clients, say }: Scene): Promise<void> {
  await lab.link(active, "up");
  const plugged = Date.now();
  const whole = async () =>
    (await isWhole(lab)) && (await settled(lab)) && (await holders(lab, address)).length === 1;
  if (!(await until(whole, LIMIT_SECONDS)))
    throw new LabFailure(`The nodes were not one cluster again within ${LIMIT_SECONDS} s: see pcs status`);
  await clients.answeredAfter(Date.now(), LIMIT_SECONDS);
  const seconds = ((Date.now() - plugged) / 1000).toFixed(1);
  const silence = clients.silenceSince(plugged).toFixed(1);
  say(`After ${seconds} s both are members of one cluster, and ${await holders(lab, address)} alone has it.`);
  say(`Pacemaker found it on both and ended that; the longest time without an answer was ${silence} s.`);
}

/** Whether every node sees every node online. */
async function isWhole(lab: Lab): Promise<boolean> {
  const views = await Promise.all(
    lab.nodes.map(({ name }) => lab.exec(name, ["crm_mon", "--one-shot", "--output-as=xml"])),
  );
  return views.every(({ stdout }) => {
    const nodes = /<nodes>(.*?)<\/nodes>/s.exec(stdout)?.[1] ?? "";
    const online = nodes.match(/online="true"[^>]*pending="false"/g) ?? [];
    return online.length === lab.nodes.length;
  });
}

/** Waits until the cluster has nothing more to do. */
async function settled(lab: Lab): Promise<boolean> {
  const [first] = lab.nodes;
  const wait = ["crm_resource", "--wait", `--timeout=${LIMIT_SECONDS}s`];
  return first !== undefined && (await lab.exec(first.name, wait)).code === 0;
}
