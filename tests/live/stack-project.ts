import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The folder of this repository. */
export const REPOSITORY = join(__dirname, "../../..");
/** The name of the package and of its root project. */
export const PROJECT = "pulumi-pacemaker";

/** Makes a project whose programs find this package and Pulumi's, as an installed one would have them. */
export async function makeProject(folder: string): Promise<void> {
  const modules = join(folder, "node_modules");
  await mkdir(join(modules, "@pulumi"), { recursive: true });
  // Only this package: the language host walks node_modules at each run and follows links.
  await symlink(join(REPOSITORY, "node_modules/@pulumi/pulumi"), join(modules, "@pulumi/pulumi"));
  await mkdir(join(modules, PROJECT));
  const own = { name: PROJECT, version: "0.0.0", main: "index.js" };
  await writeFile(join(modules, PROJECT, "package.json"), JSON.stringify(own));
  for (const name of ["index", "dynamic"]) {
    const target = JSON.stringify(join(REPOSITORY, `dist/provider/${name}.js`));
    await writeFile(join(modules, PROJECT, `${name}.js`), `module.exports = require(${target});\n`);
  }
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true }));
  const project = await readFile(join(REPOSITORY, "Pulumi.yaml"), "utf8");
  await writeFile(join(folder, "Pulumi.yaml"), project.replace(/^main:.*$/m, "main: index.js"));
}
