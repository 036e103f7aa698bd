import { appendFile, cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Proxmox } from "../../lab/proxmox/index.js";

/** What a stack is made of. */
export interface StackOptions {
  /** Text of `index.js`; by default the root program of the repository. */
  readonly program?: string;
  /** The folder of an example to copy instead. */
  readonly example?: string;
  /** A stack whose state is kept where this one's is, for references to it. */
  readonly beside?: { readonly folder: string };
  /** The project's configuration; an object becomes JSON. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** The text of a settings file, `Pulumi.<stack>.yaml`. */
  readonly settings?: string;
  /** Configuration that is kept encrypted. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** The Proxmox that its programs make machines on; the plugin for it is found or built. */
  readonly proxmox?: Pick<Proxmox, "certificateFile">;
}

/** The folder of this repository. */
export const REPOSITORY = join(__dirname, "../../..");
/** The name of the package and of its root project. */
export const PROJECT = "pulumi-pacemaker";

/** Makes a project whose programs find this package and Pulumi's, as an installed one would have them. */
export async function makeProject(folder: string): Promise<void> {
  await installPackages(folder, ["@pulumi/pulumi"]);
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true }));
  const project = await readFile(join(REPOSITORY, "Pulumi.yaml"), "utf8");
  await writeFile(join(folder, "Pulumi.yaml"), project.replace(/^main:.*$/m, "main: index.js"));
}

/** Makes a copy of one of the examples, with the packages that its `package.json` names. */
export async function copyExample(name: string, folder: string): Promise<void> {
  await cp(join(REPOSITORY, "examples", name), folder, { recursive: true });
  // Its types were checked with all others; each run would check them again, which takes seconds.
  const options = join(folder, "tsconfig.json");
  const given = JSON.parse(await readFile(options, "utf8")) as { readonly compilerOptions: object };
  const compilerOptions = { ...given.compilerOptions, noCheck: true };
  await writeFile(options, JSON.stringify({ ...given, compilerOptions }));
  const text = await readFile(join(folder, "package.json"), "utf8");
  const { dependencies, devDependencies } = JSON.parse(text) as Record<string, object>;
  await installPackages(folder, Object.keys({ ...dependencies, ...devDependencies }));
}

/** Adds a settings file's text, if there is one, to a stack's own, which holds what encrypts its secrets. */
export async function addSettings(file: string, settings = ""): Promise<void> {
  await appendFile(file, settings);
}

async function installPackages(folder: string, names: readonly string[]): Promise<void> {
  const modules = join(folder, "node_modules");
  for (const name of names) {
    await mkdir(join(modules, name, ".."), { recursive: true });
    // Only these packages: the language host walks node_modules at each run and follows links.
    await symlink(join(REPOSITORY, "node_modules", name), join(modules, name));
  }
  await mkdir(join(modules, PROJECT));
  const own = { name: PROJECT, version: "0.0.0", main: "index.js" };
  await writeFile(join(modules, PROJECT, "package.json"), JSON.stringify(own));
  for (const name of ["index", "dynamic"]) {
    const target = JSON.stringify(join(REPOSITORY, `dist/provider/${name}.js`));
    await writeFile(join(modules, PROJECT, `${name}.js`), `module.exports = require(${target});\n`);
    await writeFile(join(modules, PROJECT, `${name}.d.ts`), `export * from ${target};\n`);
  }
}

/** The folders with plugins for Proxmox; those from elsewhere go first. */
export async function pluginFolders(): Promise<readonly string[]> {
  const { proxmoxPluginBin } = await import("../../tools/proxmox.mjs");
  return [process.env["LAB_PLUGINS"] ?? "", await proxmoxPluginBin()].filter((folder) => folder !== "");
}
