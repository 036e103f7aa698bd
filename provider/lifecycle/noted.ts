import { ledgerOf, type Entry } from "../pcs/ledger.js";
import type { Handle } from "../pcs/nodes.js";
import type { CibObject } from "./cib-object.js";
import { Existing, HalfDone, plain } from "./outcome.js";
import type { Properties } from "./unknown.js";
import type { Verbs } from "./verbs.js";

// What a resource may be declared to be for good, and an operator says of it for now.
const intents = ["target-role", "is-managed", "maintenance"];

/**
 * The verbs of an object whose cluster is of the same stack, with each object noted in the cluster's ledger: when the
 * cluster is destroyed, the engine says nothing of what goes with it, and what others made there must be known.
 */
export function noted<Args extends object>(object: CibObject<Args>, verbs: Verbs): Verbs {
  const entriesOf = (properties: Properties): readonly Entry[] => {
    const { cluster, meta, disabled } = properties as { cluster: Handle; meta?: object; disabled?: boolean };
    if (!cluster.owned) return [];
    const id = object.id(properties as Args);
    const said = [...intents.filter((name) => name in (meta ?? {})), ...(disabled ? ["target-role"] : [])];
    return [object.kind, ...new Set(said)].map((kind) => ({ kind, id }));
  };

  return {
    ...verbs,

    async create(inputs) {
      const entries = entriesOf(inputs);
      const [itself] = entries;
      if (!itself) return verbs.create(inputs);
      const ledger = ledgerOf(inputs["cluster"] as Handle);
      // Asked at once, so that the way to every node is open when there is something to note.
      const before = ledger.known();
      const answer = await verbs.create(inputs).catch(async (failure: unknown) => {
        if (failure instanceof HalfDone) await ledger.note(entries);
        // A destroy that was refused has left what goes with the cluster in it, and nothing in the state.
        if (!(failure instanceof Existing) || !(await before)?.has(itself)) throw failure;
        const { id, outs } = await verbs.create({ ...inputs, adopt: true });
        return { id, outs: plain({ ...outs, adopt: inputs["adopt"] }) };
      });
      await ledger.note(entries);
      return answer;
    },

    async update(id, olds, news) {
      const [before, now] = [entriesOf(olds), entriesOf(news)];
      const answer = await verbs.update(id, olds, news);
      await ledgerOf(news["cluster"] as Handle).note(without(now, before), without(before, now));
      return answer;
    },

    async delete(id, properties) {
      await verbs.delete(id, properties);
      await ledgerOf(properties["cluster"] as Handle).note([], entriesOf(properties));
    },
  };
}

function without(entries: readonly Entry[], others: readonly Entry[]): readonly Entry[] {
  return entries.filter(({ kind, id }) => !others.some((one) => one.kind === kind && one.id === id));
}
