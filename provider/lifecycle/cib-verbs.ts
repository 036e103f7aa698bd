import { clusterOf, type Cluster } from "../pcs/cluster.js";
import type { Installed } from "../pcs/installed.js";
import type { Handle } from "../pcs/nodes.js";
import { beyondInstalled } from "./beyond.js";
import type { CibObject } from "./cib-object.js";
import { once } from "./converge.js";
import { departure } from "./departures.js";
import { installedInPreview, pinHostKeys } from "./host-keys.js";
import { mistakesIn } from "./mistakes.js";
import { Existing, plain, Refusal, shown } from "./outcome.js";
import { removed, runningOf, unlessDestroyed } from "./removal.js";
import { refuseTaken } from "./running.js";
import { withSecrets } from "./secrets.js";
import { questions, settled, where } from "./settled.js";
import { isUnknown, knownOf, type Properties } from "./unknown.js";
import { victimsIn } from "./victims.js";
import { changedOf, type Verbs } from "./verbs.js";

/** Pulumi's verbs for a thing in the cluster's configuration. */
export function cibVerbs<Args extends object>(object: CibObject<Args>): Verbs {
  return withSecrets({
    async check(olds, news) {
      const inputs = { ...news };
      const failures = [];
      const known = knownOf(news);
      if (known["cluster"]) {
        const handle = known["cluster"] as Handle;
        const before = (olds["cluster"] as Handle | undefined)?.hostKeys;
        const { hostKeys, problems } = await pinHostKeys(handle, { ...before, ...handle.hostKeys });
        inputs["cluster"] = { ...handle, hostKeys };
        failures.push(...problems.map((problem) => ({ ...problem, property: "cluster" })));
        // It is going to be made, and what writes takes half a second to start.
        if (Object.keys(olds).length === 0) void clusterIn(inputs).prepareWhenReachable();
      }
      // With the host keys: a program does not say them.
      const changed = changedOf(Object.keys(news), olds, inputs).length > 0;
      const installed =
        changed && known["cluster"] ? await installedInTime(inputs["cluster"] as Handle, known) : {};
      const found = mistakesIn(object, argumentsOf<Args>(known), installed);
      const decided = found.filter(
        ({ property, depends = [] }) => ![property, ...depends].some((name) => isUnknown(news[name])),
      );
      failures.push(...decided.map(({ property, reason }) => ({ property, reason })));
      if (changed && known["cluster"] && failures.length === 0 && !isUnknown(news))
        failures.push(
          ...(await beyondInstalled(inputs["cluster"] as Handle, object, argumentsOf<Args>(news))),
        );
      if (Object.keys(olds).length === 0 && known["cluster"] && failures.length === 0)
        clusterIn(inputs).arrivals.expect();
      return { inputs, failures };
    },

    async diff(_id, olds, news) {
      const replaces = changedOf(object.replaceOn, olds, news);
      if (clusterName(olds) !== clusterName(news)) replaces.push("cluster");
      return { replaces, deleteBeforeReplace: true };
    },

    async create(inputs) {
      const args = argumentsOf<Args>(inputs);
      const cluster = clusterIn(inputs);
      cluster.arrivals.came();
      void cluster.prepareWrite();
      const { found, cib, installed } = await cluster.arrivals.during(async () => {
        const installed = await cluster.installed(questions(object, args));
        const cib = await cluster.recentCib();
        return { installed, found: object.find(cib, args, installed), cib: once(cib) };
      });
      const refused = (there: Args | undefined) => {
        if (there && inputs["adopt"] !== true) throw existing(object, args, there);
      };
      refused(found);
      refuseMistakes(object, args, installed);
      const claims = object.claims?.(args) ?? [];
      if (!found) await refuseTaken(cluster, claims);
      // To see who answers for an address takes seconds: what was read before that is too old.
      const seen = found || claims.length === 0 ? { cib } : {};
      const before = { ...seen, refused, isNew: !found };
      return { id: object.id(args), outs: await settled(object, cluster, args, inputs, before) };
    },

    async read(id, props) {
      const cluster = clusterIn(props);
      const args = argumentsOf<Args>(props);
      // Asked beside the configuration; where that cannot be read, the reason is the configuration's.
      const asked = cluster.installed(questions(object, args));
      asked.catch(() => undefined);
      const cib = await unlessDestroyed(props["cluster"] as Handle, () => cluster.recentCib());
      if (!cib) return {};
      const found = object.find(cib, args, await asked);
      if (!found) return {};
      const kept = plain({ ...found, cluster: props["cluster"], adopt: props["adopt"] });
      const outputs = { ...victimsIn(props), ...(await where(object, cluster, found)) };
      return { id, inputs: kept, props: { ...kept, ...outputs } };
    },

    async update(_id, olds, news) {
      const args = argumentsOf<Args>(news);
      const cluster = clusterIn(news);
      refuseMistakes(object, args, await cluster.installed(questions(object, args)));
      const before = object.claims?.(argumentsOf<Args>(olds)).map(({ address }) => address) ?? [];
      await refuseTaken(
        cluster,
        (object.claims?.(args) ?? []).filter(({ address }) => !before.includes(address)),
      );
      const waits = runningOf(object, args).some(({ seconds }) => seconds > 0);
      const earlier = waits ? (await cluster.recentStatus()).failures : [];
      return { outs: await settled(object, cluster, args, news, { earlier }) };
    },

    async delete(_id, props) {
      const cluster = clusterIn(props);
      return departure(cluster, object.goesLast !== undefined, () =>
        removed(object, cluster, argumentsOf<Args>(props), props["cluster"] as Handle),
      );
    },
  });

  async function installedInTime(handle: Handle, known: Properties): Promise<Installed> {
    const asked = questions(object, argumentsOf<Args>(known));
    if (Object.keys(asked).length === 0) return {};
    return installedInPreview(clusterOf(handle), asked);
  }
}

function refuseMistakes<Args extends object>(
  object: CibObject<Args>,
  args: Args,
  installed: Installed,
): void {
  const [mistake] = mistakesIn(object, args, installed);
  if (mistake) throw new Refusal(`${mistake.property}: ${mistake.reason}`);
}

function existing<Args extends object>(object: CibObject<Args>, args: Args, found: Args): Existing {
  return new Existing(
    `${object.kind} "${object.id(args)}" is in the cluster already: ${shown(found)}. It was not made by this stack and nothing was changed. Give \`adopt: true\` to take it over.`,
  );
}

function argumentsOf<Args>(properties: Properties): Args {
  const { cluster: _cluster, adopt: _adopt, __provider: _provider, ...args } = properties;
  return args as Args;
}

function clusterIn(properties: Properties): Cluster {
  return clusterOf(properties["cluster"] as Handle);
}

function clusterName(properties: Properties): unknown {
  return (properties["cluster"] as Handle | undefined)?.clusterName;
}
