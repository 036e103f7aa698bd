// Compiles the package into dist/ and makes it resolvable by its own name from inside this repository.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rememberBuild, sourceState } from "./sources.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

// Taken before the compiler reads: an edit during the build is then not taken for built.
const state = sourceState();

writeWhenChanged("provider/index.ts", packageExports());
const tsc = join(root, "node_modules/typescript/bin/tsc");
const { status } = spawnSync(process.execPath, [tsc], { cwd: root, stdio: "inherit" });
const carried = [...filesBelow("provider"), ...filesBelow("components"), ...filesBelow("lab")].filter(
  (name) => /\.(py|sh)$/.test(name),
);
for (const file of carried) {
  cpSync(join(root, file), join(root, "dist", file));
}
writeOwnName();
// tsc does not carry modules of other kinds over, and their place in the clone is part of what they know.
writeWhenChanged("dist/tools/pulumi.mjs", `export * from "../../tools/pulumi.mjs";\n`);
writeWhenChanged("dist/tools/cache.mjs", `export * from "../../tools/cache.mjs";\n`);
writeWhenChanged("dist/tools/proxmox.mjs", `export * from "../../tools/proxmox.mjs";\n`);
takeTypesOnly("@muhlba91/pulumi-proxmoxve");
if (status === 0) rememberBuild(state);
process.exitCode = status ?? 1;

/** Every object's folder exports its class, its arguments and its implementation: no list to edit by hand. */
function packageExports() {
  const lines = ["// Written by tools/build.mjs from the folders of provider/objects and components.", ""];
  for (const [layer, path] of [
    ["provider/objects", "./objects"],
    ["components", "../components"],
  ]) {
    for (const name of foldersOf(layer)) lines.push(`export * from "${path}/${name}/index.js";`);
  }
  lines.push(
    `export { existingCluster, type ClusterHandle, type ClusterArgs, type NodeInput } from "./lifecycle/cluster-handle.js";`,
  );
  return lines.join("\n") + "\n";
}

/**
 * `require("pulumi-pacemaker/dynamic")` must resolve here as it does in a user's program. A stub folder, never a link to
 * the root: the language host walks node_modules for plugins and would follow the cycle.
 */
function writeOwnName() {
  const own = "node_modules/pulumi-pacemaker";
  const target = "../../dist/provider";
  writeWhenChanged(
    `${own}/package.json`,
    JSON.stringify({ name: "pulumi-pacemaker", main: "index.js" }) + "\n",
  );
  for (const name of ["index", "dynamic"]) {
    writeWhenChanged(`${own}/${name}.js`, `module.exports = require("${target}/${name}.js");\n`);
    writeWhenChanged(`${own}/${name}.d.ts`, `export * from "${target}/${name}.js";\n`);
  }
}

/**
 * The engine wants the plugin of every package below node_modules that says it has one, used or not: the programs of this
 * clone that have no machine on Proxmox must run without. Those that have one name the plugin themselves.
 */
function takeTypesOnly(name) {
  const file = `node_modules/${name}/package.json`;
  if (!existsSync(join(root, file))) return;
  const { pulumi: _plugin, ...types } = JSON.parse(readFileSync(join(root, file), "utf8"));
  writeWhenChanged(file, JSON.stringify(types) + "\n");
}

function writeWhenChanged(name, text) {
  const file = join(root, name);
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function foldersOf(layer) {
  const path = join(root, layer);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function filesBelow(folder) {
  return readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name));
}
