import type { Cib, Primitive } from "./cib.js";
import { foundOperations, operationCommands, operationWords, type Operation } from "./operations.js";
import { asDeclared, metaOf, optionWords, type Value, type Values } from "./options.js";
import type { Edit } from "./writer.js";

/** A resource or fencing device of its own, in the words of its declaration. */
export interface PrimitiveSpec {
  readonly id: string;
  /** `standard:provider:type`; for a fencing device its type alone. */
  readonly agent: string;
  readonly options: Values;
  readonly operations: readonly Operation[];
  readonly meta?: Values | undefined;
  readonly utilization?: Values | undefined;
  /** Whether it is made disabled; what becomes of that is up to whoever enables it. */
  readonly disabled?: boolean | undefined;
}

/** What an agent would be run with if nothing was declared; undefined when the agent could not be asked. */
export type AgentOperations = readonly Operation[] | undefined;

/** The edit that makes a primitive. */
export function createPrimitive(command: "resource" | "stonith", wanted: PrimitiveSpec): Edit {
  const { id, agent, options, operations, meta = {}, utilization = {}, disabled } = wanted;
  const values = Object.keys(utilization).length
    ? [["resource", "utilization", id, ...optionWords(utilization)]]
    : [];
  const words = [...optionWords(options), ...operationWords(operations)];
  return [
    [
      command,
      "create",
      id,
      agent,
      ...words,
      ...(Object.keys(meta).length ? ["meta", ...optionWords(meta)] : []),
      ...(disabled ? ["--disabled"] : []),
    ],
    ...values,
  ];
}

/** The edit from a primitive that is there to the wanted one, in place; empty when nothing differs. */
export function updatePrimitive(
  command: "resource" | "stonith",
  wanted: PrimitiveSpec,
  found: PrimitiveSpec,
  cib: Cib,
  defaults: AgentOperations,
): Edit {
  const { id } = wanted;
  const options = optionWords(wanted.options, found.options);
  const meta = optionWords(wanted.meta ?? {}, found.meta);
  const utilization = optionWords(wanted.utilization ?? {}, found.utilization);
  const { operations = [] } = cib.primitive(id) ?? {};
  return [
    ...(options.length ? [[command, "update", id, ...options]] : []),
    ...(meta.length ? [[command, "meta", id, ...meta]] : []),
    ...(utilization.length ? [["resource", "utilization", id, ...utilization]] : []),
    ...operationCommands(
      [command, id],
      operations,
      wanted.operations,
      defaults ?? undeclared(operations, wanted.operations),
    ),
  ];
}

/** A primitive of the CIB in the words of its declaration. */
export function foundPrimitive(
  found: Primitive,
  wanted: PrimitiveSpec,
  defaults: AgentOperations,
): PrimitiveSpec {
  const utilization = asDeclared(found.utilization, wanted.utilization);
  return {
    id: found.id,
    agent: found.agent.replace(/^stonith:/, ""),
    options: asDeclared(found.options, wanted.options) as Record<string, Value>,
    operations: foundOperations(
      found.operations,
      wanted.operations,
      defaults ?? undeclared(found.operations, wanted.operations),
    ),
    meta: metaOf(found.meta, wanted.meta),
    utilization: Object.keys(utilization).length || wanted.utilization ? utilization : undefined,
  };
}

// Where the agent cannot be asked, whatever was not declared is taken for its own.
function undeclared(found: Primitive["operations"], declared: readonly Operation[]): Operation[] {
  const names = declared.map(({ name }) => name);
  return foundOperations(found, [], []).filter(({ name }) => !names.includes(name));
}
