/** Arguments that a user got wrong, and all that the preview says: `property: reason`. */
export type WrongInput = readonly [
  kind: string,
  what: string,
  changes: Readonly<Record<string, unknown>>,
  said: readonly string[],
];
