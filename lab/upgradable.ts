import { folderFor } from "./bare.js";
import { preparedRecipe, type Recipe, releaseOf, type Suite } from "./recipe.js";

// Debian 12 wants the folders of the root below /usr, and the tool that moves them there refuses a disk in layers.
const MERGED = `for each in bin sbin lib lib32 lib64 libx32; do
  mkdir -p "$1/usr/$each"
  ln -s "usr/$each" "$1/$each"
done`;

/** What `apt-get` is asked on an upgradable host after `apt-get update`: it becomes one of the newer release. */
export const UPGRADE: readonly string[] = ["dist-upgrade", "usr-is-merged"];

/** The root of a prepared host with all packages of a newer release within reach. */
export function upgradableRecipe(suite: Suite, packages: readonly string[], newer: Suite): Recipe {
  const [from, to] = [releaseOf(suite), releaseOf(newer)];
  const update = 'APT_CONFIG="$MMDEBSTRAP_APT_CONFIG" apt-get update';
  return {
    ...preparedRecipe(suite, packages),
    firstHooks: [MERGED],
    lastHooks: [`set -eu\nsed -i s/${from}/${to}/ "$1"/etc/apt/sources.list\n${update}`, folderFor(UPGRADE)],
  };
}
