import type { Problem } from "./cib-object.js";
import { readable } from "./outcome.js";
import type { Properties } from "./unknown.js";

/** What the engine asks of a provider; the shapes are those of the SDK's dynamic provider server. */
export interface Verbs {
  check(olds: Properties, news: Properties): Promise<{ inputs: Properties; failures: Problem[] }>;
  diff(id: string, olds: Properties, news: Properties): Promise<Difference>;
  create(inputs: Properties): Promise<{ id: string; outs: Properties }>;
  read(id: string, props: Properties): Promise<{ id?: string; props?: Properties; inputs?: Properties }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
  delete(id: string, props: Properties): Promise<void>;
}

/** No word of changes: the engine compares the inputs itself and shows each key. */
export interface Difference {
  readonly replaces: string[];
  readonly deleteBeforeReplace: boolean;
}

/** The verbs with every failure made readable: the server prints stacks, which help no administrator. */
export function guarded(verbs: Verbs): Verbs {
  const guard =
    <A extends unknown[], R>(verb: (...args: A) => Promise<R>) =>
    (...args: A) =>
      verb(...args).catch((failure: unknown) => {
        throw readable(failure);
      });
  return {
    check: guard(verbs.check),
    diff: guard(verbs.diff),
    create: guard(verbs.create),
    read: guard(verbs.read),
    update: guard(verbs.update),
    delete: guard(verbs.delete),
  };
}

/** Which of these arguments differ between the state's outputs and the new inputs. */
export function changedOf(names: readonly string[], olds: Properties, news: Properties): string[] {
  return names.filter((name) => JSON.stringify(sorted(olds[name])) !== JSON.stringify(sorted(news[name])));
}

// Key order means nothing, and the engine does not keep it.
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
