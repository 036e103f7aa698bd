import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { type Lab } from "../../lab/index.js";

/** Whatever is on this machine because of a lab, found by the machine's own tools. */
export function traces(name: string): readonly string[] {
  const processes = lines("ps", "-eo", "args").filter(
    (line) => line.includes(`.${name}.`) || line.includes(`.of-${name}`),
  );
  const mounts = readFileSync("/proc/mounts", "utf8").split("\n");
  const ours = mounts.filter((line) => line.includes(`/lab/${name}/`) || line.includes(`.${name}.`));
  const groups = lines("find", "/sys/fs/cgroup", "-type", "d", "-path", `*/pulumi-pacemaker/${name}*`);
  const folders = lines("find", "/var/lib/pulumi-pacemaker", "/run/systemd/nspawn", "-name", `*${name}*`);
  return [...namespaces(name), ...processes, ...ours, ...groups, ...folders];
}

/** The network namespaces of a lab, without what all of its names begin with. */
export function namespaces(name: string): readonly string[] {
  const start = `pulumi-pacemaker.${name}.`;
  const names = lines("ip", "netns", "list").map((line) => line.split(" ")[0] ?? "");
  return names
    .filter((each) => each.startsWith(start))
    .map((each) => each.slice(start.length))
    .sort();
}

/** The nodes of a lab that have a container. */
export function containers(name: string): readonly string[] {
  const machine = new RegExp(`^systemd-nspawn .*--machine=pulumi-pacemaker\\.${name}\\.(\\S+)`);
  return lines("ps", "-eo", "args")
    .flatMap((line) => machine.exec(line)?.[1] ?? [])
    .sort();
}

/** The host key that sshd shows at an address. */
export function greeting(lab: Lab, address: string): string | undefined {
  const scan = lines(...lab.inNamespace(["ssh-keyscan", "-T", "2", "-t", "ed25519", address]));
  return scan.find((line) => line.startsWith(address))?.slice(address.length + 1);
}

/** Whether an address answers a ping. */
export function answers(lab: Lab, address: string): boolean {
  const [program = "", ...rest] = lab.inNamespace(["ping", "-c", "1", "-W", "1", "-n", address]);
  return spawnSync(program, rest).status === 0;
}

function lines(...[program = "", ...rest]: readonly string[]): readonly string[] {
  return spawnSync(program, rest, { encoding: "utf8" })
    .stdout.split("\n")
    .filter((line) => line !== "");
}

/** Waits until something is seen; fails when it is not within the seconds given. */
export async function until(reached: () => boolean, seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!reached()) {
    if (Date.now() > end) throw new Error(`not reached within ${seconds} s: ${String(reached)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
