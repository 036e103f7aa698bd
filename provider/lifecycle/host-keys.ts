import type { Cluster } from "../pcs/cluster.js";
import type { Installed, Questions } from "../pcs/installed.js";
import { reachableNodes, type Handle } from "../pcs/nodes.js";
import { hostKey, SshFailure } from "../ssh/index.js";
import type { Problem } from "./cib-object.js";

// A preview does not wait long for hosts that may not exist yet.
const previewSeconds = 4;
// One that is there may be slow to answer, the more so when a whole stack asks at once.
const answerSeconds = 30;

/** A handle with the host keys that are known now, and what is wrong with them. */
export interface Pinned {
  readonly hostKeys: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

/**
 * The keys of a cluster's hosts: as given, else as pinned before, else as seen now at first contact. A host that cannot be
 * reached has none yet.
 */
export async function pinHostKeys(
  handle: Handle,
  pinned: Readonly<Record<string, string>> = {},
): Promise<Pinned> {
  const seen = await Promise.all(
    reachableNodes({ ...handle, hostKeys: pinned }).map(async ({ name, ssh }) => {
      if (ssh.hostKey) return { name, key: ssh.hostKey };
      try {
        return { name, key: await withinPreview(hostKey({ ...ssh, connectTimeout: previewSeconds })) };
      } catch (failure) {
        const refused = failure instanceof SshFailure && failure.kind === "host-key";
        return refused ? { name, problem: { property: "nodes", reason: failure.message } } : { name };
      }
    }),
  );
  return {
    hostKeys: Object.fromEntries(seen.flatMap(({ name, key }) => (key ? [[name, key]] : []))),
    problems: seen.flatMap(({ problem }) => problem ?? []),
  };
}

/** The answer, if it comes in time for a preview. */
export async function withinPreview<T>(
  answer: Promise<T>,
  seconds = previewSeconds + 0.5,
): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), seconds * 1000);
  });
  answer.catch(() => undefined);
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** The answer of hosts, if it comes in time for a preview: those that are all there are given more of it. */
export async function answeredInPreview<T>(handle: Handle, answer: Promise<T>): Promise<T | undefined> {
  const soon = withinPreview(answer);
  const keys = Promise.all(reachableNodes(handle).map(({ ssh }) => hostKey(ssh)));
  const areThere = await withinPreview(keys.catch(() => undefined));
  return areThere ? withinPreview(answer, answerSeconds) : soon;
}

/** What is installed on a cluster's nodes, as far as they can be reached and answer in time for a preview. */
export async function installedInPreview(cluster: Cluster, questions: Questions): Promise<Installed> {
  if (!(await withinPreview(cluster.isReachable()))) return {};
  return (await withinPreview(cluster.installedWhenReachable(questions), answerSeconds)) ?? {};
}
