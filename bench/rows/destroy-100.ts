import { bootedLab, cleared, idle, PASSWORD, stackOn, watched } from "../ground.js";
import { AT_ONCE } from "../growth.js";
import { objects } from "../objects.js";
import type { Row } from "../row.js";

const COUNT = 100;
const CLUSTER = `
const { Config } = require("@pulumi/pulumi/config");
const haclusterPassword = new Config().requireSecret("haclusterPassword");
const cluster = new pacemaker.PcsCluster("testdb", { nodes, haclusterPassword });
const property = new pacemaker.ClusterProperty("stonith-enabled", { cluster, value: false });
`;

/** A cluster with what is in it, destroyed. */
export const destroy100: Row = {
  id: "destroy-100",
  what: "destroy of a cluster with 100 objects, above the cluster's alone",
  against: "destroy of the cluster alone",
  unit: "s",
  judged: "ours",
  reach: 2,
  most: 1,
  run: async () => {
    const other = await destroyed("");
    const ours = await destroyed(objects(COUNT));
    return {
      ours: ours.outcome.seconds - other.outcome.seconds,
      other: other.outcome.seconds,
      counts: ours.counts,
    };
  },
};

async function destroyed(body: string) {
  const lab = await bootedLab();
  await cleared(lab);
  const stack = await stackOn(lab, CLUSTER + body, { secrets: { haclusterPassword: PASSWORD } });
  try {
    await watched(() => stack.up(...AT_ONCE));
    await idle(lab);
    return await watched(() => stack.destroy());
  } finally {
    await stack.close();
  }
}
