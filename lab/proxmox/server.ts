import { type AddressInfo } from "node:net";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { type Certificate } from "./certificate.js";
import { clusterRoutes } from "./cluster-routes.js";
import { type Datacenter } from "./datacenter.js";
import { ApiFailure, invalid, unknownCaller } from "./failure.js";
import { isOfCall } from "./faults.js";
import { powerRoutes } from "./power-routes.js";
import { qemuRoutes } from "./qemu-routes.js";
import { type Call, type Route } from "./route.js";
import { storageRoutes } from "./storage-routes.js";
import { taskRoutes } from "./task-routes.js";
import { tokenRoutes } from "./token-routes.js";

/** One call that was made, and the status that it was answered with. */
export interface LoggedCall {
  readonly method: string;
  /** With the query, behind /api2/json. */
  readonly path: string;
  readonly status: number;
  /** True where the API has no such call: a gap, or a mistake of the client. */
  readonly isUnknown: boolean;
}

/** The API of a datacenter as a server. */
export interface ApiServer {
  /** The latest calls, the first one first. */
  readonly calls: readonly LoggedCall[];
  /** Listens and answers the port. */
  listen(port: number, host: string): Promise<number>;
  close(): Promise<void>;
}

const ROOT = "/api2/json";
const MOST_CALLS = 10_000;

/** Makes the server of a datacenter's API. */
export function apiServer(datacenter: Datacenter, { certificate, key }: Certificate): ApiServer {
  const app = fastify({
    https: { cert: certificate, key },
    // The provider deletes machines with a slash at the end of the path.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    forceCloseConnections: true,
    bodyLimit: 2 ** 22,
  });
  const calls: LoggedCall[] = [];
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.addHook("onRequest", (request, reply) => broken(datacenter, request, reply));
  app.addHook("onResponse", async ({ method, url, is404 }, { statusCode }) => {
    calls.push({ method, path: url.replace(ROOT, ""), status: statusCode, isUnknown: is404 });
    if (calls.length > MOST_CALLS) calls.shift();
  });
  app.setNotFoundHandler((request, reply) => notFound(datacenter, request, reply));
  app.setErrorHandler((error, _request, reply) => refused(error, reply));
  const routes = [clusterRoutes, tokenRoutes, taskRoutes, storageRoutes, qemuRoutes, powerRoutes];
  for (const route of routes.flatMap((each) => each(datacenter))) add(app, datacenter, route);
  return {
    calls,
    listen: async (port, host) => {
      await app.listen({ port, host });
      return (app.server.address() as AddressInfo).port;
    },
    close: () => app.close(),
  };
}

function add(app: FastifyInstance, datacenter: Datacenter, route: Route): void {
  app.route({
    method: route.method,
    url: `${ROOT}${route.path}`,
    handler: async (request) => {
      const call = callOf(datacenter, route, request);
      if (call.node !== "") datacenter.reach(call.node);
      return { data: await route.answer(call) };
    },
  });
}

function callOf(datacenter: Datacenter, route: Route, request: FastifyRequest): Call {
  const path = request.params as Readonly<Record<string, string>>;
  const { node = "", vmid = "0" } = path;
  const changes = request.method !== "GET";
  const caller = route.isOpen ? { user: "" } : datacenter.access.caller(request.headers, changes);
  if (!/^\d+$/.test(vmid)) throw invalid({ vmid: `type check ('integer') failed - got '${vmid}'` });
  const sent = { ...(request.query as object), ...(request.body as object | undefined) };
  const form = Object.fromEntries(Object.entries(sent).map(([key, value]) => [key, String(value)]));
  const call = { caller, path, node, vmid: Number(vmid), form };
  datacenter.access.demand(caller, route.needs?.(call) ?? []);
  return call;
}

// Faults that are asked for come before all else, as trouble of the network does.
async function broken(
  { faults }: Datacenter,
  { method, url }: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const path = url.replace(ROOT, "");
  const delay = faults.take("delay", (fault) => isOfCall(fault, method, path));
  if (delay) await new Promise((resolve) => setTimeout(resolve, delay.seconds * 1000));
  if (faults.take("cut", (fault) => isOfCall(fault, method, path))) {
    reply.hijack();
    reply.raw.socket?.destroy();
    return;
  }
  const answer = faults.take("answer", (fault) => isOfCall(fault, method, path));
  if (answer) throw new ApiFailure(answer.status, answer.message);
}

function notFound({ access }: Datacenter, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { method, url, headers } = request;
  const [path = ""] = url.split("?");
  if (!path.startsWith(ROOT)) return refused(new ApiFailure(404, `no such file '${path}'`), reply);
  try {
    access.caller(headers, method !== "GET");
  } catch (error) {
    return refused(error, reply);
  }
  const text = `Method '${method} ${path.replace(ROOT, "")}' not implemented`;
  return refused(new ApiFailure(501, text), reply);
}

// Clients read the text of the status line, some the body: Proxmox has it in both.
function refused(error: unknown, reply: FastifyReply): FastifyReply {
  const known = error instanceof ApiFailure ? error : unforeseen(error);
  reply.raw.statusMessage = known.message.replace(/[^\t\x20-\x7e\x80-\xff]+/g, " ");
  const errors = known.errors && { errors: known.errors };
  return reply.code(known.status).send({ data: null, message: `${known.message}\n`, ...errors });
}

function unforeseen(error: unknown): ApiFailure {
  const { statusCode, message } = error as { statusCode?: number; message: string };
  return statusCode === 401 ? unknownCaller(message) : new ApiFailure(statusCode ?? 500, message);
}
