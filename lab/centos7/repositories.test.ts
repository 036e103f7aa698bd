import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vaultText } from "../../provider/objects/pacemaker-host/repositories.js";
import { interpreter } from "../../tests/fixtures/local-node.js";
import { PERSONALITY } from "./personality.js";

const REACH = `
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
from repositories import Unreachable, reach_all

try:
    print(" ".join(reach_all(sys.argv[2], lambda key: key.endswith("RPM-GPG-KEY-CentOS-7"))))
except Unreachable as away:
    print(away)
`;

const dead = PERSONALITY["etc/yum.repos.d/CentOS-Base.repo"]?.text ?? "";
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "repositories-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** What yum finds with these files that describe repositories. */
function reached(files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const argv = ["-c", REACH, __dirname, folder];
  const { stdout, stderr } = spawnSync(interpreter("python3") ?? "", argv, { encoding: "utf8" });
  return (stderr + stdout).trim();
}

test("the repositories of the image name servers that are gone", () => {
  expect(reached({ "CentOS-Base.repo": dead })).toMatch(
    /^Could not retrieve mirrorlist .*repo=os.* error was\n14: curl#6 - "Could not resolve host: mirrorlist\.centos\.org/,
  );
});

test.each([
  ["an archive of the last release", "https://vault.centos.org/7.9.2009", /^base updates extras$/],
  ["a mirror of it", "http://mirror.example/centos-vault/7.9.2009/", /^base updates extras$/],
  ["no folder of an archive", "https://vault.centos.org/7", /Errno 14\] HTTPS Error 404/],
  ["a server that is gone", "http://mirror.centos.org/centos/7.9.2009", /Could not resolve host/],
])("what PacemakerHost writes names %s", (_what, base, answer) => {
  expect(reached({ "pulumi-pacemaker.repo": vaultText(base) })).toMatch(answer);
});

test("one repository that is gone is enough for yum to fail, and one that is put aside is not read", () => {
  const vault = vaultText("https://vault.centos.org/7.9.2009");
  expect(reached({ "pulumi-pacemaker.repo": vault, "CentOS-Base.repo.replaced": dead })).toBe(
    "base updates extras",
  );
  expect(reached({ "CentOS-gluster.repo": dead.replaceAll("[", "[gluster-") })).toMatch(
    /Could not retrieve mirrorlist/,
  );
});
