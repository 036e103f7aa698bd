import { distributionOf } from "../../pcs/distribution.js";
import { nothingSeen, type HostFacts } from "../../pcs/host.js";
import { allReady, type Declared } from "./arguments.js";
import { withHosts } from "./hosts-file.js";
import type { Sight } from "./step.js";
import { notesOn, steps, stepsAs } from "./steps.js";

const peers = [{ name: "testdb01", address: "192.168.0.113" }];
const on = { installed: true, active: true, enabled: true };
const declared: Declared = {
  nodes: [{ name: "testdb01", addresses: ["192.168.0.113"] }],
  peers,
  haclusterPassword: "s3cret",
  update: false,
  firewall: "configure",
  selinux: "leave",
  repositories: "configure",
  packages: [],
  waitTimeout: 600,
  steps: allReady,
};

const debian = ["pcs", "pacemaker", "pacemaker-cli-utils", "corosync", "resource-agents", "fence-agents"];
const ready: Partial<HostFacts> = {
  packages: Object.fromEntries(debian.map((name) => [name, "1"])),
  files: { "/etc/hosts": withHosts("127.0.0.1 localhost\n", "testdb01", peers) },
  password: "matches",
  services: { ...nothingSeen.services, pcsd: on },
};

function sight(facts: Partial<HostFacts>, args: Partial<Declared> = {}, system = ["debian", "12"]): Sight {
  const [id = "", versionId = ""] = system;
  const distribution = distributionOf({ id, versionId, like: [id], name: id });
  if (!distribution) throw new Error(`${id} is not known`);
  return {
    own: "testdb01",
    args: { ...declared, ...args },
    distribution,
    facts: { ...nothingSeen, ...facts },
  };
}

const services = (...states: [keyof HostFacts["services"], object][]) => ({
  services: {
    ...nothingSeen.services,
    pcsd: on,
    ...Object.fromEntries(states.map(([name, state]) => [name, { ...on, ...state }])),
  } as HostFacts["services"],
});

test("a host that is ready lacks nothing, and a bare one everything but a firewall", () => {
  expect(stepsAs(sight(ready))).toEqual(allReady);
  expect(notesOn(sight(ready))).toEqual({ firewall: "no firewall is active" });
  expect(stepsAs(sight({ files: { "/etc/hosts": "127.0.1.1 testdb01\n" } }))).toEqual({
    ...allReady,
    packages: `${debian.join(", ")} not installed`,
    hosts: "/etc/hosts: testdb01, testdb01 on a loopback address",
    password: "there is no user hacluster",
    pcsd: "not installed",
  });
});

const template = "/etc/cloud/templates/hosts.debian.tmpl";
const firewalld = { permanent: true, running: true };
const ports = ["2224/tcp", "3121/tcp", "5403/tcp", "5404:5412/udp", "9929/tcp", "9929/udp", "21064/tcp"];
const throughFirewalld = [
  ["systemctl", "enable", "--now", "firewalld.service"],
  ["firewall-cmd", "--permanent", "--add-service=high-availability"],
  ["firewall-cmd", "--add-service=high-availability"],
];
const permissive = "# comment\nSELINUX=permissive\nSELINUXTYPE=targeted\n";

