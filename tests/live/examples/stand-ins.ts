import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Lab } from "../../../lab/index.js";
import { REPOSITORY } from "../stack-project.js";

// Agents whose device, kernel module or daemon a node does not have.
const AGENTS = [
  ...["Filesystem", "LVM-activate", "nfsserver", "exportfs", "nfsnotify", "galera", "mariadb", "mysql"].map(
    (name) => `heartbeat/${name}`,
  ),
  ...["linbit/drbd", "pacemaker/controld", "glusterfs/glusterd"],
];

// Debian has no agents of GlusterFS, so that this one has to tell of itself what the real one does.
const GLUSTERD = `#!/bin/sh
cat <<'END'
<?xml version="1.0"?>
<resource-agent name="glusterd" version="1.0"><version>1.0</version>
<longdesc lang="en">Stands in for the GlusterFS daemon</longdesc><shortdesc lang="en">GlusterFS daemon</shortdesc>
<parameters><parameter name="binary"><longdesc lang="en">The daemon</longdesc><shortdesc lang="en">daemon</shortdesc>
<content type="string" default="glusterd"/></parameter></parameters>
<actions><action name="start" timeout="20s"/><action name="stop" timeout="20s"/>
<action name="monitor" timeout="20s" interval="20s"/><action name="meta-data" timeout="5s"/></actions>
</resource-agent>
END
`;

// Everything succeeds; what it can do is told by the real one, which is asked by words or by standard input.
const FENCE = `#!/bin/sh
[ $# -eq 0 ] || exec "$0.real" "$@"
asked=$(cat)
case "$asked" in *action=metadata*) echo "$asked" | exec "$0.real" ;; esac
exit 0
`;

const MARIADB = `[Service]
ExecStart=/bin/sleep infinity
`;

/** Puts stand-ins in place of what a node cannot run, and keeps the real services from running by themselves. */
export async function standIn(lab: Lab, node: string): Promise<void> {
  const agent = await readFile(join(REPOSITORY, "tests/live/examples/stand-in.sh"), "utf8");
  await write(lab, node, "/usr/lib/ocf/resource.d/glusterfs/glusterd", GLUSTERD);
  for (const name of AGENTS) await replace(lab, node, `/usr/lib/ocf/resource.d/${name}`, agent);
  await replace(lab, node, "/usr/sbin/fence_pve", FENCE);
  await write(lab, node, "/etc/systemd/system/mariadb.service", MARIADB);
  await run(lab, node, "systemctl", "daemon-reload");
  await run(lab, node, "systemctl", "disable", "--quiet", "--now", "apache2", "haproxy");
}

async function replace(lab: Lab, node: string, path: string, text: string): Promise<void> {
  await run(lab, node, "sh", "-c", '[ -e "$0.real" ] || mv "$0" "$0.real"', path);
  await write(lab, node, path, text);
}

async function write(lab: Lab, node: string, path: string, text: string): Promise<void> {
  await run(lab, node, "mkdir", "-p", path.replace(/\/[^/]*$/, ""));
  await run(lab, node, "sh", "-c", 'cat >"$0"; chmod 755 "$0"', path, { stdin: text });
}

async function run(
  lab: Lab,
  node: string,
  ...words: readonly (string | { readonly stdin: string })[]
): Promise<void> {
  const argv = words.filter((word) => typeof word === "string");
  const options = words.find((word) => typeof word !== "string");
  const { code, stderr } = await lab.exec(node, argv, options);
  if (code !== 0) throw new Error(`${argv[0]} failed on ${node} (exit ${code}): ${stderr}`);
}
