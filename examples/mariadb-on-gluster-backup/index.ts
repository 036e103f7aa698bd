import * as pulumi from "@pulumi/pulumi";
import {
  HaPair,
  HostFile,
  MariadbPair,
  MountedGlusterVolume,
  type BrickInput,
  type GlusterHost,
  type PairHost,
} from "pulumi-pacemaker";

const config = new pulumi.Config();
const nodes = config.requireObject<PairHost[]>("nodes");
const arbiter = config.requireObject<GlusterHost>("arbiter");
const devices =
  config.getObject<Record<string, { agent: string; options: Record<string, string> }>>("fencing");

const pair = new HaPair("testdb", {
  hosts: nodes,
  haclusterPassword: config.requireSecret("haclusterPassword"),
  fencing: devices ? { devices } : "none",
  prepare: {
    packages: [
      "mariadb-server",
      "mariadb-backup",
      "socat",
      "glusterfs-server",
      "glusterfs-client",
      "xfsprogs",
    ],
  },
});

const db = new MariadbPair("db", {
  cluster: pair.cluster,
  serviceIp: { ip: config.require("serviceIp"), cidrNetmask: 24, monitor: { interval: "5s" } },
  replicationPassword: config.requireSecret("replicationPassword"),
  database: { name: "app", password: config.requireSecret("appPassword") },
});

// Not for the servers' own data: each of them has a copy already, and replicates what the other one writes.
const bricks = config.getObject<BrickInput[]>("bricks");
const volume = new MountedGlusterVolume(
  "backup",
  {
    hosts: [...nodes, arbiter],
    bricks: bricks ?? [...nodes, arbiter].map(({ name }) => ({ host: name, path: "/bricks/backup/brick" })),
    onRootFilesystem: config.getBoolean("onRootFilesystem") ?? false,
    mount: { directory: "/srv/backup", cluster: pair.cluster },
  },
  { dependsOn: pair },
);

// The server without clients makes the backup; the other one only where that has made none of this day.
const program = "/usr/local/sbin/backup-databases";
const script = new HostFile("backup-script", {
  cluster: pair.cluster,
  path: program,
  mode: "0755",
  content: volume.directory.apply(
    (directory) => `#!/bin/sh
set -eu
mountpoint -q "${directory}" || { echo "${directory} is not mounted" >&2; exit 1; }
[ "$(mariadb -BNe 'SELECT @@read_only')" = 1 ] || sleep "\${1:-1800}"
today="${directory}/$(date +%F)"
ls "$today".*.sql.gz >/dev/null 2>&1 && exit 0
part="$today.$(hostname -s).part"
mariadb-dump --all-databases --single-transaction --routines --events --gtid --master-data=2 >"$part"
gzip <"$part" >"$part.gz"
mv "$part.gz" "$today.$(hostname -s).sql.gz"
rm "$part"
find "${directory}" -name '*.sql.gz' -mtime "+\${2:-14}" -delete
`,
  ),
});
const times = config.get("times") ?? "15 2 * * *";
new HostFile(
  "backup-times",
  { cluster: pair.cluster, path: "/etc/cron.d/backup-databases", content: `${times} root ${program}\n` },
  { dependsOn: [script, db] },
);

/** Where clients connect. */
export const endpoint = db.endpoint;
/** With user and password; secret. */
export const connectionString = db.connectionString;
/** Where the backups are, on each node. */
export const backups = volume.directory;
