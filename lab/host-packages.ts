import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { environment, LabFailure, run, succeed } from "./command.js";

// A program that the lab runs, and the package of Debian and Ubuntu that has it.
const NEEDED: Readonly<Record<string, string>> = {
  mmdebstrap: "mmdebstrap",
  "systemd-nspawn": "systemd-container",
  ip: "iproute2",
  ssh: "openssh-client",
  "ssh-keygen": "openssh-client",
  nsenter: "util-linux",
  ps: "procps",
  ping: "iputils-ping",
};

const DEBIAN_KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** Where a lab can be: the distribution and the oldest version of it. */
const DISTRIBUTIONS: Readonly<Record<string, number>> = { debian: 12, ubuntu: 24.04 };

/** Makes sure that this machine can hold a lab: refuses where it cannot, installs what is missing. */
export async function readyHost(say: (line: string) => void): Promise<void> {
  const problem = hostProblem(readFileSync("/etc/os-release", "utf8"), process.getuid?.() ?? -1);
  if (problem) throw new LabFailure(problem);
  // Ubuntu does not have Debian's keys by itself.
  const keys = existsSync(DEBIAN_KEYS) ? [] : ["debian-archive-keyring"];
  const missing = [...missingPackages(onPath), ...keys];
  if (missing.length === 0) return;
  say(`installing what the lab needs on this machine: ${missing.join(" ")}`);
  const apt = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", ...missing];
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  if ((await run(apt, { env })).code === 0) return;
  await succeed(["apt-get", "update", "--quiet"], { env });
  await succeed(apt, { env });
}

/** Why a lab cannot be on a machine with that os-release and that user; undefined when it can. */
export function hostProblem(osRelease: string, uid: number): string | undefined {
  const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)"?$`, "m").exec(osRelease)?.[1];
  const [id = "linux", version] = [field("ID"), field("VERSION_ID")];
  const oldest = DISTRIBUTIONS[id];
  // Debian's testing release has no number yet.
  if (oldest === undefined || (version !== undefined && Number(version) < oldest)) {
    const here = field("PRETTY_NAME") ?? id;
    return `The lab needs Debian 12 or Ubuntu 24.04 or newer, this is ${here}. Give the addresses of hosts of your own instead.`;
  }
  return uid === 0
    ? undefined
    : "The lab needs root: it makes network namespaces, mounts and containers. Use sudo.";
}

/** The packages of the programs that are not there. */
export function missingPackages(isThere: (program: string) => boolean): readonly string[] {
  const missing = Object.entries(NEEDED).filter(([program]) => !isThere(program));
  return [...new Set(missing.map(([, name]) => name))];
}

function onPath(program: string): boolean {
  return (environment()["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return folder !== "";
    } catch {
      return false;
    }
  });
}
