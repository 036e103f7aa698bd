import type * as pulumi from "@pulumi/pulumi";
import type { ProxmoxApi } from "./api.js";
import { fingerprintIn } from "./certificate.js";

/** How a machine's Proxmox is reached, and which machine is meant. */
export interface ProxmoxMachineArgs {
  /** The API's URL, e.g. `https://pve1.example:8006/`. */
  readonly endpoint: pulumi.Input<string>;
  /** An API token, `user@realm!name=secret`; kept secret. */
  readonly apiToken: pulumi.Input<string>;
  /** SHA-256 fingerprint of the API's certificate; default one that a known authority has signed. */
  readonly fingerprint?: pulumi.Input<string>;
  /** Take any certificate. Default false. */
  readonly insecure?: pulumi.Input<boolean>;
  /** The machine's number, 100-999999999. */
  readonly vmId: pulumi.Input<number>;
}

/** How an API token is written, for people. */
export const apiTokenForm = "user@realm!name=secret";

/** Whether a text is an API token. */
export function isApiToken(text: string): boolean {
  return /^[^@!=\s]+@[^@!=\s]+![^@!=\s]+=[\x21-\x7e]+$/.test(text);
}

/** What is wrong with these arguments; the token is never shown. */
export function machineProblems({
  endpoint,
  apiToken,
  fingerprint,
  vmId,
}: Partial<ProxmoxApi> & { readonly vmId?: number }): { property: string; reason: string }[] {
  const wrong = (property: string, is: boolean, reason: string) => (is ? [{ property, reason }] : []);
  const parsed = endpoint !== undefined && URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  return [
    ...wrong(
      "endpoint",
      endpoint !== undefined && (parsed?.protocol !== "https:" || parsed.pathname !== "/"),
      `"${endpoint}" is not the URL of an API, such as https://pve1.example:8006/`,
    ),
    ...wrong(
      "apiToken",
      apiToken !== undefined && !isApiToken(apiToken),
      `an API token has the form ${apiTokenForm}`,
    ),
    ...wrong(
      "fingerprint",
      fingerprint !== undefined && fingerprintIn(fingerprint) === undefined,
      `"${fingerprint}" is not a SHA-256 fingerprint of 32 pairs of hexadecimal digits`,
    ),
    ...wrong(
      "vmId",
      vmId !== undefined && !(Number.isInteger(vmId) && vmId >= 100 && vmId <= 999_999_999),
      `${vmId} is not a whole number from 100 to 999999999`,
    ),
  ];
}
