import { type Nic, type Seed, type SeedInterface } from "./machines.js";

/** A file of a machine's disk: its path, its text and, where it is not 0644, its mode. */
export interface GuestFile {
  readonly path: string;
  readonly text: string;
  readonly mode?: number;
}

const SEED_FOLDER = "var/lib/cloud/seed/nocloud";

/** What makes a node's root the disk of a machine that cloud-init prepares, by the name of its system. */
export function diskFiles(system: string | undefined): readonly GuestFile[] {
  // It has a yum of its own that is slow at the first boot.
  return system === "centos7" ? EVERY_DISK : [...EVERY_DISK, SLOW_APT];
}

const EVERY_DISK: readonly GuestFile[] = [
  {
    path: "etc/cloud/cloud.cfg.d/99-lab.cfg",
    text: [
      "# The drive with the machine's data is a folder here.",
      "datasource_list: [NoCloud]",
      "# A cloud image has the locale that this would make.",
      "locale: false",
      "# The addresses come with the cards, from the same data: no udev runs that could match hardware addresses.",
      "network: {config: disabled}",
      "",
    ].join("\n"),
  },
  { path: "etc/hostname", text: "localhost\n" },
  { path: "etc/hosts", text: "127.0.0.1 localhost\n" },
];

const SLOW_APT: GuestFile = {
  path: "usr/local/sbin/apt-get",
  mode: 0o755,
  text: [
    "#!/usr/bin/python3",
    "# Packages over a slow line: cloud-init's upgrade holds the package lock as long as it takes to download them.",
    "import fcntl, os, sys, time",
    'with open("/proc/%d/cmdline" % os.getppid()) as parent:',
    '    is_first_boot = "cloud-init" in parent.read()',
    'if is_first_boot and any("upgrade" in word for word in sys.argv):',
    '    with open("/var/lib/dpkg/lock-frontend", "w") as lock:',
    "        fcntl.lockf(lock, fcntl.LOCK_EX)",
    "        time.sleep(20)",
    'os.execv("/usr/bin/apt-get", sys.argv)',
    "",
  ].join("\n"),
};

/** What a machine finds on its cloud-init drive and in its cards when it boots; all of it gone without a drive. */
export function bootFiles(nics: readonly Nic[], seed: Seed | undefined): readonly GuestFile[] {
  const network = { path: "etc/systemd/system/node-network.service", text: networkUnit(nics, seed) };
  return [network, ...(seed ? seedFiles(seed) : [])];
}

/** The content of a cloud-init drive. */
export function seedFiles(seed: Seed): readonly GuestFile[] {
  const { userData, metaData, networkConfig, nameservers, searchDomain } = seed;
  const resolv = [
    ...(searchDomain === undefined ? [] : [`search ${searchDomain}`]),
    ...nameservers.map((address) => `nameserver ${address}`),
    "",
  ];
  return [
    { path: `${SEED_FOLDER}/user-data`, text: userData, mode: 0o600 },
    { path: `${SEED_FOLDER}/meta-data`, text: metaData },
    { path: `${SEED_FOLDER}/network-config`, text: networkConfig },
    { path: "etc/resolv.conf", text: resolv.join("\n") },
  ];
}

function networkUnit(nics: readonly Nic[], seed: Seed | undefined): string {
  return [
    "[Unit]",
    "Description=Addresses of this machine",
    "DefaultDependencies=no",
    "After=local-fs.target",
    "Before=network.target network-online.target cloud-init-local.service",
    "Wants=network.target",
    "",
    "[Service]",
    "Type=oneshot",
    "RemainAfterExit=yes",
    "ExecStart=ip link set lo up",
    ...nics.flatMap(({ index }) =>
      addressed(
        index,
        seed?.interfaces.find((each) => each.index === index),
      ),
    ),
    "",
    "[Install]",
    "WantedBy=multi-user.target",
    "",
  ].join("\n");
}

function addressed(index: number, { address, gateway }: Partial<SeedInterface> = {}): readonly string[] {
  const card = `eth${index}`;
  return [
    // A restart from inside keeps the kernel's network: what a dead cluster left there must go.
    `ExecStart=ip address flush dev ${card} scope global`,
    ...(address === undefined ? [] : [`ExecStart=ip address add ${address} brd + dev ${card}`]),
    `ExecStart=ip link set ${card} up`,
    ...(gateway === undefined ? [] : [`ExecStart=ip route replace default via ${gateway}`]),
  ];
}
