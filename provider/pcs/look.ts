import { run, type Ran } from "../ssh/index.js";
import { commandFailure } from "./failure.js";
import type { ReachableNode } from "./nodes.js";
import { readStatus, type ClusterStatus } from "./status.js";

const seconds = 30;

/** What a node says of the cluster at work. */
export async function look({ ssh, name }: ReachableNode): Promise<ClusterStatus> {
  let ran: Ran | undefined;
  for (const words of [["--output-as=xml"], ["--as-xml"]]) {
    ran = await run(ssh, ["crm_mon", "-1", "-r", ...words], { timeout: seconds });
    if (ran.code === 0) return readStatus(ran.stdout);
  }
  throw commandFailure("read the cluster's status", name, ran ?? { code: 1, stdout: "", stderr: "" });
}
