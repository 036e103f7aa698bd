import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { connect, rootCertificates, type TLSSocket } from "node:tls";
import { ProxmoxFailure } from "./failure.js";

/** How the API proves who it is. */
export interface Trust {
  /** SHA-256 fingerprint of its certificate, pairs of hexadecimal digits with colons; instead of an authority. */
  readonly fingerprint?: string;
  /** Take any certificate. */
  readonly insecure?: boolean;
}

const answerMs = 10_000;

// Where systems keep their authorities; Node has a list of its own and looks at none of these.
const systemFiles = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

/**
 * Opens a connection to the API that has proven who is at its other end.
 * @throws ProxmoxFailure when nobody answers in time, or somebody whom nothing vouches for
 */
export function connected(endpoint: URL, trust: Trust): Promise<TLSSocket> {
  const port = Number(endpoint.port || 443);
  const host = endpoint.hostname.replace(/^\[|\]$/g, "");
  const unable = `Unable to reach Proxmox at ${endpoint.origin}`;
  return new Promise((resolve, reject) => {
    const names = isIP(host) ? {} : { servername: host };
    const socket = connect({ host, port, ...names, ca: authorities(), rejectUnauthorized: false });
    const fail = (failure: ProxmoxFailure) => {
      socket.destroy();
      reject(failure);
    };
    socket.setTimeout(answerMs, () =>
      fail(new ProxmoxFailure("unreachable", `${unable}: no answer within ${answerMs / 1000} s.`)),
    );
    socket.on("error", ({ message }) => fail(new ProxmoxFailure("unreachable", `${unable}: ${message}.`)));
    socket.once("secureConnect", () => {
      const wrong = mistrust(socket, trust);
      if (wrong === undefined) resolve(socket);
      else fail(new ProxmoxFailure("certificate", `Unable to trust Proxmox at ${endpoint.origin}: ${wrong}`));
    });
  });
}

/** A fingerprint as it is compared: pairs of digits with colons, in capitals. */
export function fingerprintIn(text: string): string | undefined {
  const digits = text
    .replace(/^sha-?256[:=]/i, "")
    .replaceAll(":", "")
    .toUpperCase();
  return /^[0-9A-F]{64}$/.test(digits) ? (digits.match(/../g) ?? []).join(":") : undefined;
}

function mistrust(socket: TLSSocket, { fingerprint, insecure }: Trust): string | undefined {
  const shown = socket.getPeerCertificate().fingerprint256;
  if (fingerprint !== undefined) {
    const expected = fingerprintIn(fingerprint);
    if (expected === shown) return undefined;
    return `its certificate has the fingerprint ${shown}, and ${expected ?? fingerprint} is given. If it was renewed, give the new one; if not, another machine answers there.`;
  }
  if (insecure || socket.authorized) return undefined;
  return `${String(socket.authorizationError)}. Its certificate's fingerprint is ${shown}. Put Proxmox's authority (/etc/pve/pve-root-ca.pem there) into the system's, or name its file in SSL_CERT_FILE; or give \`fingerprint\`.`;
}

// As Go's programs find them, and the Proxmox plugin is one: what is trusted here is trusted there.
function authorities(): string[] {
  const named = process.env["SSL_CERT_FILE"];
  for (const file of named ? [named] : systemFiles) {
    try {
      return [readFileSync(file, "utf8")];
    } catch {
      continue;
    }
  }
  return [...rootCertificates];
}
