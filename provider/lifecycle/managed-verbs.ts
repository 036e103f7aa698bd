import type { Problem } from "./cib-object.js";
import { answeredInPreview, pinHostKeys, withinPreview } from "./host-keys.js";
import type { Managed, Reached } from "./managed.js";
import { HalfDone, plain } from "./outcome.js";
import { isUnknown, knownOf, type Properties } from "./unknown.js";
import { changedOf, type Verbs } from "./verbs.js";

/** Pulumi's verbs for a thing that talks to the nodes on its own. */
export function managedVerbs<Args extends object, Outputs extends object>(
  managed: Managed<Args, Outputs>,
): Verbs {
  return {
    async check(olds, news) {
      const known = knownOf(news);
      const isKnown = ({ property }: Problem) => !isUnknown(news[property.split(/[.[]/)[0] ?? ""]);
      const mistakes = managed.problems(argumentsOf(known), known["adopt"] === true).filter(isKnown);
      const examined =
        mistakes.length === 0 ? await managed.examine?.(argumentsOf(known), argumentsOf(olds)) : undefined;
      const inputs = { ...news, ...examined?.adds };
      const failures = [...mistakes, ...(examined?.problems ?? [])];
      if (failures.length === 0 && known["nodes"] && known["connection"]) {
        // Those of a cluster that knows its hosts are not learned again.
        const before = { ...(olds["hostKeys"] as object), ...(known["hostKeys"] as object) };
        const { hostKeys, problems } = await pinHostKeys(withoutLate(reachedIn(news), olds), before);
        const pinned = { ...inputs, hostKeys };
        if (problems.length > 0 || isUnknown(news)) return { inputs: pinned, failures: [...problems] };
        const whole = { ...pinned, ...(await chosen(olds, pinned)) };
        return { inputs: whole, failures: [...(await beyond(olds, whole))] };
      }
      return { inputs, failures };
    },

    async diff(_id, olds, news) {
      const replaces = changedOf(managed.replaceOn, olds, news);
      // The way to the hosts says nothing of what is going to happen there.
      const { connection: _connection, hostKeys: _hostKeys, ...said } = news;
      const known = !isUnknown(said) && replaces.length === 0;
      const notices = known ? managed.notices(argumentsOf(news), seen(olds)) : [];
      // The server's output is the provider's only voice in a preview.
      for (const notice of notices)
        process.stdout.write(`${managed.kind} ${managed.id(argumentsOf(news))}: ${notice}\n`);
      return { replaces, deleteBeforeReplace: true };
    },

    async create(inputs) {
      const args = argumentsOf(inputs);
      const id = managed.id(args);
      try {
        const outputs = await managed.create(args, inputs["adopt"] === true);
        return { id, outs: outsOf(inputs, outputs) };
      } catch (failure) {
        if (failure instanceof HalfDone) throw new HalfDone(failure.message, id, plain(inputs));
        throw failure;
      }
    },

    async read(id, props) {
      const found = await managed.read(argumentsOf(props));
      if (!found) return {};
      const { adopt, nodes, connection, lateKeys } = props;
      const late = (lateKeys ?? []) as readonly string[];
      const keys = Object.entries(reachedIn(props).hostKeys ?? {}).filter(([name]) => !late.includes(name));
      const hostKeys = props["hostKeys"] && Object.fromEntries(keys);
      const inputs = plain({ adopt, nodes, connection, hostKeys, ...found.args });
      return { id, inputs, props: plain({ ...inputs, lateKeys, ...found.outputs }) };
    },

    async update(_id, olds, news) {
      const args = argumentsOf({ ...news, hostKeys: keysOf(reachedIn(olds), reachedIn(news)) });
      return { outs: outsOf(news, await managed.update(args, argumentsOf(olds))) };
    },

    async delete(_id, props) {
      await managed.remove(argumentsOf(props));
    },
  };

  async function beyond(olds: Properties, news: Properties): Promise<readonly Problem[]> {
    if (!managed.beyond || changedOf(Object.keys(news), olds, news).length === 0) return [];
    const old = Object.keys(olds).length > 0 ? argumentsOf(olds) : undefined;
    // A host that cannot be asked may not be there yet.
    const asked = managed.beyond(argumentsOf(news), old).catch(() => []);
    return (await answeredInPreview(argumentsOf(news), asked)) ?? [];
  }

  async function chosen(olds: Properties, news: Properties): Promise<Partial<Args>> {
    const old = Object.keys(olds).length > 0 ? argumentsOf(olds) : undefined;
    const asked = managed.chosen?.(argumentsOf(news), old).catch(() => ({}));
    return (asked && (await withinPreview(asked))) ?? {};
  }

  function seen(properties: Properties): Args & Partial<Outputs> {
    return argumentsOf(properties) as Args & Partial<Outputs>;
  }

  function argumentsOf(properties: Properties): Args & Reached {
    const { adopt: _adopt, __provider: _provider, ...args } = properties;
    return args as Args & Reached;
  }
}

// A host that could not be reached when it was first checked has its key in the outputs alone: among the inputs it would
// look like a change that somebody made.
function withoutLate(news: Reached, olds: Properties): Reached {
  const { nodes = [], hostKeys = {} } = reachedIn(olds) as Partial<Reached>;
  const late = nodes.map(({ name }) => name).filter((name) => !(name in hostKeys));
  return { ...news, nodes: news.nodes.filter(({ name }) => !late.includes(name)) };
}

// Names of hosts whose keys are in the outputs alone are kept, so that a refresh does not make inputs of them either.
function outsOf(inputs: Properties, outputs: object): Properties {
  const before = reachedIn(inputs).hostKeys ?? {};
  const late = Object.keys(reachedIn({ ...outputs }).hostKeys ?? {}).filter((name) => !(name in before));
  return plain({ ...inputs, ...outputs, ...(late.length > 0 ? { lateKeys: late } : {}) });
}

function keysOf(olds: Reached, news: Reached): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (news.nodes ?? []).flatMap(({ name }) => {
      const key = news.hostKeys?.[name] ?? olds.hostKeys?.[name];
      return key === undefined ? [] : [[name, key]];
    }),
  );
}

function reachedIn(properties: Properties): Reached {
  return properties as unknown as Reached;
}
