/** An argument of which no pair can be made. */
export interface Mistake {
  readonly propertyPath: string;
  readonly reason: string;
}

/** A mistake where something is wrong, and nothing where it is not. */
export function mistake(propertyPath: string, wrong: boolean, reason: string): Mistake[] {
  return wrong ? [{ propertyPath, reason }] : [];
}
