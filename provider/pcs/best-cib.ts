import { run } from "../ssh/index.js";
import { Cib, newer } from "./cib.js";
import { commandFailure, PcsFailure } from "./failure.js";
import { firstAnswer, type ReachableNode } from "./nodes.js";

const readSeconds = 30;

/** A configuration and the node that told it. */
export interface CibSeen {
  readonly cib: Cib;
  readonly node: ReachableNode;
}

/**
 * The configuration from the first of these nodes whose part of the cluster has quorum; where none has, the newest one.
 * @param name the cluster's, where it is known
 * @throws PcsFailure "in-a-cluster" when a node is in another cluster; what went wrong on the nodes when none answers
 */
export async function bestCib(nodes: readonly ReachableNode[], name: string | undefined): Promise<CibSeen> {
  const withoutQuorum: CibSeen[] = [];
  try {
    return await firstAnswer(nodes, async (node) => {
      const cib = await query(node, name);
      if (cib.quorate) return { cib, node };
      withoutQuorum.push({ cib, node });
      throw new PcsFailure("quorum", `its part of the cluster has no quorum or no DC`);
    });
  } catch (failure) {
    const newest = withoutQuorum.sort((a, b) => newer(a.cib, b.cib))[0];
    if (!newest) throw failure;
    return newest;
  }
}

async function query({ ssh, name }: ReachableNode, cluster: string | undefined): Promise<Cib> {
  const ran = await run(ssh, ["cibadmin", "-Q"], { timeout: readSeconds });
  if (ran.code !== 0) throw commandFailure("read the cluster's configuration", name, ran);
  const cib = new Cib(ran.stdout);
  const found = cib.properties["cluster-name"];
  if (cluster !== undefined && found !== undefined && found !== cluster)
    throw new PcsFailure("in-a-cluster", `${name} is a node of the cluster "${found}", not of "${cluster}".`);
  return cib;
}
