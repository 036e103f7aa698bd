import { Interrupted, LabFailure } from "../index.js";
import { parseRequest, type Request, USAGE } from "./arguments.js";
import { ACCOUNTS, PULUMI_TOKEN } from "./accounts.js";
import { selfSigned } from "./certificate.js";
import { Datacenter } from "./datacenter.js";
import { MemoryMachines } from "./machines-memory.js";
import { apiServer } from "./server.js";
import { down, open, type Proxmox, up } from "./index.js";

/** The lab's command `proxmox`: carries out its words and answers the exit code. */
export async function main(words: readonly string[]): Promise<number> {
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
    case "serve":
      return serving(request.port);
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

function described({ endpoint, token, fenceUser, fenceToken, certificateFile, lab }: Proxmox): string {
  return [
    `endpoint ${endpoint} (from: ${lab.inNamespace([]).join(" ")})`,
    `token ${token}`,
    `fencing ${fenceUser.user} ${fenceUser.password}`,
    `fencing token ${fenceToken.id}=${fenceToken.secret}`,
    `certificate ${certificateFile}`,
    "",
  ].join("\n");
}

// Machines in memory on this machine's own address: for who wants to see what a client asks for.
async function serving(port: number): Promise<string> {
  const datacenter = new Datacenter({ machines: new MemoryMachines(), accounts: ACCOUNTS });
  const server = apiServer(datacenter, await selfSigned("pve1.lab", ["127.0.0.1"]));
  await server.listen(port, "127.0.0.1");
  return `endpoint https://127.0.0.1:${port}/\ntoken ${PULUMI_TOKEN}\n`;
}

async function listed(proxmox: Proxmox): Promise<string> {
  return (await proxmox.machines())
    .map(({ vmid, node, name, state }) => `${vmid} ${node} ${name ?? "-"} ${state}\n`)
    .join("");
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
