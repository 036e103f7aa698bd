import type * as pulumi from "@pulumi/pulumi";
import { CloneResource } from "../../provider/objects/clone-resource/index.js";
import { ColocationConstraint } from "../../provider/objects/colocation-constraint/index.js";
import { EnabledResources } from "../../provider/objects/enabled-resources/index.js";
import { IPaddr2Resource } from "../../provider/objects/ipaddr2-resource/index.js";
import { LocationConstraint } from "../../provider/objects/location-constraint/index.js";
import type { MariadbServer } from "../../provider/objects/mariadb-server/index.js";
import { OrderConstraint } from "../../provider/objects/order-constraint/index.js";
import { PrimitiveResource } from "../../provider/objects/primitive-resource/index.js";
import { ResourceGroup } from "../../provider/objects/resource-group/index.js";
import type { MariadbPairArgs } from "./arguments.js";
import { agentNames, agentProvider } from "./files.js";

/** What the parts of a pair are made within. */
export interface Within {
  readonly name: string;
  readonly args: MariadbPairArgs;
  readonly parent: pulumi.Resource;
  readonly servers: MariadbServer;
}

/** The servers, and what watches their replication, one of each on each node; they run when the last one is made. */
export function runServers(within: Within, dependsOn: pulumi.Resource[]): EnabledResources {
  const { name, args, parent } = within;
  const { cluster } = args;
  const server = new PrimitiveResource(
    `${name}-server`,
    {
      cluster,
      agent: "ocf:heartbeat:mysql",
      options: within.servers.layout.apply((layout) => ({
        ...{ binary: layout.binary, client_binary: layout.client, config: layout.configuration },
        ...{ datadir: layout.dataFolder, pid: layout.pidFile, socket: layout.socket, log: layout.log },
      })),
      operations: [
        { name: "start", timeout: "120s" },
        { name: "stop", timeout: "120s" },
        { name: "monitor", interval: "5s", timeout: "30s" },
      ],
      // The address goes to the other node at once when a server has died, and the server is tried again there later.
      meta: { "migration-threshold": 1, "failure-timeout": "20s" },
      disabled: true,
    },
    { parent, dependsOn },
  );
  const watch = new PrimitiveResource(
    `${name}-watch`,
    { cluster, ...ownAgent(within, "watch"), disabled: true },
    { parent, dependsOn },
  );
  const clones = [server, watch].map(
    ({ resourceId }, index) =>
      new CloneResource(
        `${name}-${index === 0 ? "server" : "watch"}-clone`,
        { cluster, resource: resourceId, meta: { "clone-max": 2, "clone-node-max": 1, interleave: true } },
        { parent },
      ),
  );
  const resources = [server.resourceId, watch.resourceId];
  return new EnabledResources(
    `${name}-servers-run`,
    { cluster, resources, startTimeout: 180 },
    { parent, dependsOn: clones },
  );
}

/** The address and the right to write beside it, where a server runs that has all that the other one has. */
export function serve(within: Within, dependsOn: pulumi.Resource[]) {
  const { name, args, parent } = within;
  const { cluster } = args;
  const ip = new IPaddr2Resource(
    `${name}-ip`,
    { cluster, ...args.serviceIp, disabled: true },
    { parent, dependsOn },
  );
  const writable = new PrimitiveResource(
    `${name}-writable`,
    { cluster, ...ownAgent(within, "writable"), disabled: true },
    { parent, dependsOn },
  );
  // The right to write comes last and goes first: clients are told by a server that still has the address.
  const group = new ResourceGroup(
    name,
    {
      cluster,
      resources: [ip.resourceId, writable.resourceId],
      // Writing cannot begin again while the server has just died, and that failure would keep it off this node for ever.
      meta: { "resource-stickiness": 100, "failure-timeout": "20s" },
    },
    { parent },
  );
  const databases = `${name}-server-clone`;
  const constraints = [
    new ColocationConstraint(
      `${name}-with-server`,
      { cluster, resource: group.groupId, withResource: databases, score: "INFINITY" },
      { parent },
    ),
    new OrderConstraint(
      `${name}-after-server`,
      { cluster, first: databases, then: group.groupId },
      { parent },
    ),
    new LocationConstraint(
      `${name}-in-step`,
      {
        cluster,
        resource: group.groupId,
        rule: `not_defined ${attributeOf(name)} or ${attributeOf(name)} ne ok`,
        score: "-INFINITY",
      },
      { parent },
    ),
  ];
  const started = new EnabledResources(
    `${name}-serves`,
    { cluster, resources: [ip.resourceId, writable.resourceId] },
    { parent, dependsOn: [group, ...constraints] },
  );
  return { ip, started };
}

/** The node attribute that says how a node's replication is. */
export function attributeOf(name: string): string {
  return `${name}-replication`;
}

function ownAgent({ name, args, servers }: Within, kind: keyof typeof agentNames) {
  const { maxLag = 30 } = args;
  return {
    agent: `ocf:${agentProvider}:${agentNames[kind]}`,
    options: servers.layout.apply(({ client, socket }) => ({
      attribute: attributeOf(name),
      client,
      socket,
      ...(kind === "watch" ? { lag: maxLag } : {}),
    })),
    operations: [
      { name: "start", timeout: "60s" },
      { name: "stop", timeout: "60s" },
      { name: "monitor", interval: "3s", timeout: "20s" },
    ],
  };
}
