// Finds a Pulumi CLI that can run this project, or builds one from Go modules where none is installed.
// As a script it prints the folder to be put first on PATH.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { arch, platform } from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { builtOnce, cachePath } from "./cache.mjs";
import { compareVersions, findGo, goBuild, requiredVersion } from "./go.mjs";
import { giveUp, say } from "./say.mjs";

// Inline programs of the automation API are refreshed and destroyed properly from here on.
const oldest = "3.181.0";
const languageHost = "pulumi-language-nodejs";
const dynamicProvider = "pulumi-resource-pulumi-nodejs";
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const launcher = join(root, "tools/pulumi-language-host");

// pkg/v3 is not to be had from the module proxy at every version, and the Node language host as a module only as long as
// it was part of sdk/v3; its protocol has stayed compatible. What else a release has (policy packs, the other languages)
// no program here uses.
const parts = [
  {
    name: "pulumi",
    folder: join(root, "tools/pulumi-cli"),
    source: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    module: "github.com/pulumi/pulumi/pkg/v3",
  },
  {
    name: `${languageHost}-3.50`,
    folder: join(root, "tools/pulumi-language-nodejs"),
    source: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    module: "github.com/pulumi/pulumi/sdk/v3",
  },
];

/** @type {Promise<string> | undefined} */
let found;

/**
 * The folder with `pulumi` and what it needs to run Node programs. PULUMI_PACEMAKER_BUILD_CLI=1 passes over an installed
 * CLI.
 * @returns {Promise<string>}
 */
export function pulumiBin() {
  found ??= findOrBuild();
  return found;
}

/**
 * Variables for a run of the CLI that needs no network beyond the program's own: state in a folder, no plugin or update
 * looked for outside.
 * @param {{ home: string, state: string, passphrase: string, bin: string }} options
 * @returns {Record<string, string>}
 */
export function pulumiEnvironment({ home, state, passphrase, bin }) {
  return {
    PATH: [bin, process.env.PATH].filter(Boolean).join(delimiter),
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: pathToFileURL(state).href,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
    // From Node 22.1 on this takes 0.3 s off each of the two Node processes of a run; an older Node does not look at it.
    NODE_COMPILE_CACHE: cachePath("compiled"),
  };
}

async function findOrBuild() {
  const installed = process.env.PULUMI_PACEMAKER_BUILD_CLI === "1" ? undefined : installedBin();
  return installed ?? join(await builtCli(), "bin");
}

function installedBin() {
  const file = onPath("pulumi");
  if (!file) return undefined;
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const version = spawnSync(file, ["version"], { encoding: "utf8", env }).stdout ?? "";
  const beside = [dirname(file), dirname(realpathSync(file))];
  const bin = beside.find((folder) => existsSync(join(folder, languageHost))) ?? dirname(file);
  const complete = existsSync(join(bin, languageHost)) || onPath(languageHost);
  if (complete && compareVersions(version, oldest) >= 0) return bin;
  const lack = complete ? `is older than ${oldest}` : `has no ${languageHost} beside it or on PATH`;
  say(`pulumi ${version.trim()} in ${dirname(file)} ${lack} and is not used.`);
  return undefined;
}

/** @param {string} name */
function onPath(name) {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}

function builtCli() {
  const versions = parts.map(({ folder, module }) => requiredVersion(folder, module).replace(/^v/, ""));
  // The last word changes with what is built otherwise.
  const name = [...versions, platform, arch, "options"].join("-");
  return builtOnce(cachePath("cli", name), {
    say,
    build: (folder, abort) => buildCli(folder, abort, versions),
  });
}

/**
 * @param {string} folder
 * @param {AbortSignal} abort
 * @param {readonly string[]} versions
 */
async function buildCli(folder, abort, versions) {
  const instead = "install the Pulumi CLI (https://www.pulumi.com/docs/install/), which is the quicker way";
  const go = findGo(
    parts.map((part) => part.folder),
    instead,
  );
  const provider = join(root, "node_modules/@pulumi/pulumi", dynamicProvider);
  if (!existsSync(provider))
    throw new Error("@pulumi/pulumi is not installed here: run `node tools/ready.mjs` first.");
  const bin = join(folder, "bin");
  mkdirSync(bin);
  say(`No Pulumi CLI is installed: building ${versions[0]} into ${cachePath("cli")}.`);
  say("  Once on this machine, about 4 minutes on 2 idle cores.");
  const start = Date.now();
  for (const [place, { name, folder: module, source }] of parts.entries()) {
    const ldflags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${versions[place]}`;
    await goBuild({ go, folder: module, source, ldflags, out: join(bin, name), abort });
  }
  await goBuild({ go, folder: launcher, source: ".", ldflags: "-s -w", out: join(bin, languageHost), abort });
  copyFileSync(provider, join(bin, dynamicProvider));
  say(`Built the Pulumi CLI in ${Math.round((Date.now() - start) / 1000)} s.`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  pulumiBin().then((bin) => process.stdout.write(`${bin}\n`), giveUp);
}
