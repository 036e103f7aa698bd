import { run, type Ran, type RunOptions } from "../ssh/index.js";
import { commandFailure, PcsFailure } from "./failure.js";
import type { ReachableNode } from "./nodes.js";
import { ask } from "./program.js";
import type { ServiceState } from "./survey.js";

/** The services that are looked at on a host. */
export const hostServices = [
  "pcsd",
  "corosync",
  "pacemaker",
  "firewalld",
  "ufw",
  "nftables",
  "iptables",
] as const;

/** What a host has of what a cluster needs. */
export interface HostFacts {
  /** Files that were asked for and are there; a character is a byte. */
  readonly files: Readonly<Record<string, string>>;
  /** Versions of the packages that were asked for and are installed. */
  readonly packages: Readonly<Record<string, string>>;
  readonly services: Readonly<Record<(typeof hostServices)[number], ServiceState>>;
  /** Whether the user hacluster has the password. */
  readonly password: "matches" | "differs" | "no user";
  /** Whether corosync.conf is the unmodified one of a package: nobody's cluster. */
  readonly packagedConf: boolean;
  /** Whether firewalld lets the cluster's traffic through, after its next start and now; null when it does not run. */
  readonly firewalld: { readonly permanent: boolean; readonly running: boolean } | null;
  /** What ufw lets in; null when it is not active. */
  readonly ufw: readonly string[] | null;
  /** "enforcing", "permissive" or "disabled"; null where there is no SELinux. */
  readonly selinux: string | null;
}

/** Who prepares a host at the moment. */
export interface HostBusy {
  /** Whether cloud-init has not finished its work of this boot. */
  readonly cloudInit: boolean;
  /** Who holds the packages' lock. */
  readonly packages: { readonly pid: number; readonly name: string } | null;
}

/** What is asked of a host: paths may hold wildcards. */
export interface HostQuestions {
  readonly files: readonly string[];
  readonly packages: readonly string[];
  readonly password: string;
}

/** Looks at a host and changes nothing. */
export function lookAtHost(node: ReachableNode, questions: HostQuestions): Promise<HostFacts> {
  return ask(node.ssh, node.name, "host", { act: "look", services: hostServices, ...questions }, 90);
}

/** Whether something else prepares the host already. */
export function hostBusy(node: ReachableNode): Promise<HostBusy> {
  return ask(node.ssh, node.name, "host", { act: "busy" }, 30);
}

/** A file as it is on a host; a character is a byte. All is null where there is no such file. */
export interface SeenFile {
  readonly text: string | null;
  /** Its permissions. */
  readonly mode: number | null;
  /** Name of its user, or the number of one that has no name. */
  readonly owner: string | null;
  readonly group: string | null;
}

/** A file of a host, whole. */
export function readHostFile(node: ReachableNode, path: string): Promise<SeenFile> {
  return ask(node.ssh, node.name, "host", { act: "file", path }, 30);
}

/**
 * Writes a file of a host whole, or removes it (`text` absent), unless it is no longer as it was read (`before`, absent
 * for none); answers whether it did. A new file has the mode 0644 and is root's, an old one keeps its own, unless others are
 * given; a folder that is missing is made.
 * @throws PcsFailure "not-found" where the host has no such user or group
 */
export async function writeHostFile(
  node: ReachableNode,
  file: {
    readonly path: string;
    readonly before: string | undefined;
    readonly text: string | undefined;
    readonly mode?: number;
    readonly owner?: string;
    readonly group?: string;
  },
): Promise<boolean> {
  const { path, before = null, text = null, ...attributes } = file;
  const request = { act: "write", path, before, text, ...attributes };
  const { written, unknown } = await ask<Written>(node.ssh, node.name, "host", request, 30);
  if (unknown !== undefined)
    throw new PcsFailure("not-found", `Unable to write ${path} on ${node.name}: ${unknown}`);
  return written;
}

interface Written {
  readonly written: boolean;
  /** A user or group that the host does not know, in the host's words. */
  readonly unknown?: string;
}

/** What a host is, asked for with nothing but a shell: the text of its /etc/os-release, and whether our programs can run there. */
export async function hostSystem(node: ReachableNode): Promise<{ osRelease: string; python: boolean }> {
  const script = 'cat /etc/os-release && for p; do command -v "$p" && exit; done';
  const pythons = ["python3", "/usr/libexec/platform-python", "python2", "python"];
  const { stdout } = await run(node.ssh, ["sh", "-c", script, "sh", ...pythons]);
  return { osRelease: stdout, python: /^\/.*python/m.test(stdout) };
}

/** What is seen of a host on which our programs cannot run: nothing is there. */
export const nothingSeen: HostFacts = {
  files: {},
  packages: {},
  services: Object.fromEntries(
    hostServices.map((name) => [name, { installed: false, active: false, enabled: false }]),
  ) as HostFacts["services"],
  password: "no user",
  packagedConf: false,
  firewalld: null,
  ufw: null,
  selinux: null,
};

// What package managers say before their failure is of no use to its reader.
const lastLines = 25;

/** Runs a command on a host; a non-zero exit is a failure that ends with the command's last lines. */
export async function onHost(
  node: ReachableNode,
  doing: string,
  argv: readonly string[],
  options?: RunOptions,
): Promise<Ran> {
  const ran = await run(node.ssh, argv, options);
  if (ran.code === 0) return ran;
  const ending = (text: string) => text.trim().split("\n").slice(-lastLines).join("\n");
  throw commandFailure(doing, node.name, { ...ran, stdout: ending(ran.stdout), stderr: ending(ran.stderr) });
}
