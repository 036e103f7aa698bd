import type { ClusterStatus } from "./status.js";

/**
 * What a node's log says of the latest failure of a node's fencing or of a device, by name: the reason, and when (seconds since
 * 1970). Without a name: what an agent has said last, where none has worked since.
 */
export type FencingSaid = Readonly<Record<string, readonly [reason: string, when: number]>>;

/** Nodes that have to be fenced and are not, and fencing devices that do not work, by name, each with the reason. */
export type FencingFailures = Readonly<Record<string, string>>;

const nothingSaid = "no attempt has failed yet";

/**
 * Why fencing fails now, in the agents' own words where there are such; empty where all is well.
 * @param said what each node's log has
 */
export function fencingFailures(status: ClusterStatus, said: readonly FencingSaid[]): FencingFailures {
  const lost = status.nodes
    .filter(({ unclean }) => unclean)
    .map(({ name }) => [
      name,
      `it is lost and has to be fenced before its resources start elsewhere: ${latest(name, said) ?? latest("", said) ?? nothingSaid}`,
    ]);
  // A log tells of devices what it tells of nodes: one that does not run has failed in watching its machine.
  const idle = [...status.resources]
    .filter(([, { active, managed }]) => !active && managed)
    .flatMap(([device]) => {
      const reason = latest(device, said);
      return reason === undefined || !hasFailed(status, device)
        ? []
        : [[device, `the device does not run: ${reason}`]];
    });
  return Object.fromEntries([...lost, ...idle]) as FencingFailures;
}

function hasFailed({ failures }: ClusterStatus, resource: string): boolean {
  return failures.some(({ operation }) => operation.startsWith(`${resource}_`));
}

function latest(name: string, said: readonly FencingSaid[]): string | undefined {
  const all = said.flatMap((each) => (each[name] ? [each[name]] : []));
  return all.sort(([, one], [, other]) => other - one)[0]?.[0];
}
