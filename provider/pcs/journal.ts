import { run } from "../ssh/index.js";
import type { ReachableNode } from "./nodes.js";

const lines = 200;
const most = 6;
// What Corosync 2 and 3 say first.
const start = /\[MAIN\s*\].*Corosync Cluster Engine/;
const complaint = /error|fail|unable|cannot|could not|in use/i;
// Summaries of what another line tells, and what every container is told.
const noise = /^Failed to start|: Failed with result|^Dependency failed|SCHED_RR|RLIMIT_MEMLOCK/;

/** What Corosync and Pacemaker complain of since Corosync's last start, newest last; empty where no journal can be read. */
export async function complaints({ ssh }: ReachableNode): Promise<string> {
  const units = ["-u", "corosync", "-u", "pacemaker"];
  const argv = ["journalctl", "-b", ...units, "-o", "cat", "-n", String(lines), "--no-pager"];
  const { code, stdout } = await run(ssh, argv);
  return code === 0 ? complaintsIn(stdout) : "";
}

/** The same, of a journal's text. */
export function complaintsIn(journal: string): string {
  const all = journal.split("\n").map((line) => line.trim());
  const begin = all.findLastIndex((line) => start.test(line));
  const found = all.slice(Math.max(begin, 0)).filter((line) => complaint.test(line) && !noise.test(line));
  return [...new Set(found)].slice(-most).join("\n");
}

/** Whether Corosync runs without a link whose port is taken: it does not try again, and waits for the others for ever. */
export function isDeaf(complained: string): boolean {
  return /unable to bind|knet_link_set_config failed/i.test(complained);
}
