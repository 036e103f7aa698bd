import { sameValue } from "./property-metadata.js";

/** Values as a user writes them. */
export type Value = string | number | boolean;
/** Named values as a user writes them. */
export type Values = Readonly<Record<string, Value>>;

/** pcs words from what is set to what is wanted: `name=value`, and `name=` for what is gone. */
export function optionWords(wanted: Values, found: Values = {}): string[] {
  const changed = Object.entries(wanted).filter(([name, value]) => String(found[name]) !== String(value));
  const gone = Object.keys(found).filter((name) => !(name in wanted));
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
