import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { interpreter } from "../../tests/fixtures/local-node.js";

// Runs a program with its files in a folder, and with Debian's tools as they are there.
const RUN = `
import os, sys
sys.dont_write_bytecode = True
source, folder, program = sys.argv[1:4]
sys.path.insert(0, source)
import packages
packages.TOOLS = folder
import rpm, selinux, yum
os.geteuid = lambda: 0
rpm.TOOLS = yum.TOOLS = folder
yum.APT[0] = folder + "/apt-get"
yum.LOCK, yum.LOG, yum.SETTLE = folder + "/yum.pid", folder + "/yum.log", folder + "/settle"
yum.reach_all = lambda: ["base", "updates"]
selinux.CONFIG, selinux.MODE = folder + "/config", folder + "/mode"
sys.argv = [program] + sys.argv[4:]
words = sys.argv[1:]
sys.exit(yum.main(words) if program == "yum" else rpm.main(words) if program == "rpm" else selinux.main(program, words))
`;

// What is installed is a line "NAME installed VERSION" each, as dpkg-query is asked to say it.
const TOOLS: Readonly<Record<string, string>> = {
  "dpkg-query": `shift 3
if [ $# -eq 0 ]; then cut -d ' ' -f 1 "$folder/installed"; fi
for name; do grep "^$name " "$folder/installed"; done`,
  "apt-cache": 'for name; do :; done; grep -q "^$name$" "$folder/archive"',
  "apt-get": `echo "apt-get $*" >>"$folder/calls"
verb=
for word; do
  case $word in
    install) verb=install ;;
    *) if [ "$verb" = install ]; then echo "$word installed 1.2-3" >>"$folder/installed"; fi ;;
  esac
done`,
  settle: 'echo "settle $*" >>"$folder/calls"',
};

const APT = "apt-get -y -q --no-install-recommends -o Dpkg::Options::=--force-confold";
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "programs-"));
  for (const [name, text] of Object.entries(TOOLS)) {
    writeFileSync(join(folder, name), `#!/bin/sh\nfolder="$(dirname "$0")"\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  file("installed", "corosync installed 3.1.2-2\npacemaker removed 2.0.5-2\nsbd installed 1:1.4.2\n");
  file("archive", "pacemaker\npcs\nfence-agents\n");
  file("config", "SELINUX=enforcing\nSELINUXTYPE=targeted\n");
});

afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, text?: string): string {
  const path = join(folder, name);
  if (text !== undefined) writeFileSync(path, text);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

/** What a program answers: its exit code and all that it says. */
function said(line: string): readonly [code: number | null, text: string] {
  const argv = ["-c", RUN, __dirname, folder, ...line.split(" ")];
  const { status, stdout, stderr } = spawnSync(interpreter("python3") ?? "", argv, { encoding: "utf8" });
  return [status, (stderr + stdout).trim()];
}

test.each([
  ["rpm -q corosync", 0, "corosync-3.1.2-2.x86_64"],
  ["rpm -q sbd", 0, "sbd-1.4.2-1.x86_64"],
  ["rpm -q pacemaker", 1, "package pacemaker is not installed"],
  ["rpm -q podman corosync pcs", 2, /^package podman .*\ncorosync-3\.1\.2-2\.x86_64\npackage pcs is not/],
  ["rpm -q --qf %{NAME}=%{VERSION}.%{ARCH}\\n corosync", 0, "corosync=3.1.2.x86_64"],
  ["rpm -i corosync.rpm", 1, "rpm: this stand-in only answers questions for packages, not: -i"],
  ["rpm corosync", 1, "rpm: this stand-in only answers questions for packages, not: corosync"],
])("%s", (line, code, text) => {
  expect(said(line)).toEqual([code, text instanceof RegExp ? expect.stringMatching(text) : text]);
});

test("yum installs what is missing by the names of CentOS, and what its packages require", () => {
  expect(said("yum -y install corosync pcs pacemaker fence-agents-all")).toEqual([0, ""]);
  expect(file("calls").trim().split("\n")).toEqual([
    ...["settle open", `${APT} update`, "settle close"],
    ...["settle open", `${APT} install pcs pacemaker pacemaker-cli-utils fence-agents`, "settle close"],
  ]);
  expect(file("yum.log").replace(/^.{15} /gm, "")).toBe(
    [
      "Installed: pcs-0.9.169-3.el7.centos.1.x86_64",
      "Installed: pacemaker-1.2-3.x86_64",
      "Installed: fence-agents-all-1.2-3.x86_64",
      "",
    ].join("\n"),
  );
});

test.each([
  ["yum install pcs", 1, "Exiting on user command"],
  ["yum -y reinstall pcs", 1, /^No such command: reinstall\. This stand-in knows install, /],
  ["yum -y install podman", 1, "Error: Nothing to do\nNo package podman available."],
  ["yum repolist", 0, "repo id\nbase\nupdates"],
])("%s installs nothing", (line, code, text) => {
  expect(said(line)).toEqual([code, text instanceof RegExp ? expect.stringMatching(text) : text]);
  expect(file("calls")).not.toContain("install ");
  expect(existsSync(join(folder, "yum.pid"))).toBe(false);
});

test("the lock of a yum that has died is nobody's", () => {
  const { pid } = spawnSync("true");
  file("yum.pid", `${pid}`);
  expect(said("yum makecache")).toEqual([0, ""]);
  expect(existsSync(join(folder, "yum.pid"))).toBe(false);
});

test("SELinux's mode is the configuration's until somebody sets another", () => {
  expect(said("getenforce")).toEqual([0, "Enforcing"]);
  expect(said("setenforce Permissive")).toEqual([0, ""]);
  expect(said("getenforce")).toEqual([0, "Permissive"]);
  expect(said("setenforce 1")).toEqual([0, ""]);
  expect(said("getenforce")).toEqual([0, "Enforcing"]);
  expect(said("setenforce on")).toEqual([1, "usage:  setenforce [ Enforcing | Permissive | 1 | 0 ]"]);
  expect(file("config")).toBe("SELINUX=enforcing\nSELINUXTYPE=targeted\n");
});

test("SELinux that is off comes back with the next boot only", () => {
  file("config", "SELINUX=disabled\n");
  expect(said("getenforce")).toEqual([0, "Disabled"]);
  expect(said("setenforce 1")).toEqual([1, "setenforce: SELinux is disabled"]);
  expect(said("sestatus")).toEqual([0, "SELinux status:                 disabled"]);
  expect(said("restorecon -R /etc")).toEqual([0, ""]);
});
