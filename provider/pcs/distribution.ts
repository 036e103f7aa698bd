/** What a host says of its operating system. */
export interface OperatingSystem {
  /** As in /etc/os-release: "debian", "rocky", ... */
  readonly id: string;
  /** "12", "9.4", ...; empty where it has none. */
  readonly versionId: string;
  /** Distributions that it is like, its own name first. */
  readonly like: readonly string[];
  /** Its name for people. */
  readonly name: string;
}

/** Where a distribution has the cluster's packages. */
export type Repository =
  /** In what every host has. */
  | { readonly kind: "own" }
  /** In one that is there and switched off. */
  | { readonly kind: "section"; readonly id: string }
  /** In one that a subscription brings. */
  | { readonly kind: "subscription"; readonly id: string }
  /** In an archive, because the distribution has ended. */
  | { readonly kind: "vault"; readonly base: string };

/** How hosts of a distribution become ready for a cluster. */
export interface Distribution {
  readonly packager: "apt" | "dnf" | "yum";
  readonly repository: Repository;
  readonly packages: readonly string[];
  /** The package of the firewall that is installed where one is to be configured and none is there. */
  readonly firewall?: string;
}

interface Row extends Distribution {
  readonly ids: readonly string[];
  /** Major versions, the first and the last. */
  readonly versions: readonly [number, number];
}

const debianPackages = ["pcs", "pacemaker", "pacemaker-cli-utils", "corosync", "resource-agents"];
// From Debian 13 and Ubuntu 24.04 on each agent has a package; all of them bring the libraries of every cloud, 1.5 GB.
const someAgents = ["pve", "ipmilan", "redfish", "virsh", "vmware-rest"].map(
  (name) => `fence-agents-${name}`,
);
const elPackages = ["pcs", "pacemaker", "corosync", "resource-agents", "fence-agents-all"];
const rebuilds = ["rocky", "almalinux"];
const el = { packager: "dnf", firewall: "firewalld" } as const;
const apt = { packager: "apt", repository: { kind: "own" } } as const;
const availability = { kind: "section", id: "highavailability" } as const;

// Sources: the vars of ansible.ha-cluster-pacemaker and of linux-system-roles' ha_cluster; Debian's and Ubuntu's archives.
const table: readonly Row[] = [
  { ...apt, ids: ["debian"], versions: [11, 12], packages: [...debianPackages, "fence-agents"] },
  { ...apt, ids: ["debian"], versions: [13, 14], packages: [...debianPackages, ...someAgents] },
  { ...apt, ids: ["ubuntu"], versions: [20, 23], packages: [...debianPackages, "fence-agents"] },
  { ...apt, ids: ["ubuntu"], versions: [24, 26], packages: [...debianPackages, ...someAgents] },
  {
    ids: ["centos"],
    versions: [7, 7],
    packager: "yum",
    firewall: "firewalld",
    // Its mirror list answers no more; releasever is "7", which is no folder of the vault.
    repository: { kind: "vault", base: "https://vault.centos.org/7.9.2009" },
    packages: elPackages,
  },
  {
    ...el,
    ids: rebuilds,
    versions: [8, 8],
    repository: { kind: "section", id: "ha" },
    packages: [...elPackages, "libknet1-crypto-nss-plugin"],
  },
  { ...el, ids: [...rebuilds, "centos"], versions: [9, 10], repository: availability, packages: elPackages },
  ...[8, 9, 10].map((version): Row => ({
    ...el,
    ids: ["rhel"],
    versions: [version, version],
    repository: { kind: "subscription", id: `rhel-${version}-for-x86_64-highavailability-rpms` },
    packages: version === 8 ? [...elPackages, "libknet1-crypto-nss-plugin"] : elPackages,
  })),
];

/** Reads /etc/os-release. */
export function readOsRelease(text: string): OperatingSystem {
  const values = Object.fromEntries(
    text.split("\n").flatMap((line) => {
      const [, name = "", value = ""] = /^([A-Z_]+)=["']?(.*?)["']?\s*$/.exec(line) ?? [];
      return name ? [[name, value]] : [];
    }),
  ) as Record<string, string>;
  const { ID: id = "", VERSION_ID: versionId = "", ID_LIKE: like = "", PRETTY_NAME: name } = values;
  return {
    id,
    versionId,
    like: [id, ...like.split(" ").filter(Boolean)],
    name: name ?? `${id} ${versionId}`,
  };
}

/** How hosts with this system are prepared; undefined where that is not known. */
export function distributionOf({ id, versionId, like }: OperatingSystem): Distribution | undefined {
  const major = Number.parseInt(versionId, 10);
  const named = (name: string) =>
    table.find(({ ids, versions: [first, last] }) => ids.includes(name) && first <= major && major <= last);
  // Other rebuilds of RHEL have its version numbers and the repositories of Rocky and Alma; likeness to Debian says neither.
  return named(id) ?? (id !== "centos" && like.includes("rhel") && major >= 8 ? named("rocky") : undefined);
}

/** The systems that are known, for a message. */
export const knownSystems =
  "Debian 11-14, Ubuntu 20.04-26.04, CentOS 7, CentOS Stream 9-10, RHEL, Rocky, AlmaLinux and other rebuilds 8-10";
