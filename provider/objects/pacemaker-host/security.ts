import type { HostFacts } from "../../pcs/host.js";
import type { Command, Sight, Step } from "./step.js";

// What firewalld's service high-availability lets in: pcsd, pacemaker_remote, qnetd, Corosync, booth, DLM.
const clusterPorts = [
  "2224/tcp",
  "3121/tcp",
  "5403/tcp",
  "5404:5412/udp",
  "9929/tcp",
  "9929/udp",
  "21064/tcp",
];

/** Whether the host filters by something that firewalld would get in the way of. */
export function hasOtherFirewall({ services, ufw }: HostFacts): boolean {
  return ufw !== null || services.nftables.active || services.iptables.active;
}

/** The cluster's traffic through the host's firewall, or no firewall. */
export const firewall: Step = {
  name: "firewall",

  lacks({ args, facts }) {
    if (args.firewall === "leave") return undefined;
    if (args.firewall === "disabled") {
      const active = activeFirewalls(facts);
      return active.length > 0 ? `${active.join(", ")} still active` : undefined;
    }
    return [firewalldLacks(facts), ufwLacks(facts)].filter(Boolean).join("; ") || undefined;
  },

  note({ args, facts }) {
    if (args.firewall !== "configure") return undefined;
    const own = (["nftables", "iptables"] as const).filter((name) => facts.services[name].active);
    if (own.length > 0)
      return `${own.join(", ")} with rules of its own, which must let in ${clusterPorts.join(", ")}`;
    return activeFirewalls(facts).length === 0 ? "no firewall is active" : undefined;
  },

  repair({ args, facts }) {
    if (args.firewall === "disabled") return activeFirewalls(facts).map(switchedOff);
    const missing = facts.ufw ? clusterPorts.filter((port) => !facts.ufw?.includes(port)) : [];
    return [
      ...(firewalldLacks(facts) ? throughFirewalld : []),
      ...missing.map((port) => ({ doing: `open ${port} in ufw`, argv: ["ufw", "allow", port] })),
    ];
  },
};

const modeFile = "/etc/selinux/config";

/** The files that SELinux's step reads. */
export const selinuxFiles = [modeFile];

/** SELinux's mode, now and after the next boot. */
export const selinux: Step = {
  name: "selinux",

  lacks(sight) {
    const { args, facts } = sight;
    const wanted = args.selinux;
    if (wanted === "leave") return undefined;
    if (facts.selinux === null) return wanted === "enforcing" ? "the host has no SELinux" : undefined;
    const now = needsSetenforce(sight) ? [`${facts.selinux} now`] : [];
    const configured = configuredMode(facts);
    const later = configured === wanted ? [] : [`${configured ?? "not set"} after the next boot`];
    return [...now, ...later].join(", ") || undefined;
  },

  note({ args, facts }) {
    if (args.selinux === "leave" || facts.selinux === null || facts.selinux === args.selinux)
      return undefined;
    return `${facts.selinux} until the next boot, then ${args.selinux}`;
  },

  repair(sight) {
    const { args, facts, own } = sight;
    if (facts.selinux === null)
      throw new RangeError(`${own} has no SELinux that could be enforcing: use \`selinux: "leave"\` there.`);
    const text = facts.files[modeFile] ?? "";
    const mode = args.selinux === "enforcing" ? "1" : "0";
    return [
      ...(configuredMode(facts) === args.selinux
        ? []
        : [{ path: modeFile, text: withMode(text, args.selinux) }]),
      ...(needsSetenforce(sight) ? [{ doing: "set SELinux's mode", argv: ["setenforce", mode] }] : []),
    ];
  },
};

const throughFirewalld: readonly Command[] = [
  { doing: "start firewalld", argv: ["systemctl", "enable", "--now", "firewalld.service"] },
  // Both, because a reload would also drop rules that somebody made for now.
  ...[["--permanent"], []].map((when) => ({
    doing: "let the cluster through firewalld",
    argv: ["firewall-cmd", ...when, "--add-service=high-availability"],
  })),
];

function firewalldLacks({ services, firewalld }: HostFacts): string | undefined {
  const { installed, active, enabled } = services.firewalld;
  if (!installed) return undefined;
  const wrong = [
    ...(active ? [] : ["not running"]),
    ...(enabled ? [] : ["not enabled"]),
    ...(firewalld && !firewalld.running ? ["closed for high-availability"] : []),
    ...(firewalld && !firewalld.permanent ? ["closed for high-availability after its next start"] : []),
  ];
  return wrong.length > 0 ? `firewalld ${wrong.join(", ")}` : undefined;
}

function ufwLacks({ ufw }: HostFacts): string | undefined {
  const closed = clusterPorts.filter((port) => ufw !== null && !ufw.includes(port));
  return closed.length > 0 ? `ufw closed for ${closed.join(", ")}` : undefined;
}

function activeFirewalls({ services, ufw }: HostFacts): string[] {
  const units = (["firewalld", "nftables", "iptables"] as const).filter(
    (name) => services[name].active || services[name].enabled,
  );
  // The unit of ufw is active also while ufw is not.
  return [...units, ...(ufw === null ? [] : ["ufw"])];
}

function switchedOff(name: string): Command {
  const argv = name === "ufw" ? ["ufw", "disable"] : ["systemctl", "disable", "--now", `${name}.service`];
  return { doing: `switch ${name} off`, argv };
}

// What is disabled at boot cannot be switched on before the next one.
function needsSetenforce({ args, facts }: Sight): boolean {
  if (facts.selinux === null || facts.selinux === "disabled") return false;
  return (facts.selinux === "enforcing") !== (args.selinux === "enforcing");
}

function configuredMode({ files }: HostFacts): string | undefined {
  return /^SELINUX=(\w+)/m.exec(files[modeFile] ?? "")?.[1];
}

function withMode(text: string, mode: string): string {
  const line = `SELINUX=${mode}`;
  return /^SELINUX=/m.test(text) ? text.replace(/^SELINUX=.*$/m, line) : `${line}\n${text}`;
}
