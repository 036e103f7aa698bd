import { equal } from "node:assert/strict";
import { join } from "node:path";
import { succeed } from "../../lab/command.js";
import type { Lab } from "../../lab/index.js";
import { on } from "../live/pair/seen.js";
import type { Case } from "../live/suite.js";
import { allAtCreation, atCreation, type Fault, onRunning } from "./fault.js";
import type { Ground } from "./ground.js";
import { occupiedPort } from "./port.js";
import { type Declaration, PAIR } from "./program.js";

const FIRST = /testdb01/;
const SECOND = /testdb02/;
const EITHER = /testdb0[12]/;
const USER = "helpdesk";
const TAKEN = "192.168.0.120";

const atFirst: readonly Fault[] = [
  {
    name: "a host key that is not the one pinned",
    declares: async ({ lab }) => ({ ssh: { testdb01: { hostKey: lab.nodes[1]?.hostKey } } }),
    says: [FIRST, /its host key is SHA256:\S+, but SHA256:\S+ is pinned/, /set hostKey to its new key/],
  },
  {
    name: "a node that cannot be reached",
    cause: ({ lab }) => lab.link("testdb02", "down"),
    cure: ({ lab }) => lab.link("testdb02", "up"),
    says: [
      SECOND,
      /Unable to connect to testdb02 \(root@192\.168\.0\.114:22\)/,
      /Check that the node is running/,
    ],
  },
  {
    name: "a node that refuses the password of hacluster",
    cause: (ground) => password(ground, "another"),
    cure: (ground) => password(ground, ground.password),
    says: [SECOND, /password is incorrect/, /Set the same hacluster password on every node/],
  },
  {
    name: "a node whose pcsd is stopped",
    cause: async ({ lab }) => void (await on(lab, "testdb02", "systemctl", "stop", "pcsd")),
    cure: async ({ lab }) => void (await on(lab, "testdb02", "systemctl", "start", "pcsd")),
    says: [SECOND, /pcsd does not run/, /systemctl enable --now pcsd/],
  },
  {
    name: "a node whose hosts file has not the names",
    cause: async ({ lab }) => void (await on(lab, "testdb02", "sed", "-i.kept", "/testdb/d", "/etc/hosts")),
    cure: async ({ lab }) => void (await on(lab, "testdb02", "mv", "/etc/hosts.kept", "/etc/hosts")),
    says: [SECOND, /does not resolve testdb01, testdb02/, /name every node in \/etc\/hosts/],
  },
  {
    name: "a node without pcs",
    cause: async ({ lab }) => void (await on(lab, "testdb01", "mv", "/usr/sbin/pcs", "/usr/sbin/pcs.away")),
    cure: async ({ lab }) => void (await on(lab, "testdb01", "mv", "/usr/sbin/pcs.away", "/usr/sbin/pcs")),
    says: [FIRST, /pcs is not installed/, /install the packages pcs, pacemaker and corosync/],
  },
];

const later: readonly Fault[] = [
  {
    name: "a private key that opens nothing",
    core: true,
    declares: async ({ stack }) => {
      const privateKeyFile = join(stack.folder, "other_key");
      await succeed(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", privateKeyFile]);
      return onBoth({ privateKeyFile });
    },
    says: [EITHER, /the login was refused/, /Check the user's name and that its authorized_keys/],
  },
  {
    name: "a key file that is missing",
    declares: async ({ stack }) => onBoth({ privateKeyFile: join(stack.folder, "no_key") }),
    says: [EITHER, /the key file \S+no_key does not exist/, /Check privateKeyFile/],
  },
  {
    name: "a user without sudo",
    cause: addUser,
    declares: async () => onBoth({ user: USER }),
    cure: allowSudo,
    cured: async () => onBoth({ user: USER }),
    says: [EITHER, /Unable to become root/, /Allow the user sudo without a password/],
  },
  {
    name: "a host key that changed after the first contact",
    core: true,
    cause: newHostKey,
    cured: async ({ lab }) => ({ ssh: { testdb01: { hostKey: await hostKey(lab) } } }),
    says: [FIRST, /SHA256:\S+.*SHA256:\S+/s, /hostKey/],
  },
];

const taken: Fault = {
  name: "an address that another host answers for",
  cause: ({ lab }) => onSwitch(lab, "add"),
  cure: ({ lab }) => onSwitch(lab, "del"),
  says: [EITHER, /192\.168\.0\.120 is in use already/, /Choose a free address/],
};

/** What is not as it should be, one after the other. */
export const refusals: readonly Case[] = [
  allAtCreation(atFirst),
  ...atFirst.map(atCreation),
  occupiedPort,
  ...later.map((fault) => onRunning(fault)),
  onRunning(taken, { ips: { ...PAIR.ips, "other-ip": TAKEN } }, "create IPaddr2Resource other-ip"),
];

async function password({ lab }: Ground, word: string): Promise<void> {
  const { code } = await lab.exec("testdb02", ["chpasswd"], { stdin: `hacluster:${word}\n` });
  equal(code, 0);
}

function onBoth(ssh: object): Partial<Declaration> {
  return { ssh: { testdb01: { ...ssh }, testdb02: { ...ssh } } };
}

async function addUser({ lab }: Ground): Promise<void> {
  for (const { name } of lab.nodes) {
    await on(lab, name, "useradd", "--create-home", "--shell", "/bin/sh", USER);
    await on(lab, name, "cp", "--recursive", "/root/.ssh", `/home/${USER}/`);
    await on(lab, name, "chown", "--recursive", `${USER}:`, `/home/${USER}/.ssh`);
  }
}

async function allowSudo({ lab }: Ground): Promise<void> {
  for (const { name } of lab.nodes)
    await lab.exec(name, ["tee", `/etc/sudoers.d/${USER}`], { stdin: `${USER} ALL=(ALL) NOPASSWD: ALL\n` });
}

async function newHostKey({ lab }: Ground): Promise<void> {
  await on(lab, "testdb01", "sh", "-c", "rm /etc/ssh/ssh_host_*");
  await on(lab, "testdb01", "ssh-keygen", "-A");
  await on(lab, "testdb01", "systemctl", "restart", "ssh");
}

async function hostKey(lab: Lab): Promise<string> {
  return on(lab, "testdb01", "cat", "/etc/ssh/ssh_host_ed25519_key.pub");
}

async function onSwitch(lab: Lab, verb: "add" | "del"): Promise<void> {
  await succeed(lab.inNamespace(["ip", "address", verb, `${TAKEN}/24`, "dev", "br0"]));
}
