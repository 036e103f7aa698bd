import { request } from "node:http";
import { apiTokenForm } from "./access.js";
import { connected, type Trust } from "./certificate.js";
import { ProxmoxFailure } from "./failure.js";

/** How Proxmox's API is reached. */
export interface ProxmoxApi extends Trust {
  /** `https://pve1.example:8006/` */
  readonly endpoint: string;
  /** `user@realm!name=secret` */
  readonly apiToken: string;
}

/** One call: a form in the body, or in the query where there is no body. */
export interface ProxmoxCall {
  readonly method?: "GET" | "POST" | "DELETE";
  /** Behind /api2/json. */
  readonly path: string;
  readonly form?: Readonly<Record<string, string>>;
}

const answerMs = 30_000;

interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly text: string;
}

/**
 * Makes one call and answers its data.
 * @throws ProxmoxFailure in Proxmox's own words when it refuses
 */
export async function call<T>(api: ProxmoxApi, { method = "GET", path, form = {} }: ProxmoxCall): Promise<T> {
  const { status, reason, text } = await exchange(api, method, path, new URLSearchParams(form).toString());
  if (status >= 200 && status < 300) return (JSON.parse(text) as { data: T }).data;
  if (status === 401)
    throw new ProxmoxFailure(
      "token",
      `Proxmox at ${originOf(api)} does not take the API token ${tokenName(api)}: ${reason}. Give one that is there (Datacenter, Permissions, API Tokens), as ${apiTokenForm}.`,
      status,
    );
  throw new ProxmoxFailure(
    "refused",
    `Proxmox refuses ${method} ${path} (${status}): ${said(reason, text)}`,
    status,
  );
}

/** The token without its secret, as messages name it. */
export function tokenName({ apiToken }: Pick<ProxmoxApi, "apiToken">): string {
  return apiToken.split("=")[0] ?? "";
}

async function exchange(api: ProxmoxApi, method: string, path: string, text: string): Promise<Answer> {
  const inBody = method === "POST";
  const socket = await connected(new URL(api.endpoint), api);
  const type = inBody ? { "content-type": "application/x-www-form-urlencoded" } : {};
  return new Promise((resolve, reject) => {
    const failed = (error: Error) =>
      reject(
        new ProxmoxFailure(
          "unreachable",
          `Lost the connection to Proxmox at ${originOf(api)}: ${error.message}.`,
        ),
      );
    const sent = request(
      {
        createConnection: () => socket,
        method,
        path: `/api2/json${path}${text !== "" && !inBody ? `?${text}` : ""}`,
        headers: {
          host: new URL(api.endpoint).host,
          authorization: `PVEAPIToken=${api.apiToken}`,
          connection: "close",
          ...type,
        },
      },
      (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (part: string) => (body += part));
        response.on("error", failed);
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, reason: response.statusMessage ?? "", text: body }),
        );
      },
    );
    socket.setTimeout(answerMs, () => sent.destroy(new Error(`no answer within ${answerMs / 1000} s`)));
    sent.on("error", failed).end(inBody ? text : undefined);
  });
}

function originOf({ endpoint }: ProxmoxApi): string {
  return new URL(endpoint).origin;
}

// Proxmox says why in the first line of its answer; what is wrong with which parameter is in the body alone.
function said(reason: string, text: string): string {
  try {
    const { errors = {} } = JSON.parse(text) as { errors?: Readonly<Record<string, string>> };
    const each = Object.entries(errors).map(([parameter, why]) => `${parameter}: ${why.trim()}`);
    return [reason, ...each].join("; ");
  } catch {
    return reason;
  }
}
