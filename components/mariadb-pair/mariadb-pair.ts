import * as pulumi from "../../provider/pulumi.js";
import { MariadbReplication } from "../../provider/objects/mariadb-replication/index.js";
import { MariadbServer } from "../../provider/objects/mariadb-server/index.js";
import { MariadbUser } from "../../provider/objects/mariadb-user/index.js";
import type { MariadbPairArgs } from "./arguments.js";
import { configure, installAgents } from "./files.js";
import { refuseMistakes } from "./problems.js";
import { runServers, serve, type Within } from "./resources.js";

const replicationUser = "pulumi_replication";

/**
 * Two MariaDB servers that replicate from each other, on the nodes of a cluster, and an address that is where the server is
 * that may be written to. The cluster starts and watches them; a server that is behind, or whose replication has failed, is
 * not given the address. The servers' packages are installed before: `mariadb-server`, `mariadb-backup` and `socat` on
 * Debian, as `prepare: { packages: [...] }` of `HaPair` does.
 *
 * @example
 * const db = new MariadbPair("db", {
 *   cluster: pair.cluster,
 *   serviceIp: { ip: "192.168.0.116", cidrNetmask: 24 },
 *   replicationPassword: config.requireSecret("replicationPassword"),
 *   database: { name: "app", password: config.requireSecret("appPassword") },
 * });
 */
export class MariadbPair extends pulumi.ComponentResource {
  /** Where clients connect, as ADDRESS:PORT. */
  public readonly endpoint: pulumi.Output<string>;
  /** How the replication of each node was seen, by its name: "replicates", or what is wrong. */
  public readonly replication: pulumi.Output<Record<string, string>>;
  /** A URL for clients with user and password of `database`; secret. Undefined without one. */
  public readonly connectionString: pulumi.Output<string | undefined>;
  /** The servers' version. */
  public readonly version: pulumi.Output<string>;
  /** Where the servers have their parts, for further `MariadbUser`s. */
  public readonly layout: MariadbServer["layout"];

  constructor(name: string, args: MariadbPairArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pulumi-pacemaker:index:MariadbPair", name, {}, opts);
    refuseMistakes(name, args);
    const { cluster, adopt = false } = args;
    const servers = new MariadbServer(`${name}-servers`, { cluster, adopt }, { parent: this });
    const within: Within = { name, args, parent: this, servers };
    const configuration = configure(within);
    const agents = installAgents(within);
    const running = runServers(within, [...configuration.all, ...agents]);
    const replication = replicate(within, configuration, running);
    const { ip, started } = serve(within, [replication]);
    const user = makeUser(within, [started]);

    this.endpoint = pulumi.interpolate`${ip.ip}:3306`;
    this.replication = replication.channels;
    this.connectionString = connection(args, this.endpoint);
    this.version = servers.version;
    this.layout = servers.layout;
    const { endpoint, connectionString, version, layout } = this;
    const outputs = { endpoint, replication: this.replication, connectionString, version, layout };
    this.registerOutputs({ ...outputs, user: user?.id });
  }
}

function replicate(
  { name, args, parent, servers }: Within,
  { file, all }: ReturnType<typeof configure>,
  running: pulumi.Resource,
): MariadbReplication {
  const { cluster, rebuild, copyTimeout } = args;
  const { layout, pair } = servers;
  const password = args.replicationPassword;
  const user = new MariadbUser(
    `${name}-replication-user`,
    {
      ...{ cluster, layout, user: replicationUser, password, requireTls: true },
      grants: { "*.*": ["REPLICATION SLAVE"] },
      adopt: true,
    },
    { parent, dependsOn: running, ...goesWith(args) },
  );
  const { path, digests } = file;
  return new MariadbReplication(
    `${name}-replication`,
    {
      ...{ cluster, pair, layout, user: replicationUser, password, configuration: path, digests },
      ...(rebuild === undefined ? {} : { rebuild }),
      ...(copyTimeout === undefined ? {} : { timeout: copyTimeout }),
    },
    { parent, dependsOn: [...all, user, running], ...goesWith(args) },
  );
}

function makeUser({ name, args, parent, servers }: Within, dependsOn: pulumi.Resource[]) {
  const { cluster, database, adopt = false } = args;
  if (!database) return undefined;
  const { name: own, user = own, password } = database;
  return new MariadbUser(
    `${name}-user`,
    {
      ...{ cluster, layout: servers.layout, user, password, database: own, adopt },
      grants: { [`${own}.*`]: ["ALL"] },
    },
    { parent, dependsOn, ...goesWith(args) },
  );
}

// A cluster that is destroyed stops its servers; what is in their data stays with them.
function goesWith({ cluster }: MariadbPairArgs): pulumi.CustomResourceOptions {
  return pulumi.Resource.isInstance(cluster) ? { deletedWith: cluster } : {};
}

function connection(
  { database }: MariadbPairArgs,
  endpoint: pulumi.Output<string>,
): pulumi.Output<string | undefined> {
  if (!database) return pulumi.output(undefined);
  const { name, user = name, password } = database;
  const [who, where] = [encodeURIComponent(user), encodeURIComponent(name)];
  const secret = pulumi.output(password).apply(encodeURIComponent);
  return pulumi.secret(pulumi.interpolate`mysql://${who}:${secret}@${endpoint}/${where}`);
}
