// Whether dist/ was made from the sources as they are now.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, "dist/.sources");
const single = ["package.json", "tsconfig.json", "tools/build.mjs"];
// The build writes this one itself.
const generated = join("provider", "index.ts");

/** Names, sizes and times of all that the build reads, as one word: a file that was removed changes it too. */
export function sourceState() {
  const folders = JSON.parse(readFileSync(join(root, "tsconfig.json"), "utf8")).include;
  const below = folders
    .filter((/** @type {string} */ folder) => existsSync(join(root, folder)))
    .flatMap((/** @type {string} */ folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.parentPath.includes("node_modules"))
        .map((entry) => join(entry.parentPath, entry.name)),
    );
  const hash = createHash("sha256");
  for (const file of [...single.map((name) => join(root, name)), ...below].sort()) {
    if (file === join(root, generated)) continue;
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

/** Whether the last build that was finished saw the sources in this state. */
export function isBuilt(state = sourceState()) {
  const ownName = join(root, "node_modules/pulumi-pacemaker/dynamic.js");
  return existsSync(ownName) && existsSync(stamp) && readFileSync(stamp, "utf8") === state;
}

/**
 * Remembers what a finished build was made from.
 * @param {string} state
 */
export function rememberBuild(state) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, state);
}
