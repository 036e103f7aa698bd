import * as pulumi from "../pulumi.js";
import { secretNames } from "../pcs/options.js";
import { HalfDone } from "./outcome.js";
import type { Properties } from "./unknown.js";
import type { Verbs } from "./verbs.js";

// How the engine knows a secret among plain JSON (SDK runtime/rpc.ts, specialSigKey and specialSecretSig).
const signature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/**
 * The arguments with every option kept secret that names a password, a token or the like, however deep in a record or a
 * list it is. Each value by itself, so that the others stay readable in a preview; a record that is known only later is
 * secret as a whole when it holds one.
 */
export function keptSecret<T extends object>(args: T): T {
  return ofEach(args, (_name, value) => keptWithin(value)) as T;
}

/** The verbs with what is secret in their answers marked as such: somebody else may have set what the program never named. */
export function withSecrets(verbs: Verbs): Verbs {
  const kept = <T>(verb: Promise<T>) =>
    verb.catch((failure: unknown) => {
      if (!(failure instanceof HalfDone) || !failure.properties) throw failure;
      throw new HalfDone(failure.message, failure.id, markedSecret(failure.properties));
    });
  return {
    ...verbs,
    async check(olds, news) {
      const { inputs, failures } = await verbs.check(olds, news);
      return { inputs: markedSecret(inputs), failures };
    },
    async create(inputs) {
      const { id, outs } = await kept(verbs.create(inputs));
      return { id, outs: markedSecret(outs) };
    },
    async read(id, known) {
      const { inputs, props, ...rest } = await verbs.read(id, known);
      if (!inputs || !props) return rest;
      return { ...rest, inputs: markedSecret(inputs), props: markedSecret(props) };
    },
    async update(id, olds, news) {
      return { outs: markedSecret((await kept(verbs.update(id, olds, news))).outs) };
    },
  };
}

function markedSecret(properties: Properties): Properties {
  return ofEach(properties, (name, value) => (name === "cluster" ? value : markedWithin(value)));
}

function keptWithin(value: unknown): unknown {
  if (pulumi.Output.isInstance(value) || value instanceof Promise)
    return pulumi
      .output(value)
      .apply((known: unknown): unknown => (holdsSecret(known) ? pulumi.secret(known) : known));
  if (Array.isArray(value)) return value.map(keptWithin);
  if (!isRecord(value)) return value;
  return ofEach(value, (name, inner) => (isSecret(name, inner) ? pulumi.secret(inner) : keptWithin(inner)));
}

function markedWithin(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(markedWithin);
  if (!isRecord(value)) return value;
  return ofEach(value, (name, inner) =>
    isSecret(name, inner) ? { ...signature, value: inner } : markedWithin(inner),
  );
}

function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  return (
    isRecord(value) &&
    Object.entries(value).some(([name, inner]) => isSecret(name, inner) || holdsSecret(inner))
  );
}

function isSecret(name: string, value: unknown): boolean {
  return value !== undefined && secretNames.test(name);
}

function ofEach(record: object, change: (name: string, value: unknown) => unknown): Properties {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(name, value)]));
}

// Anything with a class of its own is not a record of options: a resource, an asset.
function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
