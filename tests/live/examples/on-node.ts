import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Lab } from "../../../lab/index.js";
import { REPOSITORY } from "../stack-project.js";

/** pcs commands, each the words after `pcs`. */
export type Commands = readonly (readonly string[])[];
/** pcs commands as they are typed into a shell, without `pcs`. */
export type Typed = readonly string[];

/** What became of commands on a copy of a CIB: its text then, or what the first one that failed said. */
export interface Made {
  readonly cib: string;
  readonly failure?: string;
}

/**
 * Runs pcs commands as a person does, one after the other, on a file with this CIB, and answers its text after each of
 * them: the last is what they make.
 */
export async function byHand(
  lab: Lab,
  node: string,
  cib: string,
  commands: Commands | Typed,
): Promise<readonly string[]> {
  const { cibs, failure } = await asked<{ cibs: string[]; failure?: string }>(lab, node, BY_HAND, {
    cib,
    commands,
  });
  if (failure !== undefined) throw new Error(`A command by hand failed: ${failure}`);
  return cibs;
}

/** Applies lists of commands as the product's writer does on a node, each list to its own copy of the CIB. */
export async function asWritten(
  lab: Lab,
  node: string,
  cib: string,
  lists: readonly Commands[],
): Promise<readonly Made[]> {
  const parts = await Promise.all(
    ["tools", "warm", "write"].map((name) =>
      readFile(join(REPOSITORY, `dist/provider/pcs/node/${name}.py`), "utf8"),
    ),
  );
  return asked<Made[]>(lab, node, [...parts, APPLY].join("\n"), { cib, lists });
}

async function asked<Answer>(lab: Lab, node: string, program: string, request: object): Promise<Answer> {
  const { code, stdout, stderr } = await lab.exec(node, ["python3", "-c", program], {
    stdin: JSON.stringify(request),
    timeout: 300,
  });
  if (code !== 0) throw new Error(`A program on ${node} failed (exit ${code}): ${stderr}`);
  return JSON.parse(stdout) as Answer;
}

// The program /usr/sbin/pcs itself, in a process of its own for each command; only its modules are there already, which
// takes most of the time that it needs.
const BY_HAND = `
import json, os, pcs.app, runpy, shlex, sys, tempfile

PCS = "/usr/sbin/pcs"
request = json.loads(sys.stdin.read())
folder = tempfile.mkdtemp(dir="/run")
path, said = os.path.join(folder, "cib"), os.path.join(folder, "said")

def write(text):
    with open(path, "w", encoding="utf-8") as opened:
        opened.write(text)

def contents(name):
    with open(name, encoding="utf-8", errors="replace") as opened:
        return opened.read()

def typed(argv):
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    output = os.open(said, os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
    os.dup2(output, 1)
    os.dup2(output, 2)
    sys.argv = [PCS, "-f", path] + argv
    code = 1
    try:
        runpy.run_path(PCS, run_name="__main__")
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)

write(request["cib"])
answer = {"cibs": []}
for command in request["commands"]:
    argv = shlex.split(command) if isinstance(command, str) else command
    if typed(argv) != 0:
        answer["failure"] = " ".join(argv) + ": " + contents(said)
        break
    answer["cibs"].append(contents(path))
sys.stdout.write(json.dumps(answer))
`;

const APPLY = `
def applied(pcs, path, cib, commands):
    save(path, cib.encode("utf-8"))
    for argv in commands:
        code, out, err = pcs(argv, path)
        if code != 0:
            return {"cib": text(contents(path)), "failure": "%s: %s%s" % (" ".join(argv), out, err)}
    return {"cib": text(contents(path))}

request = json.loads(sys.stdin.read())
pcs = warm_or_cold()
folder = tempfile.mkdtemp(dir="/run")
try:
    made = [applied(pcs, os.path.join(folder, "cib"), request["cib"], one) for one in request["lists"]]
finally:
    shutil.rmtree(folder)
sys.stdout.write(json.dumps(made))
`;
