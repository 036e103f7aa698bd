import { createHash } from "node:crypto";
import { PERSONALITY, PERSONALITY_PACKAGES } from "./centos7/personality.js";

/** A system that the lab can run: a Debian release, or one that shows itself as something else. */
export type Suite = (typeof SUITES)[number];

/**
 * The systems, each with another generation of pcs: 0.10, 0.11, 0.12, and 0.9's words over 0.10 on a Debian 11 that shows
 * itself as CentOS 7.
 */
export const SUITES = ["bullseye", "bookworm", "trixie", "centos7"] as const;

type Release = Exclude<Suite, "centos7">;

/** The Debian release that a system is made of. */
export function releaseOf(suite: Suite): Release {
  return suite === "centos7" ? "bullseye" : suite;
}

/** What a system is, in words. */
export function described(suite: Suite): string {
  return suite === "centos7" ? "centos7 (Debian 11 that shows itself as CentOS 7)" : suite;
}

/** What any host has. */
export const HOST_PACKAGES: readonly string[] = [
  ...["systemd", "systemd-sysv", "dbus", "openssh-server", "sudo", "ca-certificates", "python3"],
  ...["iproute2", "iputils-ping", "iputils-arping", "iptables", "procps", "psmisc"],
];

const CLUSTER_PACKAGES: readonly string[] = [
  ...["pcs", "pacemaker", "pacemaker-cli-utils", "corosync", "corosync-qdevice", "resource-agents"],
];

// Debian 13 has a package for each agent; all of them together bring the libraries of every cloud, 1.5 GB.
const FENCE_AGENTS: Readonly<Record<Release, readonly string[]>> = {
  bullseye: ["fence-agents"],
  bookworm: ["fence-agents"],
  trixie: ["pve", "virsh", "ipmilan", "redfish", "vmware-rest", "heuristics-ping", "dummy"].map(
    (agent) => `fence-agents-${agent}`,
  ),
};

/** What a prepared cluster host has installed. */
export function packagesOf(suite: Suite): readonly string[] {
  const own = suite === "centos7" ? PERSONALITY_PACKAGES : [];
  return [...HOST_PACKAGES, ...own, ...CLUSTER_PACKAGES, ...FENCE_AGENTS[releaseOf(suite)]];
}

/** What mmdebstrap does before it downloads, as its own hooks are written. */
export const SETUP_HOOKS: Readonly<Partial<Record<Release, readonly string[]>>> = {
  // The security archive of Debian 11, which has ended, lists files that are no longer there.
  bullseye: ['sed -i /-security/d "$1/etc/apt/sources.list"'],
};

/** What a root is made of beside the files and masks that all have. */
export interface Recipe {
  readonly suite: Suite;
  readonly packages: readonly string[];
  /** What mmdebstrap does before it downloads, beside what the release needs. */
  readonly firstHooks?: readonly string[];
  /** What mmdebstrap does when all is installed. */
  readonly lastHooks?: readonly string[];
  /** Services that are installed and wait for somebody to make a cluster. */
  readonly disabled: readonly string[];
  /** Services that run from the start. */
  readonly enabled: readonly string[];
}

/** The root of a host on which a cluster can be made at once. */
export function preparedRecipe(suite: Suite, packages: readonly string[]): Recipe {
  return {
    suite,
    packages: [...packagesOf(suite), ...packages],
    disabled: ["corosync.service", "pacemaker.service", "corosync-qdevice.service"],
    enabled: ["ssh.service", "pcsd.service", "node-network.service"],
  };
}

/** Units that have nothing to do in a container, or would work at a time of their own choosing. */
export const MASKED: readonly string[] = [
  ...["console-getty.service", "getty@tty1.service", "getty.target"],
  ...[
    "apt-daily.timer",
    "apt-daily-upgrade.timer",
    "dpkg-db-backup.timer",
    "fstrim.timer",
    "logrotate.timer",
  ],
  ...["e2scrub_all.timer", "e2scrub_reap.service", "man-db.timer", "systemd-pstore.service"],
  ...["systemd-networkd.service", "systemd-networkd.socket", "systemd-resolved.service"],
  ...["systemd-timesyncd.service", "systemd-udevd.service", "systemd-udev-trigger.service"],
];

/** Files of a root, by path; `mode` where it is not 0644. */
export type RootFiles = Readonly<Record<string, { readonly text: string; readonly mode?: number }>>;

/** The files that a system's nodes have. */
export function filesOf(suite: Suite): RootFiles {
  return suite === "centos7" ? { ...FILES, ...PERSONALITY } : FILES;
}

const FILES: RootFiles = {
  // pcsd asks for sessions and Pulumi opens connections in parallel: sshd's default drops some of the first ten.
  "etc/ssh/sshd_config.d/lab.conf": { text: "MaxStartups 60:30:120\n" },
  "etc/sudoers.d/admin": { text: "admin ALL=(ALL:ALL) NOPASSWD: ALL\n", mode: 0o440 },
  // Where the lab was started inside somebody's memory group, a node's systemd would make its groups in there.
  "etc/systemd/system.conf.d/lab.conf": { text: "[Manager]\nDefaultMemoryAccounting=no\n" },
  // No name server can be reached; without this file the builder's own would be asked, until each question times out.
  "etc/resolv.conf": { text: "" },
  "etc/systemd/system/node-network.service": {
    text: [
      "[Unit]",
      "Description=Addresses of this node",
      "DefaultDependencies=no",
      "After=local-fs.target",
      "Before=network.target network-online.target",
      "Wants=network.target",
      "",
      "[Service]",
      "Type=oneshot",
      "RemainAfterExit=yes",
      "EnvironmentFile=/etc/default/node-network",
      "ExecStart=ip link set lo up",
      // A restart of the container keeps the kernel's network: what a dead cluster left there must go.
      "ExecStart=ip address flush dev eth0 scope global",
      "ExecStart=ip address flush dev eth1 scope global",
      "ExecStart=ip address add ${LINK0}/24 brd + dev eth0",
      "ExecStart=ip address add ${LINK1}/24 brd + dev eth1",
      "ExecStart=ip link set eth0 up",
      "ExecStart=ip link set eth1 up",
      "ExecStart=ip route replace default via ${GATEWAY}",
      "",
      "[Install]",
      "WantedBy=multi-user.target",
      "",
    ].join("\n"),
  },
};

/** The name under which a built root is kept: another package, file or unit makes another root. */
export function rootName({ suite, packages, firstHooks, lastHooks, disabled, enabled }: Recipe): string {
  const hooks = SETUP_HOOKS[releaseOf(suite)];
  const parts = [1, suite, packages, hooks, disabled, enabled, MASKED, filesOf(suite)];
  const own = [lastHooks, firstHooks].filter((each) => each !== undefined);
  const recipe = JSON.stringify([...parts, ...own]);
  return `${suite}-${createHash("sha256").update(recipe).digest("hex").slice(0, 12)}`;
}
