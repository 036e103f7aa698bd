import type { Distribution } from "../../pcs/distribution.js";
import type { Declared } from "./arguments.js";
import {
  deadRepositories,
  inVault,
  repositoriesLacking,
  repositoryFolder,
  sectionIn,
  vaultFile,
  vaultText,
  withSectionEnabled,
} from "./repositories.js";
import type { Command, Sight, Step } from "./step.js";
import { hasOtherFirewall } from "./security.js";

/** The files that these steps read. */
export const softwareFiles = [`${repositoryFolder}/*.repo`];

/** Where the distribution has the cluster's packages. */
export const repositories: Step = {
  name: "repositories",
  lacks: ({ args, distribution, facts }) =>
    args.repositories === "leave" ? undefined : repositoriesLacking(distribution, facts.files, args.mirror),
  repair({ args, distribution: { repository }, facts: { files } }) {
    switch (repository.kind) {
      case "own":
        return [];
      case "vault": {
        const base = args.mirror ?? repository.base;
        const dead = deadRepositories(files).map((path) => {
          const text = inVault(path, files[path] ?? "", base);
          const aside = { doing: `put ${path} aside`, argv: ["mv", "-f", path, `${path}.replaced`] };
          return text === undefined ? aside : { path, text };
        });
        return [...dead, { path: vaultFile, text: vaultText(base) }];
      }
      case "subscription":
        return [
          {
            doing: `enable the repository ${repository.id}`,
            argv: ["subscription-manager", "repos", `--enable=${repository.id}`],
          },
        ];
      case "section": {
        const path = sectionIn(files, repository.id)?.path;
        return path ? [{ path, text: withSectionEnabled(files[path] ?? "", repository.id) }] : [];
      }
    }
  },
};

/** All packages that may be needed, to ask for them. */
export function packagesOf(distribution: Distribution, args: Declared): string[] {
  const firewall = distribution.firewall && args.firewall === "configure" ? [distribution.firewall] : [];
  return [...new Set([...distribution.packages, ...firewall, ...args.packages])];
}

/** Packages to install that bring the repositories of others, such as `centos-release-gluster`. */
export function releasesMissing(sight: Sight): string[] {
  return missingPackages(sight).filter((name) => name.startsWith("centos-release-"));
}

/** The cluster's software, and what was named beside it. */
export const packages: Step = {
  name: "packages",
  lacks(sight) {
    const missing = missingPackages(sight);
    return missing.length > 0 ? `${missing.join(", ")} not installed` : undefined;
  },
  repair: (sight) => install(sight.distribution, missingPackages(sight)),
};

/** Brings all packages up to date. */
export function updateAll({ packager }: Distribution): readonly Command[] {
  const command = { doing: "update all packages", onPackages: true };
  if (packager !== "apt")
    return [{ ...command, argv: [packager, "-y", packager === "yum" ? "update" : "upgrade"] }];
  return [...refreshed, { ...command, argv: [...apt, "dist-upgrade"] }];
}

/** Installs packages that are not there. */
export function install({ packager }: Distribution, names: readonly string[]): readonly Command[] {
  const command = { doing: `install ${names.join(", ")}`, onPackages: true };
  if (packager !== "apt") return [{ ...command, argv: [packager, "-y", "install", ...names] }];
  return [...refreshed, { ...command, argv: [...apt, "install", ...names] }];
}

/** The package's own cluster of one node, which Debian starts: no cluster can be made while it runs. */
export const packagedCluster: Step = {
  name: "packagedCluster",
  lacks({ facts: { packagedConf, services } }) {
    const daemons = [services.corosync, services.pacemaker];
    if (!packagedConf) return undefined;
    if (daemons.some(({ active }) => active)) return "the package's own cluster of one node runs";
    return daemons.some(({ enabled }) => enabled) ? "the package's own cluster starts at boot" : undefined;
  },
  repair: () => [
    {
      doing: "stop the package's own cluster",
      argv: ["systemctl", "disable", "--now", "pacemaker.service", "corosync.service"],
    },
  ],
};

/** The daemon that pcs on other nodes talks to. */
export const pcsd: Step = {
  name: "pcsd",
  lacks({ facts: { services } }) {
    const { installed, active, enabled } = services.pcsd;
    if (!installed) return "not installed";
    const wrong = [...(active ? [] : ["not running"]), ...(enabled ? [] : ["not enabled"])];
    return wrong.length > 0 ? wrong.join(", ") : undefined;
  },
  repair: () => [{ doing: "start pcsd", argv: ["systemctl", "enable", "--now", "pcsd.service"] }],
};

// A configuration file that somebody changed stays, and nobody is there to answer questions.
const apt = [
  ...["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y", "-q", "--no-install-recommends"],
  ...["-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Options::=--force-confdef"],
  ...["-o", "Dpkg::Options::=--force-confold"],
];

const refreshed: readonly Command[] = [
  // A host that lost its power during an installation takes no other before this.
  {
    doing: "finish an interrupted installation",
    argv: ["env", "DEBIAN_FRONTEND=noninteractive", "dpkg", "--force-confold", "--configure", "-a"],
    onPackages: true,
  },
  { doing: "read the lists of packages", argv: [...apt, "update"], onPackages: true },
];

function missingPackages({ args, distribution, facts }: Sight): string[] {
  const spare = hasOtherFirewall(facts) ? distribution.firewall : undefined;
  return packagesOf(distribution, args).filter((name) => !(name in facts.packages) && name !== spare);
}
