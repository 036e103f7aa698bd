import * as pulumi from "@pulumi/pulumi";
import { existingCluster } from "../../provider/lifecycle/cluster-handle.js";
import { layoutOf } from "../../provider/mariadb/layout.js";
import type { MariadbPairArgs } from "./arguments.js";
import { configurationText } from "./configuration.js";
import { MariadbPair } from "./mariadb-pair.js";

const layout = layoutOf("ID=debian\n");
const given: MariadbPairArgs = {
  cluster: existingCluster({
    nodes: [
      { name: "n1", address: "10.0.0.1" },
      { name: "n2", address: "10.0.0.2" },
    ],
  }),
  serviceIp: { ip: "10.0.0.9", cidrNetmask: 24 },
  replicationPassword: "repl",
  database: { name: "app", password: "p w" },
};

let registered: pulumi.runtime.MockResourceArgs[] = [];

beforeEach(async () => {
  registered = [];
  await pulumi.runtime.setMocks({
    call: ({ inputs }) => inputs as object,
    newResource(resource) {
      registered.push(resource);
      const outputs = { layout, pair: "a-b", version: "10.11.19" };
      return { id: resource.name, state: { ...(resource.inputs as object), ...outputs } };
    },
  });
});

async function made(args: MariadbPairArgs, opts?: pulumi.ComponentResourceOptions) {
  const pair = new MariadbPair("db", args, opts);
  const outputs: unknown[] = [];
  pulumi
    .all([pair.endpoint, pair.replication, pair.connectionString, pair.version])
    .apply((known) => outputs.push(...known));
  const isSecret = await pulumi.isSecret(pair.connectionString);
  await pulumi.runtime.disconnect();
  return {
    outputs,
    isSecret,
    children: registered.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`),
  };
}

function inputsOf(name: string): Record<string, unknown> {
  const { __provider, ...inputs } = registered.find((one) => one.name === name)?.inputs as Record<
    string,
    unknown
  >;
  return inputs;
}

const all = [
  "CloneResource db-server-clone",
  "CloneResource db-watch-clone",
  "ColocationConstraint db-with-server",
  "EnabledResources db-servers-run",
  "EnabledResources db-serves",
  "HostFile db-configuration",
  "HostFile db-mariadb-replication-agent",
  "HostFile db-mariadb-writable-agent",
  "IPaddr2Resource db-ip",
  "LocationConstraint db-in-step",
  "MariadbPair db",
  "MariadbReplication db-replication",
  "MariadbServer db-servers",
  "MariadbUser db-replication-user",
  "MariadbUser db-user",
  "OrderConstraint db-after-server",
  "PrimitiveResource db-server",
  "PrimitiveResource db-watch",
  "PrimitiveResource db-writable",
  "ResourceGroup db",
  "SystemdUnit db-unit",
];

test("a pair of servers is their files, the cluster's resources, replication, users and the address", async () => {
  const { children, outputs, isSecret } = await made(given);
  expect(children.sort()).toEqual(all);
  expect(outputs).toEqual([
    "10.0.0.9:3306",
    { n1: "replicates", n2: "replicates" },
    "mysql://app:p%20w@10.0.0.9:3306/app",
    "10.11.19",
  ]);
  expect(isSecret).toBe(true);
});

test("the address is where a server runs, starts after it, and keeps away from one that is not in step", async () => {
  await made(given);
  const group = registered.find(({ type }) => type.endsWith(":ResourceGroup"))?.inputs as object;
  // A failure to let clients write does not keep them off a node for ever.
  expect(group).toMatchObject({ resources: ["db-ip", "db-writable"], meta: { "failure-timeout": "20s" } });
  expect(inputsOf("db-with-server")).toMatchObject({
    ...{ resource: "db", withResource: "db-server-clone", score: "INFINITY" },
  });
  expect(inputsOf("db-after-server")).toMatchObject({ first: "db-server-clone", then: "db" });
  expect(inputsOf("db-in-step")).toMatchObject({
    ...{ resource: "db", rule: "not_defined db-replication or db-replication ne ok", score: "-INFINITY" },
  });
  expect(inputsOf("db-unit")).toMatchObject({ unit: "mariadb.service", enabled: false, active: false });
});

test("each server has its own number, and only the cluster lets clients write", async () => {
  await made({ ...given, settings: { innodb_buffer_pool_size: "1G" } });
  const { contents, path } = inputsOf("db-configuration") as {
    contents: Record<string, string>;
    path: string;
  };
  expect(path).toEqual("/etc/mysql/mariadb.conf.d/zz-db.cnf");
  expect(Object.keys(contents)).toEqual(["n1", "n2"]);
  for (const line of [
    "server_id = 2",
    "gtid_domain_id = 2",
    "auto_increment_offset = 2",
    "read_only = ON",
    "innodb_buffer_pool_size = 1G",
  ])
    expect(contents["n2"]?.split("\n")).toContain(line);
});

test("semi-sync waits longer than fencing takes, by default 30 seconds, and can be left out", () => {
  const text = (semiSync: boolean | { timeout: number }) =>
    configurationText({ name: "db", semiSync, settings: {} }, 0);
  expect(text(true)).toContain("rpl_semi_sync_master_timeout = 30000\n");
  expect(text({ timeout: 5 })).toContain("rpl_semi_sync_master_timeout = 5000\n");
  expect(text(false)).not.toContain("semi_sync");
});

test("a transformation of the user's, and protect, reach every child", async () => {
  const seen: string[] = [];
  const resources: pulumi.Resource[] = [];
  await made(given, {
    protect: true,
    transformations: [
      ({ resource, type, name, props, opts }) => {
        seen.push(`${type.split(":").at(-1)} ${name}`);
        resources.push(resource);
        return { props, opts };
      },
    ],
  });
  expect(seen.sort()).toEqual(all);
  // Where the SDK keeps what a resource has got from its parent.
  const guarded = resources.filter((one) => (one as unknown as { __protect?: boolean }).__protect === true);
  expect(guarded).toHaveLength(all.length);
});

test.each<[string, Partial<MariadbPairArgs>, string]>([
  ["a setting that the pair makes", { settings: { server_id: 7 } }, "settings.server_id"],
  ["a name that is no option", { settings: { "max-connections": 5 } }, "settings.max-connections"],
  ["a lag of nothing", { maxLag: 0 }, "maxLag"],
  ["no time for the other server", { semiSync: { timeout: 0 } }, "semiSync.timeout"],
  ["a database's name", { database: { name: "a b", password: "x" } }, "database.name"],
])("%s is refused", (_what, changes, property) => {
  const failure = (() => {
    try {
      new MariadbPair("db", { ...given, ...changes });
    } catch (thrown) {
      return thrown as pulumi.InputPropertyError;
    }
    return undefined;
  })();
  expect(failure?.propertyPath).toEqual(property);
});
