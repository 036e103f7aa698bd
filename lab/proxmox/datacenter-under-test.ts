import { ACCOUNTS, PULUMI_TOKEN } from "./accounts.js";
import { selfSigned } from "./certificate.js";
import { type Answer, call, type Endpoint, tokenHeader } from "./client.js";
import { Datacenter, type DatacenterOptions } from "./datacenter.js";
import { MemoryMachines } from "./machines-memory.js";
import { apiServer, type ApiServer } from "./server.js";

/** A datacenter in memory, served on loopback, and somebody who makes calls. */
export interface Served {
  readonly datacenter: Datacenter;
  readonly machines: MemoryMachines;
  readonly server: ApiServer;
  readonly endpoint: Endpoint;
  /** Makes a call with the token of Pulumi's user. */
  call(method: string, path: string, form?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Makes a call that begins a task, and answers how the task ended. */
  task(method: string, path: string, form?: Readonly<Record<string, string>>): Promise<string>;
}

/** Serves a datacenter until `close` is called on its server. */
export async function serve(options: Partial<DatacenterOptions> = {}): Promise<Served> {
  const machines = new MemoryMachines();
  const datacenter = new Datacenter({ machines, accounts: ACCOUNTS, ...options });
  const certificate = await selfSigned("pve1.lab", ["127.0.0.1"]);
  const server = apiServer(datacenter, certificate);
  const port = await server.listen(0, "127.0.0.1");
  const headers = tokenHeader(PULUMI_TOKEN);
  const endpoint = { host: "127.0.0.1", port, ca: certificate.certificate, headers };
  const made: Served["call"] = (method, path, form) => call(endpoint, method, path, form);
  return {
    ...{ datacenter, machines, server, endpoint, call: made },
    task: async (method, path, form) => {
      const { status, reason, body } = await made(method, path, form);
      const upid = (body as { data: string | null }).data;
      if (upid === null) return `${status} ${reason}`;
      return ended(made, upid);
    },
  };
}

async function ended(made: Served["call"], upid: string): Promise<string> {
  const { body } = await made("GET", `/nodes/${upid.split(":")[1]}/tasks/${upid}/status`);
  return (body as { data: { exitstatus?: string } }).data.exitstatus ?? ended(made, upid);
}
