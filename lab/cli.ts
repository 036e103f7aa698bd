import { spawn } from "node:child_process";
import { parseRequest, type Request, USAGE } from "./arguments.js";
import { environment } from "./command.js";
import {
  described,
  down,
  Interrupted,
  type Lab,
  LabFailure,
  type LabStatus,
  open,
  status,
  up,
} from "./index.js";

const [first, ...rest] = process.argv.slice(2);
// Loaded only when asked for: the other commands are to be quick.
const proxmox = () => import("./proxmox/cli.js").then((command) => command.main(rest));
void (first === "proxmox" ? proxmox() : main(process.argv.slice(2))).then(
  (code) => (process.exitCode = code),
);

async function main(words: readonly string[]): Promise<number> {
  let request: Request;
  try {
    request = parseRequest(words);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
    return 2;
  }
  try {
    return await answer(request);
  } catch (error) {
    if (!(error instanceof LabFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error instanceof Interrupted ? error.exitCode : 1;
  }
}

async function answer(request: Request): Promise<number> {
  switch (request.verb) {
    case "up":
      process.stdout.write(shown(await up(request)));
      return 0;
    case "down":
      for (const name of request.all ? status().map((lab) => lab.name) : [request.name]) await down(name);
      return 0;
    case "status":
      process.stdout.write(listed(status(request.name)));
      return 0;
    case "exec":
      return handedOver((await open(request.name)).inNode(request.node, request.argv, Infinity));
  }
}

function shown(lab: Lab): string {
  const [first] = lab.nodes;
  const known = `UserKnownHostsFile=${lab.knownHostsFile}`;
  const ssh = ["ssh", "-i", lab.privateKeyFile, "-o", known, `root@${first?.address}`];
  return [
    ...lab.nodes.map((node) => `${node.name} ${node.addresses.join(" ")}`),
    lab.inNamespace(ssh).join(" "),
    "",
  ].join("\n");
}

function listed(labs: readonly LabStatus[]): string {
  return labs
    .flatMap((lab) => [
      `${lab.name} ${lab.suite ? described(lab.suite) : "-"} ${lab.state}`,
      ...lab.nodes.map(
        (node) => `  ${node.name} ${node.addresses.join(" ")} ${node.running ? "running" : "off"}`,
      ),
    ])
    .map((line) => `${line}\n`)
    .join("");
}

/** Runs a program with this process's own input and output, and answers its exit code. */
function handedOver([program = "", ...rest]: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    spawn(program, rest, { cwd: "/", env: environment(), stdio: "inherit" })
      .on("error", reject)
      .on("close", (code) => resolve(code ?? 137));
  });
}
