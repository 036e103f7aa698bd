import { sameValue } from "./property-metadata.js";

/** Values as a user writes them. */
export type Value = string | number | boolean;
/** Named values as a user writes them. */
export type Values = Readonly<Record<string, Value>>;

/** pcs words from what is set to what is wanted: `name=value`, and `name=` for what is gone. */
export function optionWords(wanted: Values, found: Values = {}): string[] {
  const changed = Object.entries(wanted).filter(([name, value]) => String(found[name]) !== String(value));
  const gone = Object.keys(found).filter((name) => !Object.hasOwn(wanted, name));
  return [...changed.map(([name, value]) => `${name}=${value}`), ...gone.map((name) => `${name}=`)];
}

/** What was found, each value spelled as it was declared where it means the same. */
export function asDeclared(
  found: Readonly<Record<string, string>>,
  declared: Values = {},
): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(found).map(([name, value]) => {
      const wanted = declared[name];
      return [name, wanted !== undefined && sameValue(value, String(wanted)) ? wanted : value];
    }),
  );
}

// What an operator sets at run time is theirs unless it is declared.
const runtimeIntent = ["target-role", "is-managed", "maintenance"];

/** A resource's meta attributes, without an operator's intent that was not declared. */
export function metaOf(
  found: Readonly<Record<string, string>>,
  declared: Values | undefined,
): Record<string, Value> | undefined {
  const kept = Object.entries(found).filter(
    ([name]) => !runtimeIntent.includes(name) || name in (declared ?? {}),
  );
  if (kept.length === 0 && declared === undefined) return undefined;
  return asDeclared(Object.fromEntries(kept), declared);
}

/** Names of options whose values are secret; nodes read the same pattern, so it says nothing that Python does not know. */
export const secretNames =
  /^(?!.*_(script|file|path|use_empty)$).*((?<!by)pass(?!ive|db)|secret|token|community|(private|api|access)_?key)/i;

/** A value that may be text, as meta attributes and options are in the CIB, when it says the same as the declared one. */
export function foundValues(
  found: Readonly<Record<string, string>>,
  declared: Values | undefined,
): Record<string, Value> | undefined {
  return Object.keys(found).length || declared ? asDeclared(found, declared) : undefined;
}

/** What is there, without what is not: an argument that is absent and one that is undefined are the same. */
export function defined<T extends object>(values: { readonly [Key in keyof T]: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}

/** Whether Pacemaker reads a value as true. */
export function isTrue(value: string | undefined): boolean {
  return value !== undefined && sameValue(value, "true");
}
