import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../../provider/lifecycle/cib-object.js";
import { translated } from "../../../provider/pcs/edit-dialect.js";
import type { InstalledPcs } from "../../../provider/pcs/features.js";
import { folderOf } from "../../../provider/dynamic.js";
import { everything } from "../objects/everything.js";
import type { Declared } from "../objects/resources.js";
import { REPOSITORY } from "../stack-project.js";
import { more } from "./more-objects.js";
import type { Commands } from "./on-node.js";
import type { Recipe } from "./recipes.js";

/** Two nodes that are not asked anything here. */
const nodes = [
  { name: "testdb01", address: "192.168.0.113" },
  { name: "testdb02", address: "192.168.0.114" },
];

/** One of every object that a configuration can have, each after what it needs. */
export const objects: readonly Declared[] = [...everything, ...more];

/** The pcs commands that an example's objects send, in the order in which Pulumi makes them. */
export async function saidByExample(
  { name, config, secrets = {} }: Recipe,
  pcs: InstalledPcs,
): Promise<Commands> {
  const all = Object.entries({ nodes, ...config, ...secrets, haclusterPassword: "hacluster" });
  const settings = all.map(([key, value]) => [
    `${name}:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  pulumi.runtime.setAllConfig(Object.fromEntries(settings) as Record<string, string>);
  return said(name, pcs, () => {
    const program = join(REPOSITORY, `dist/examples/${name}/index.js`);
    Reflect.deleteProperty(require.cache, program);
    require(program);
  });
}

/** The pcs commands that one of every object sends. */
export async function saidByObjects(pcs: InstalledPcs): Promise<Commands> {
  type Class = new (name: string, args: object, opts: object) => pulumi.Resource;
  const pacemaker = require("pulumi-pacemaker") as Record<string, Class> & {
    existingCluster: (args: object) => object;
  };
  return said("objects", pcs, () => {
    const cluster = pacemaker.existingCluster({ nodes });
    const made = new Map<string, pulumi.Resource>();
    for (const { kind, name, args, needs = [] } of objects) {
      const Kind = pacemaker[kind];
      if (!Kind) throw new Error(`The package has no ${kind}`);
      const dependsOn = needs.map((needed) => made.get(needed));
      made.set(name, new Kind(name, { cluster, ...args }, { dependsOn }));
    }
  });
}

async function said(project: string, pcs: InstalledPcs, program: () => void): Promise<Commands> {
  const registered: { readonly kind: string; readonly inputs: Readonly<Record<string, unknown>> }[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs }) {
        const state = inputs as Record<string, unknown>;
        registered.push({ kind: type.replace(/^.*:/, ""), inputs: state });
        return { id: name, state };
      },
      call: ({ inputs }) => inputs as Record<string, unknown>,
    },
    project,
  );
  program();
  await pulumi.runtime.disconnect();
  return registered.filter(({ kind }) => kind !== "PcsCluster").flatMap((one) => edits(one, pcs));
}

function edits(
  { kind, inputs }: { kind: string; inputs: Readonly<Record<string, unknown>> },
  pcs: InstalledPcs,
) {
  const { cluster: _cluster, adopt: _adopt, __provider: _provider, ...args } = inputs;
  const exported = Object.values(
    require(join(REPOSITORY, "dist/provider/objects", folderOf(kind))) as Record<string, unknown>,
  );
  const object = exported.find(
    (one): one is CibObject<object> =>
      typeof one === "object" && (one as { kind?: unknown } | null)?.kind === kind,
  );
  if (!object) throw new Error(`There is no ${kind}`);
  return [...translated(object.create(revealed(args) as object), pcs)];
}

// What Pulumi wraps a secret in on its way to an engine.
const SECRET = "4dabf18193072939515e22adb298388d";

function revealed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revealed);
  if (typeof value !== "object" || value === null) return value;
  if (SECRET in value) return revealed((value as { value?: unknown }).value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revealed(inner)]));
}
