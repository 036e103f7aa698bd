import { request } from "node:http";
import { LabFailure } from "../command.js";

/** Asks something of a lab's server over its socket file. */
export function ask<T>(file: string, method: string, path: string, body?: unknown): Promise<T> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = text === undefined ? {} : { "content-type": "application/json" };
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath: file, method, path, headers, agent: false }, (response) => {
      let answer = "";
      response.setEncoding("utf8").on("data", (part: string) => (answer += part));
      response.on("end", () => {
        if (response.statusCode === 200) resolve(JSON.parse(answer) as T);
        else reject(new LabFailure(`Proxmox's control answers ${response.statusCode}: ${answer}`));
      });
    });
    sent.on("error", (error) =>
      reject(new LabFailure(`The lab's Proxmox does not answer: ${error.message}`)),
    );
    sent.end(text);
  });
}
