import { provider } from "../../../provider/dynamic.js";
import { type Handle, reachableNodes, type ReachableNode } from "../../../provider/pcs/nodes.js";
import { digestOf, fenceAgentText, passwordPath } from "../../../provider/objects/fence-agent/agent.js";
import { allReady } from "../../../provider/objects/pacemaker-host/arguments.js";
import { run } from "../../../provider/ssh/index.js";
import type { Outcome } from "./trials.js";
import type { Wrong } from "./trial.js";

type Properties = Record<string, unknown>;

/** A place of an argument whose text goes onto a host. */
interface HostPlace {
  readonly kind: "PacemakerHost" | "FenceAgent";
  /** The argument, as a refusal names it. */
  readonly argument: string;
  put(text: string): Properties;
  /** Whether it is there, by a reader that is not ours. */
  arrived(node: ReachableNode, text: string): Promise<boolean>;
}

const PASSWORD = "hacluster";
const STRANGER = { name: "third", address: "192.168.0.77" };
const HASH_FITS =
  'my $given = do { local $/; <STDIN> }; my $hash = (getpwnam "hacluster")[1]; print crypt($given, $hash) eq $hash';

const places: readonly HostPlace[] = [
  {
    kind: "PacemakerHost",
    argument: "haclusterPassword",
    put: (text) => ({ haclusterPassword: text }),
    arrived: async (node, text) => (await answered(node, ["perl", "-e", HASH_FITS], text)) === "1",
  },
  {
    kind: "PacemakerHost",
    argument: "peers",
    put: (text) => ({ third: { ...STRANGER, name: text } }),
    arrived: (node, text) => isNamed(node, STRANGER.address, text),
  },
  {
    kind: "PacemakerHost",
    argument: "peers",
    put: (text) => ({ third: { ...STRANGER, address: text } }),
    arrived: (node, text) => isNamed(node, text, STRANGER.name),
  },
  {
    kind: "FenceAgent",
    argument: "password",
    put: (text) => ({ password: text }),
    arrived: async (node, text) => (await answered(node, ["cat", passwordPath])).replace(/\n$/, "") === text,
  },
];

/**
 * Tries a text in each place of what goes onto the hosts themselves: refused by `check`, or on the first host as it was
 * given. Whatever was made is as before afterwards.
 */
export async function triedOnHost(handle: Handle, text: () => string): Promise<Outcome> {
  const [node] = reachableNodes(handle);
  if (!node) throw new Error("The lab has no nodes");
  const wrong: Wrong[] = [];
  let [refused, arrived] = [0, 0];
  for (const { kind, argument, put, arrived: isThere } of places) {
    const one = text();
    const { check, create, update, delete: remove } = provider(kind);
    const usual = argumentsOf(kind, handle, {});
    const news = argumentsOf(kind, handle, put(one));
    const { failures } = await check({}, news);
    const blame = (said: unknown) => wrong.push({ kind, place: places.length, text: one, said });
    if (failures.length > 0) {
      if (failures.some(({ property }) => property.startsWith(argument))) refused++;
      else blame(failures);
      continue;
    }
    const { id, outs } = await create(news);
    if (await isThere(node, one)) arrived++;
    else blame("it is not on the host");
    if (kind === "FenceAgent") await remove(id, outs);
    else await update(id, outs, usual);
  }
  return { arrived, refused, unknown: 0, wrong };
}

function argumentsOf(kind: HostPlace["kind"], { nodes, connection, hostKeys }: Handle, given: Properties) {
  const [first] = nodes;
  if (!first) throw new Error("The lab has no nodes");
  const { third, ...more } = given;
  if (kind === "FenceAgent") {
    const files = Object.fromEntries(nodes.map(({ name }) => [name, digestOf(fenceAgentText)]));
    return { nodes, connection, hostKeys, files, adopt: false, ...more };
  }
  const peers = [...nodes.map(({ name, addresses }) => ({ name, address: addresses[0] })), third];
  return {
    ...{ nodes: [first], connection, hostKeys, peers: peers.filter((peer) => peer !== undefined) },
    ...{ haclusterPassword: PASSWORD, update: false, firewall: "leave", selinux: "leave" },
    ...{ repositories: "leave", packages: [], waitTimeout: 60, steps: allReady, ...more },
  };
}

async function isNamed(node: ReachableNode, address: string, name: string): Promise<boolean> {
  const lines = (await answered(node, ["cat", "/etc/hosts"])).split("\n").map((line) => line.split(/\s+/));
  return lines.some(([first, ...names]) => first === address && names.includes(name));
}

async function answered({ ssh }: ReachableNode, argv: readonly string[], stdin = ""): Promise<string> {
  const { code, stdout, stderr } = await run(ssh, argv, { stdin });
  if (code !== 0) throw new Error(`${argv.join(" ")} failed (exit ${code}): ${stderr}`);
  return stdout;
}
