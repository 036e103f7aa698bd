// What the engine sends for a value that is not known before the deployment (SDK runtime/rpc.ts, unknownValue).
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether a value holds anything that is known only after the deployment. */
export function isUnknown(value: unknown): boolean {
  if (value === unknownValue) return true;
  if (Array.isArray(value)) return value.some(isUnknown);
  return typeof value === "object" && value !== null && Object.values(value).some(isUnknown);
}

/** The properties without those that hold something unknown. */
export function knownOf(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => !isUnknown(value)));
}

/** Properties as the engine sends them: plain JSON. */
export type Properties = Record<string, unknown>;
