import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./fixtures/packed.js";

const names = readdirSync(join(root, "examples")).sort();
const read = (name: string, file: string) => readFileSync(join(root, "examples", name, file), "utf8");

test("there are examples for all recipes", () => {
  expect(names).toEqual([
    ...["apache", "drbd-apache", "drbd-mariadb", "fence-proxmox", "galera", "gfs2", "gluster", "glusterfs"],
    ...["haproxy-clone", "haproxy-group", "mariadb", "mariadb-by-reference", "mariadb-on-gluster-backup"],
    ...["mariadb-replication", "mariadb-two-masters", "nfs", "web-content"],
  ]);
});

describe.each(names)("the example %s", (name) => {
  test("is a whole project of its own, made like the others", () => {
    expect(readdirSync(join(root, "examples", name)).sort()).toEqual([
      ...["Pulumi.yaml", "README.md", "index.ts", "package.json", "tsconfig.json"],
    ]);
    expect(read(name, "Pulumi.yaml")).toMatch(
      new RegExp(`^name: ${name}\\ndescription: .+\\nruntime: nodejs\\n$`),
    );
    for (const file of ["package.json", "tsconfig.json"])
      expect(read(name, file)).toEqual(read(names[0] ?? "", file));
  });

  test("imports nothing but Pulumi and this package", () => {
    const imported = [...read(name, "index.ts").matchAll(/from "([^"]+)"/g)].map(([, module]) => module);
    expect(imported).toEqual(["@pulumi/pulumi", "pulumi-pacemaker"]);
  });

  test("says in its README how each setting is given that it reads, secrets as secrets", () => {
    const [program, readme] = [read(name, "index.ts"), read(name, "README.md")];
    const settings = [...program.matchAll(/config\.(\w+)(?:<.*>)?\(\s*"(\w+)"/g)];
    const untold = settings.filter(([, verb = "", setting = ""]) =>
      verb.endsWith("Secret")
        ? !readme.includes(`pulumi config set --secret ${setting}`)
        : !readme.includes(`${name}:${setting}:`) &&
          !readme.includes(`\`${setting}\``) &&
          !readme.includes(`\`${setting}: `),
    );
    expect(untold.map(([, , setting]) => setting)).toEqual([]);
    // Its nodes, or the stack that has them.
    expect(settings.some(([, , setting = ""]) => ["nodes", "pairStack"].includes(setting))).toBe(true);
  });

  test("fences, unless its configuration says otherwise", () => {
    expect(read(name, "index.ts")).not.toContain("stonith-enabled");
  });
});
