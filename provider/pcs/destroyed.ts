import { reachableNodes, type Handle } from "./nodes.js";
import { Shared } from "./shared.js";
import { surveyNode } from "./survey.js";

// A refresh asks for every object in the same second: all of them see one look.
const sharedForMs = 3000;

const looks = new Map<string, Shared<boolean>>();

/** Whether a cluster was surely destroyed: every one of its nodes answers, and none is in a cluster. */
export function isDestroyed(handle: Handle): Promise<boolean> {
  const key = JSON.stringify([handle.nodes, handle.connection, handle.hostKeys]);
  let look = looks.get(key);
  if (!look) looks.set(key, (look = new Shared(() => noneInCluster(handle))));
  return look.recent(sharedForMs);
}

async function noneInCluster(handle: Handle): Promise<boolean> {
  const surveys = await Promise.allSettled(reachableNodes(handle).map((node) => surveyNode(node, [])));
  return surveys.every(
    (look) => look.status === "fulfilled" && !look.value.conf && !look.value.services.pacemaker.active,
  );
}