test.each<[string, Partial<HostFacts>, Partial<Declared>, Record<string, string>, unknown[]]>([
  [
    "pcsd was stopped",
    { services: { ...nothingSeen.services, pcsd: { ...on, active: false } } },
    {},
    { pcsd: "not running" },
    [["systemctl", "enable", "--now", "pcsd.service"]],
  ],
  [
    "the password was changed",
    { password: "differs" },
    {},
    { password: "hacluster has another one" },
    [["chpasswd"]],
  ],
  [
    "cloud-init would write the hosts file anew",
    { files: { ...ready.files, [template]: "## template:jinja\n127.0.1.1 {{fqdn}} {{hostname}}\n" } },
    {},
    { hosts: `${template}: testdb01, testdb01 on a loopback address` },
    [template],
  ],
  [
    "Debian's own cluster runs",
    { packagedConf: true, ...services(["corosync", {}], ["pacemaker", { active: false }]) },
    {},
    { packagedCluster: "the package's own cluster of one node runs" },
    [["systemctl", "disable", "--now", "pacemaker.service", "corosync.service"]],
  ],
  ["somebody's cluster runs", services(["corosync", {}], ["pacemaker", {}]), {}, {}, []],
  [
    "firewalld is closed",
    { firewalld: { ...firewalld, running: false }, ...services(["firewalld", {}]) },
    {},
    { firewall: "firewalld closed for high-availability" },
    throughFirewalld,
  ],
  [
    "firewalld is stopped",
    services(["firewalld", { active: false, enabled: false }]),
    {},
    { firewall: "firewalld not running, not enabled" },
    throughFirewalld,
  ],
  ["firewalld is open", { firewalld, ...services(["firewalld", {}]) }, {}, {}, []],
  [
    "ufw is closed for one port",
    { ufw: ports.slice(1) },
    {},
    { firewall: "ufw closed for 2224/tcp" },
    [["ufw", "allow", "2224/tcp"]],
  ],
  [
    "no firewall is wanted",
    { ufw: [], firewalld, ...services(["firewalld", {}]) },
    { firewall: "disabled" },
    { firewall: "firewalld, ufw still active" },
    [
      ["systemctl", "disable", "--now", "firewalld.service"],
      ["ufw", "disable"],
    ],
  ],
  ["the firewall is not ours", services(["firewalld", { active: false }]), { firewall: "leave" }, {}, []],
  [
    "SELinux is to be permissive",
    { selinux: "enforcing", files: { ...ready.files, "/etc/selinux/config": "SELINUX=enforcing\n" } },
    { selinux: "permissive" },
    { selinux: "enforcing now, enforcing after the next boot" },
    ["/etc/selinux/config", ["setenforce", "0"]],
  ],
  [
    "SELinux was switched off until the next boot",
    { selinux: "permissive", files: { ...ready.files, "/etc/selinux/config": "SELINUX=enforcing\n" } },
    { selinux: "enforcing" },
    { selinux: "permissive now" },
    [["setenforce", "1"]],
  ],
  [
    "SELinux is to be disabled and is permissive until then",
    { selinux: "permissive", files: { ...ready.files, "/etc/selinux/config": permissive } },
    { selinux: "disabled" },
    { selinux: "permissive after the next boot" },
    ["/etc/selinux/config"],
  ],
  ["there is no SELinux", { selinux: null }, { selinux: "permissive" }, {}, []],
])("%s", (_, facts, args, lacking, repairs) => {
  const seen = sight({ ...ready, ...facts }, args);
  expect(stepsAs(seen)).toEqual({ ...allReady, ...lacking });
  const actions = steps.flatMap((step) => (step.lacks(seen) === undefined ? [] : step.repair(seen)));
  expect(actions.map((action) => ("path" in action ? action.path : action.argv))).toEqual(repairs);
});

test("the password goes by stdin alone", () => {
  const seen = sight({ ...ready, password: "differs" });
  expect(steps.find(({ name }) => name === "password")?.repair(seen)).toEqual([
    { doing: "set the password of hacluster", argv: ["chpasswd"], stdin: "hacluster:s3cret\n" },
  ]);
});

test.each([
  [
    "nothing else filters",
    {},
    "pcs, pacemaker, corosync, resource-agents, fence-agents-all, firewalld not installed",
  ],
  [
    "nftables has rules of its own",
    services(["nftables", {}]),
    "pcs, pacemaker, corosync, resource-agents, fence-agents-all not installed",
  ],
])("firewalld is installed on Rocky where %s", (_, facts, lacking) => {
  expect(stepsAs(sight({ ...facts }, {}, ["rocky", "9.4"])).packages).toBe(lacking);
});

test("SELinux cannot be made up", () => {
  const seen = sight({ ...ready, selinux: null }, { selinux: "enforcing" });
  expect(stepsAs(seen).selinux).toBe("the host has no SELinux");
  expect(() => steps.find(({ name }) => name === "selinux")?.repair(seen)).toThrow(
    'testdb01 has no SELinux that could be enforcing: use `selinux: "leave"` there.',
  );
});
