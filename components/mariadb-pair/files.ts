import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "../../provider/pulumi.js";
import { wayTo } from "../../provider/lifecycle/cluster-handle.js";
import { HostFile } from "../../provider/objects/host-file/index.js";
import { SystemdUnit } from "../../provider/objects/systemd-unit/index.js";
import { configurationText } from "./configuration.js";
import type { Within } from "./resources.js";

/** The folder of the pair's own resource agents: their provider's name in the cluster. */
export const agentProvider = "pulumi-pacemaker";
/** The agents' names: the files' names, by which the text tells what it is. */
export const agentNames = { watch: "mariadb-replication", writable: "mariadb-writable" } as const;

/** The servers' configuration, and systemd's unit out of the way: the cluster starts them. */
export function configure({ name, args, parent, servers }: Within) {
  const { cluster, settings = {}, semiSync = true } = args;
  const { layout } = servers;
  const unit = new SystemdUnit(
    `${name}-unit`,
    { cluster, unit: layout.unit, enabled: false, active: false },
    { parent, dependsOn: servers },
  );
  const contents = pulumi
    .all([pulumi.output(wayTo(cluster).nodes), pulumi.output(settings)])
    .apply(([nodes, known]) =>
      Object.fromEntries(
        nodes.map((node, index) => [
          node.name,
          configurationText({ name, semiSync, settings: known }, index),
        ]),
      ),
    );
  const path = pulumi.interpolate`${layout.configurationFolder}/zz-${name}.cnf`;
  const file = new HostFile(
    `${name}-configuration`,
    { cluster, path, contents, adopt: true },
    { parent, dependsOn: servers },
  );
  return { file: { path, digests: file.digests }, all: [unit, file] };
}

/** The pair's own resource agents on the nodes. */
export function installAgents({ name, args, parent }: Within): HostFile[] {
  const content = readFileSync(join(__dirname, "agent", "agent.py"), "utf8");
  return Object.values(agentNames).map((agent) => {
    const path = `/usr/lib/ocf/resource.d/${agentProvider}/${agent}`;
    const declared = { cluster: args.cluster, path, content, mode: "0755", adopt: true };
    return new HostFile(`${name}-${agent}-agent`, declared, { parent });
  });
}
