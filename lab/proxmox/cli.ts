import { Interrupted, LabFailure } from "../index.js";
import { parseRequest, type Request, USAGE } from "./arguments.js";
import { down, open, type Proxmox, up } from "./index.js";

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));

async function main(words: readonly string[]): Promise<number> {
  let request: Request;
  try {
    request = parseRequest(words);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
    return 2;
  }
  try {
    process.stdout.write(await answer(request));
    return 0;
  } catch (error) {
    if (!(error instanceof LabFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error instanceof Interrupted ? error.exitCode : 1;
  }
}

async function answer(request: Request): Promise<string> {
  switch (request.verb) {
    case "up":
      return described(await up(request));
    case "down":
      await down(request.name);
      return "";
    case "status":
      return listed(await open(request.name));
    case "calls":
      return (await (await open(request.name)).calls())
        .map(
          ({ method, path, status, isUnknown }) =>
            `${status} ${method} ${path}${isUnknown ? " UNKNOWN" : ""}\n`,
        )
        .join("");
    case "faults":
      return json(await (await open(request.name)).faults());
    case "break":
      return json(await (await open(request.name)).break(request.fault));
    case "mend":
      await (await open(request.name)).mend(request.id);
      return "";
    case "call":
      return json(await (await open(request.name)).call(request.errand));
  }
}

function described({ endpoint, token, fenceUser, certificateFile, lab }: Proxmox): string {
  return [
    `endpoint ${endpoint} (from: ${lab.inNamespace([]).join(" ")})`,
    `token ${token}`,
    `fencing ${fenceUser.user} ${fenceUser.password}`,
    `certificate ${certificateFile}`,
    "",
  ].join("\n");
}

async function listed(proxmox: Proxmox): Promise<string> {
  return (await proxmox.machines())
    .map(({ vmid, node, name, state }) => `${vmid} ${node} ${name ?? "-"} ${state}\n`)
    .join("");
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
