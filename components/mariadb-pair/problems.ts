import * as pulumi from "../../provider/pulumi.js";
import type { MariadbPairArgs } from "./arguments.js";
import { pairSettings } from "./configuration.js";

/** Refuses what is wrong with a pair's arguments as far as the program itself knows them. */
export function refuseMistakes(name: string, args: MariadbPairArgs): void {
  const { settings = {}, semiSync, maxLag, database } = args;
  const own = Object.keys(pairSettings({ semiSync: true }, 0));
  for (const setting of Object.keys(settings)) {
    if (!/^[a-z][a-z0-9_]*$/.test(setting))
      refuse(
        `settings.${setting}`,
        `"${setting}" is not an option's name with underscores, such as "max_connections"`,
      );
    if (own.includes(setting)) refuse(`settings.${setting}`, "the pair itself sets it");
  }
  if (typeof semiSync === "object" && !(semiSync.timeout > 0))
    refuse("semiSync.timeout", `"${semiSync.timeout}" is not a number of seconds above 0`);
  if (maxLag !== undefined && !(Number.isInteger(maxLag) && maxLag > 0))
    refuse("maxLag", `"${maxLag}" is not a whole number of seconds above 0`);
  if (database && !/^[\w$]{1,64}$/.test(database.name))
    refuse("database.name", `"${database.name}" is not a database's name: letters, digits, "_" and "$"`);
  // It is part of ids in the cluster, of a node attribute and of a file's name.
  if (!/^[a-z][\w-]*$/i.test(name))
    refuse("name", `"${name}" is not a name for a pair: a letter first, then letters, digits, "_" and "-"`);

  function refuse(propertyPath: string, reason: string): never {
    throw new pulumi.InputPropertyError({ propertyPath, reason: `${name}: ${reason}` });
  }
}
