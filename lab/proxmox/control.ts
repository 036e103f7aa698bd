import fastify from "fastify";
import { PULUMI_TOKEN } from "./accounts.js";
import { call, type Endpoint, tokenHeader } from "./client.js";
import { type Datacenter } from "./datacenter.js";
import { type Fault } from "./faults.js";
import { type ApiServer } from "./server.js";

/** A call that is made from inside of the lab's network. */
export interface Errand {
  readonly method: string;
  readonly path: string;
  readonly form?: Readonly<Record<string, string>>;
  /** `user@realm!name=secret`; Pulumi's by default. */
  readonly token?: string;
}

/** What whoever runs the lab can do beside the API: faults, and a look at what was asked. It listens on a socket file. */
export async function control(
  datacenter: Datacenter,
  server: ApiServer,
  endpoint: Endpoint,
  file: string,
): Promise<void> {
  const app = fastify({ forceCloseConnections: true });
  app.get("/machines", async () =>
    datacenter.vms.all().map((vm) => ({
      vmid: vm.vmid,
      node: vm.node,
      name: vm.config["name"],
      state: datacenter.machines.state(vm.vmid),
    })),
  );
  app.get("/calls", async () => server.calls);
  app.get("/faults", async () => datacenter.faults.list());
  app.post<{ Body: Fault }>("/faults", async ({ body }) => datacenter.break(body));
  app.delete("/faults", async () => {
    await datacenter.mend();
    return null;
  });
  app.delete<{ Params: { id: string } }>("/faults/:id", async ({ params }) => {
    await datacenter.mend(Number(params.id));
    return null;
  });
  app.post<{ Body: Errand }>("/call", async ({ body }) => {
    const { method, path, form, token = PULUMI_TOKEN } = body;
    return call({ ...endpoint, headers: tokenHeader(token) }, method, path, form);
  });
  await app.listen({ path: file });
}
