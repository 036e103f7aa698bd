import * as pulumi from "../../pulumi.js";
import { type ClusterArgs, wayTo } from "../../lifecycle/cluster-handle.js";
import type { Managed, Reached } from "../../lifecycle/managed.js";
import { keysOfEach, onAll, seenOnEach, stateNotices } from "../../lifecycle/on-each-node.js";
import { Existing, HalfDone, readable } from "../../lifecycle/outcome.js";
import { PacemakerResource } from "../../lifecycle/resource.js";
import type { Layout } from "../../mariadb/layout.js";
import { answering, isDown, say, StatementFailure } from "../../mariadb/server.js";
import { identifier, passwordHash } from "../../mariadb/words.js";
import { reachableNodes, type ReachableNode } from "../../pcs/nodes.js";
import { type Account, accountName, changes, declaredGrants, type Grants, readGrants } from "./grants.js";
import { problemsOf } from "./problems.js";

/** What a user of the databases takes. */
export interface MariadbUserArgs extends ClusterArgs {
  /** Where the servers have their parts: `layout` of `MariadbServer`. */
  readonly layout: pulumi.Input<Layout>;
  /** Its name; default the Pulumi name. Another one makes a new object. */
  readonly user?: pulumi.Input<string>;
  /** The hosts that it may come from, as MariaDB writes them. Default "%", all. Another one makes a new object. */
  readonly host?: pulumi.Input<string>;
  /** Its password. The servers get its hash alone; changed in place. */
  readonly password: pulumi.Input<string>;
  /** What it may do, by place: `{ "app.*": ["ALL"] }`. Default nothing. */
  readonly grants?: pulumi.Input<Readonly<Record<string, pulumi.Input<pulumi.Input<string>[]>>>>;
  /** Whether it must come over TLS. Default false. */
  readonly requireTls?: pulumi.Input<boolean>;
  /** A database that is made with it where there is none of this name; it is never dropped. Default none. */
  readonly database?: pulumi.Input<string>;
}

/** The arguments as the provider sees them. */
export interface Declared {
  readonly nodes: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  readonly layout: Layout;
  readonly user: string;
  readonly host: string;
  readonly password: string;
  readonly grants: Grants;
  readonly requireTls: boolean;
  readonly database?: string;
  /** How it is on each node's server, by the node's name. */
  readonly accounts: Readonly<Record<string, string>>;
}

interface Observed {
  readonly hostKeys: Readonly<Record<string, string>>;
}

const inPlace = "as declared";
const noSuchGrant = 1141;

/** A user of the databases, the same on both servers. */
export const mariadbUser: Managed<Declared, Observed> = {
  kind: "MariadbUser",
  replaceOn: ["user", "host"],
  id: ({ user, host }) => `${user}@${host}`,
  problems: problemsOf,
  notices: ({ accounts, password }, old) => [
    ...(password === old.password ? [] : ["it has another password"]),
    ...stateNotices("made as declared", accounts, old.accounts),
  ],

  async create(args, adopt) {
    await allAnswering(args);
    const seen = await Promise.all(
      reachableNodes(args).map(async (node) => ({ node, account: await account(node, args) })),
    );
    const foreign = seen.find(({ account: found }) => found && changes("", wanted(args), found).length > 0);
    if (foreign && !adopt)
      throw new Existing(
        `The server of ${foreign.node.name} has a user ${mariadbUser.id(args)} already, with another password or other privileges. It was not made by this stack and nothing was changed: take it over with \`adopt: true\`.`,
      );
    try {
      return await converged(args);
    } catch (failure) {
      throw new HalfDone(readable(failure).message);
    }
  },

  async read(args) {
    const { states, hostKeys } = await seenOnEach(args, args.accounts, (node) => stateOf(node, args));
    if (Object.values(states).every((state) => state === "missing")) return undefined;
    const { nodes, layout, user, host, password, grants, requireTls, database } = args;
    const own = { nodes, layout, user, host, password, grants, requireTls };
    const declared = { ...own, ...(database === undefined ? {} : { database }), accounts: states };
    return { args: declared, outputs: { hostKeys } };
  },

  async update(args) {
    await allAnswering(args);
    return converged(args);
  },

  async remove(args) {
    for (const node of reachableNodes(args))
      if (await account(node, args))
        await said(node, args, "drop the user", [`DROP USER ${accountName(args.user, args.host)}`]);
  },
};

/**
 * A user of the databases of a pair, on both servers alike: each is told by itself, past the replication, so that a server
 * that is not in step has it too and no log that is replicated knows of it. The password goes nowhere but into the
 * encrypted state; what the servers get is its hash. Privileges that somebody adds or takes are seen and put right.
 *
 * @example
 * const app = new MariadbUser("app", {
 *   cluster, layout: servers.layout, password: config.requireSecret("appPassword"), database: "app", grants: { "app.*": ["ALL"] },
 * });
 */
export class MariadbUser extends PacemakerResource {
  /** How it is on each node's server, by the node's name. */
  public readonly accounts!: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: MariadbUserArgs, opts?: pulumi.CustomResourceOptions) {
    const { cluster, adopt = false, layout, user = name, host = "%", database } = args;
    const { grants = {}, requireTls = false } = args;
    const way = wayTo(cluster);
    const own = { adopt, layout, user, host, password: pulumi.secret(args.password), grants, requireTls };
    const all = { ...way, ...own, ...(database === undefined ? {} : { database }) };
    super(mariadbUser.kind, name, { ...all, accounts: onAll(way.nodes, inPlace) }, opts);
  }
}

function wanted({ password, grants, requireTls }: Declared): Account {
  return { hash: passwordHash(password), requireTls, grants: declaredGrants(grants) };
}

async function account(node: ReachableNode, { layout, user, host }: Declared): Promise<Account | undefined> {
  try {
    const rows = await say(node, layout, "look at the user", [`SHOW GRANTS FOR ${accountName(user, host)}`]);
    return readGrants(rows.map((row) => row.join("\t")));
  } catch (failure) {
    if (failure instanceof StatementFailure && failure.number === noSuchGrant) return undefined;
    throw failure;
  }
}

async function allAnswering(args: Declared & Reached): Promise<void> {
  await Promise.all(reachableNodes(args).map((node) => answering(node, args.layout)));
}

async function stateOf(node: ReachableNode, args: Declared): Promise<string> {
  const seen = await account(node, args).catch((failure: unknown) => {
    if (isDown(failure)) return "down" as const;
    throw failure;
  });
  if (seen === "down") return "no server answers";
  if (!seen) return "missing";
  const { hash, requireTls, grants } = wanted(args);
  if (seen.hash !== hash) return "another password";
  if (seen.requireTls !== requireTls) return requireTls ? "may come without TLS" : "must come over TLS";
  return changes("", { hash, requireTls, grants }, seen).length === 0 ? inPlace : "other privileges";
}

async function converged(args: Declared & Reached): Promise<Observed> {
  for (const node of reachableNodes(args)) {
    const statements = changes(accountName(args.user, args.host), wanted(args), await account(node, args));
    const made =
      args.database === undefined ? [] : [`CREATE DATABASE IF NOT EXISTS ${identifier(args.database)}`];
    if (statements.length + made.length > 0)
      await said(node, args, "make the user", [...made, ...statements]);
  }
  return { hostKeys: await keysOfEach(args) };
}

function said(node: ReachableNode, { layout }: Declared, doing: string, statements: readonly string[]) {
  return say(node, layout, doing, ["SET SESSION sql_log_bin = 0", ...statements]);
}
