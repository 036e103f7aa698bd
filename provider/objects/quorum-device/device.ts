import type { CorosyncDevice } from "../../pcs/corosync-conf.js";
import type { Device } from "../../pcs/device-words.js";
import { asDeclared, optionWords, type Value, type Values } from "../../pcs/options.js";
import { deviceNames, modelNames, type Declared } from "./arguments.js";

type Names = Readonly<Record<string, string>>;

/** The device as pcs is told to make it. */
export function deviceOf(args: Declared): Device {
  return {
    options: texts(named(args, deviceNames)),
    modelOptions: texts(named(args, modelNames)),
    heuristics: texts(args.heuristics ?? {}),
  };
}

/** A device of corosync.conf in the words of the declaration. */
export function declaredAs(args: Declared, found: CorosyncDevice): Declared {
  const { nodes, connection, hostKeys, clusterName, address, haclusterPassword, token } = args;
  const model = asDeclared(found.modelOptions, named(args, modelNames));
  const options = asDeclared(found.options, named(args, deviceNames));
  const has = Object.keys(found.heuristics).length > 0 || args.heuristics !== undefined;
  return {
    ...defined({ nodes, connection, hostKeys, clusterName, address, haclusterPassword, token }),
    ...argumentsIn(model, modelNames),
    ...argumentsIn(options, deviceNames),
    ...(has ? { heuristics: asDeclared(found.heuristics, args.heuristics) } : {}),
  } as Declared;
}

/** What pcs has to change, from what is there to what is wanted; the host is another device's. */
export function differences(wanted: Declared, found: Declared): Device {
  const changed = (of: (args: Declared) => Values) => {
    const words = optionWords(of(wanted), of(found));
    return Object.fromEntries(words.map((word) => split(word)));
  };
  const { host: _host, ...model } = modelNames;
  return {
    options: changed((args) => named(args, deviceNames)),
    modelOptions: changed((args) => named(args, model)),
    heuristics: changed(({ heuristics = {} }) => heuristics),
  };
}

/** The changes in words, for a preview. */
export function inWords({ options, modelOptions, heuristics }: Device): string[] {
  const all = { ...options, ...modelOptions, ...prefixed(heuristics) };
  const said = Object.entries(all).map(([name, value]) =>
    value === "" ? `${name} is removed` : `${name} becomes ${value}`,
  );
  return said.length
    ? [`${said.join(", ")} (live: the device's daemon is started anew, the cluster runs on)`]
    : [];
}

function prefixed(heuristics: Device["heuristics"]): Record<string, string> {
  return Object.fromEntries(Object.entries(heuristics).map(([name, value]) => [`heuristics ${name}`, value]));
}

function named(args: Declared, names: Names): Record<string, Value> {
  const given = Object.entries(names).flatMap(([argument, name]) => {
    const value = args[argument as keyof Declared] as Value | undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}

function argumentsIn(values: Values, names: Names): Record<string, Value> {
  const found = Object.entries(names).flatMap(([argument, name]) => {
    const value = values[name];
    return value === undefined ? [] : [[argument, value] as const];
  });
  return Object.fromEntries(found);
}

function texts(values: Values): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

function split(word: string): [string, string] {
  const at = word.indexOf("=");
  return [word.slice(0, at), word.slice(at + 1)];
}

function defined(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
