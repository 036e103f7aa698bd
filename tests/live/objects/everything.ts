import { addresses } from "./addresses.js";
import { constraints } from "./constraints.js";
import { fencing } from "./fencing.js";
import { resources, type Declared } from "./resources.js";
import { settings } from "./settings.js";

/** One of everything, each after what it needs. */
export const everything: readonly Declared[] = [
  ...resources,
  ...addresses,
  ...constraints,
  ...fencing,
  ...settings,
];
