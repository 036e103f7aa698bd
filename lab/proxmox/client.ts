import { request } from "node:https";

/** Where an API is and how to be known there. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  /** Who it must prove to be; nothing is checked by default. */
  readonly ca?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer as it comes over the wire. */
export interface Answer {
  readonly status: number;
  /** The text behind the status in the first line. */
  readonly reason: string;
  readonly body: unknown;
}

/** Makes one call as clients of Proxmox do: a form in the body, or in the query where there is no body. */
export function call(
  { host, port, ca, headers }: Endpoint,
  method: string,
  path: string,
  form: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const text = new URLSearchParams(form).toString();
  const inBody = text !== "" && method !== "GET" && method !== "DELETE";
  const query = text !== "" && !inBody ? `?${text}` : "";
  const type = inBody ? { "content-type": "application/x-www-form-urlencoded" } : {};
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...{ host, port, method, path: `/api2/json${path}${query}`, agent: false },
        ...(ca === undefined ? { rejectUnauthorized: false } : { ca }),
        headers: { ...headers, ...type },
      },
      (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (part: string) => (body += part));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            reason: response.statusMessage ?? "",
            body: JSON.parse(body) as unknown,
          }),
        );
      },
    );
    sent.on("error", reject).end(inBody ? text : undefined);
  });
}

/** The header of an API token. */
export function tokenHeader(token: string): Readonly<Record<string, string>> {
  return { authorization: `PVEAPIToken=${token}` };
}
