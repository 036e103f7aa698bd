// Finds the Pulumi plugin for Proxmox, or builds one from Go modules where none is installed and none can be downloaded.
// As a script it prints the folder to be put first on PATH.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { arch, platform } from "node:process";
import { fileURLToPath } from "node:url";
import { builtOnce, cachePath } from "./cache.mjs";
import { compareVersions, findGo, goBuild, requiredVersion } from "./go.mjs";
import { giveUp, say } from "./say.mjs";

const plugin = "pulumi-resource-proxmoxve";
const sources = join(dirname(fileURLToPath(import.meta.url)), plugin);

/** @type {Promise<string> | undefined} */
let found;

/**
 * The folder with the plugin: the one that LAB_PLUGINS names, else the first on PATH that has it, else where the Pulumi
 * CLI has installed it, else the cache, built first.
 * @returns {Promise<string>}
 */
export function proxmoxPluginBin() {
  found ??= findOrBuild();
  return found;
}

async function findOrBuild() {
  const folders = [
    process.env.LAB_PLUGINS ?? "",
    ...(process.env.PATH ?? "").split(delimiter),
    ...installed(),
  ];
  const has = folders.find((folder) => folder !== "" && existsSync(join(folder, plugin)));
  return has ?? builtPlugin();
}

/** Newest first. */
function installed() {
  const plugins = join(process.env.PULUMI_HOME || join(homedir(), ".pulumi"), "plugins");
  if (!existsSync(plugins)) return [];
  return readdirSync(plugins)
    .filter((name) => /^resource-proxmoxve-v[\d.]+$/.test(name))
    .sort((a, b) => compareVersions(b, a))
    .map((name) => join(plugins, name));
}

function builtPlugin() {
  const versions = [
    "github.com/bpg/terraform-provider-proxmox",
    "github.com/pulumi/pulumi-terraform-bridge/v3",
  ].map((module) => requiredVersion(sources, module).replace(/^v/, ""));
  return builtOnce(cachePath("proxmoxve", [...versions, platform, arch].join("-")), { say, build });
}

/**
 * @param {string} folder
 * @param {AbortSignal} abort
 */
async function build(folder, abort) {
  const instead = "install the plugin (`pulumi plugin install resource proxmoxve`), which is the quicker way";
  const go = findGo([sources], instead);
  say(`No ${plugin} is installed: building it into ${cachePath("proxmoxve")}.`);
  say("  Once on this machine, about 4 minutes on 2 idle cores.");
  const start = Date.now();
  // The schema is made by the code that it describes and built into the plugin: both in a copy, the clone stays as it is.
  const copy = join(folder, "source");
  cpSync(sources, copy, { recursive: true });
  const ldflags = "-s -w";
  const generator = join(folder, "tfgen");
  await goBuild({ go, folder: copy, source: "./cmd/tfgen", ldflags, out: generator, abort });
  const main = join(copy, "cmd", plugin);
  const argv = ["schema", "--out", main, "--skip-docs", "--skip-examples"];
  const { status, stderr } = spawnSync(generator, argv, { cwd: copy, encoding: "utf8" });
  if (status !== 0) throw new Error(`Unable to make the plugin's schema (exit ${status}):\n${stderr}`);
  await goBuild({ go, folder: copy, source: `./cmd/${plugin}`, ldflags, out: join(folder, plugin), abort });
  for (const left of [copy, generator]) rmSync(left, { recursive: true });
  say(`Built ${plugin} in ${Math.round((Date.now() - start) / 1000)} s.`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  proxmoxPluginBin().then((bin) => process.stdout.write(`${bin}\n`), giveUp);
}
