import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { interpreter } from "../../tests/fixtures/local-node.js";

const source = (name: string) => readFileSync(join(__dirname, "node", name), "utf8");
const program = `${["tools.py", "write.py", "element.py"].map(source).join("\n\n")}
result = change_elements(sys.argv[2:], sys.argv[1])
print(json.dumps(result))
`;

const cib = `<cib epoch="5"><configuration>
<resources><clone id="d-clone"><primitive id="d"/></clone><master id="m"><group id="g"/></master></resources>
<constraints><rsc_location id="l" rsc="d-clone"/><rsc_order id="d-clone-o" first="d-clone" then="g"/>
<rsc_colocation id="s"><resource_set id="r"><resource_ref id="d-clone"/></resource_set></rsc_colocation></constraints>
<rsc_defaults><meta_attributes id="rsc_defaults-options"/></rsc_defaults>
</configuration></cib>`;

/** What the program answers, and the ids and references that are in the file then; older Pythons sort attributes. */
function changed(python: string, ...argv: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-pacemaker-element-"));
  const path = join(folder, "cib.xml");
  try {
    writeFileSync(path, cib);
    const answer = execFileSync(python, ["-c", program, path, "cib", ...argv], { encoding: "utf8" });
    const ids = readFileSync(path, "utf8").matchAll(/ (id|rsc|first|then)="([^"]*)"/g);
    const spelled = [...ids].map(([, name, id]) => `${name}=${id}`).sort();
    return { answer: JSON.parse(answer) as unknown, ids: spelled };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const before = [
  ...["id=d-clone", "id=d", "id=m", "id=g", "id=l", "rsc=d-clone", "id=d-clone-o", "first=d-clone", "then=g"],
  ...["id=s", "id=r", "id=d-clone", "id=rsc_defaults-options"],
];
const named = (from: string, to: string) => before.map((one) => one.replace(RegExp(`=${from}$`), `=${to}`));
const done = [0, "", ""];
const refused = (why: string) => [1, "", `Error: ${why}\n`];

// Nodes have Python 2.7 to 3.13; those that are not installed here are named as skipped.
for (const name of ["python3", "python2.7", "python3.6", "python3.13"]) {
  const path = interpreter(name);
  const here = path === undefined ? test.skip : test;
  here.each<[string[], unknown, string[]]>([
    [["name-clone", "d", "copies"], done, named("d-clone", "copies")],
    [["name-clone", "g", "masters"], done, named("m", "masters")],
    [["name-clone", "d", "d-clone"], done, before],
    [["name-clone", "d", "m"], refused("'m' already exists"), before],
    [["name-clone", "x", "y"], refused("'x' is not a clone resource"), before],
    [["name-set", "rsc_defaults", "mine"], done, named("rsc_defaults-options", "mine")],
    [
      ["name-set", "op_defaults", "mine"],
      refused("this pcs changes one set of defaults only, and there are 0"),
      before,
    ],
    [["expect-no-set", "op_defaults"], done, before],
    [
      ["expect-no-set", "rsc_defaults"],
      refused("this pcs knows one set of defaults only, and 'rsc_defaults-options' already exists"),
      before,
    ],
    [["remove", "rsc_defaults-options"], done, before.slice(0, -1)],
    [["own-options", "d"], done, [...before, "id=d-instance_attributes"]],
    [["own-options", "x"], refused("'x' does not exist"), before],
    [["remove", "nothing"], refused("'nothing' does not exist"), before],
  ])(`${name}: %j`, (argv, answer, ids) => {
    expect(changed(path ?? "", ...argv)).toEqual({ answer, ids: [...ids].sort() });
  });
}
