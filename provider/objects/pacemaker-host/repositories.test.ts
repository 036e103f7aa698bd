import { distributionOf } from "../../pcs/distribution.js";
import {
  deadRepositories,
  repositoriesLacking,
  vaultFile,
  vaultText,
  withSectionEnabled,
} from "./repositories.js";

const folder = "/etc/yum.repos.d";
const base =
  "[base]\nmirrorlist=http://mirrorlist.centos.org/?release=$releasever\n#baseurl=http://mirror.centos.org/\n";
const epel = "[epel]\nbaseurl=https://dl.fedoraproject.org/pub/epel/7/\n";
const addons = "[rt]\nenabled=0\n\n[highavailability]\nname=HA\nenabled=0\ngpgcheck=1\n\n[nfv]\nenabled=0\n";
const system = (id: string, versionId: string) => {
  const found = distributionOf({ id, versionId, like: [id], name: id });
  if (!found) throw new Error(`${id} is not known`);
  return found;
};

test("the archive of CentOS 7 is described whole, without a slash too many", () => {
  const text = vaultText("http://10.0.0.1/vault/7.9.2009/");
  expect(text.match(/^(\[.*|baseurl=.*)$/gm)).toEqual([
    "[base]",
    "baseurl=http://10.0.0.1/vault/7.9.2009/os/$basearch/",
    "[updates]",
    "baseurl=http://10.0.0.1/vault/7.9.2009/updates/$basearch/",
    "[extras]",
    "baseurl=http://10.0.0.1/vault/7.9.2009/extras/$basearch/",
  ]);
  expect(text.match(/^gpgcheck=1$/gm)).toHaveLength(3);
});

test("files that name servers that are gone are found, others stay", () => {
  const old = "#mirrorlist=http://mirrorlist.centos.org/\nbaseurl=http://vault.centos.org/7.9.2009/os/\n";
  const files = { [`${folder}/a.repo`]: base, [`${folder}/b.repo`]: epel, [`${folder}/c.repo`]: old };
  expect(deadRepositories(files)).toEqual([`${folder}/a.repo`]);
});

test("one section of a file is switched on, and the others stay off", () => {
  const on = "[rt]\nenabled=0\n\n[highavailability]\nenabled=1\nname=HA\ngpgcheck=1\n\n[nfv]\nenabled=0\n";
  expect(withSectionEnabled(addons, "highavailability")).toBe(on);
});

const vault = "https://vault.centos.org/7.9.2009";
test.each([
  ["Debian needs none", system("debian", "12"), {}, undefined, undefined],
  [
    "a dead mirror list",
    system("centos", "7"),
    { "/x.repo": base },
    undefined,
    "/x.repo name servers that are gone",
  ],
  ["no description", system("centos", "7"), { "/x.repo": epel }, undefined, `${vaultFile} is not as written`],
  ["the archive", system("centos", "7"), { [vaultFile]: vaultText(vault) }, undefined, undefined],
  [
    "another mirror",
    system("centos", "7"),
    { [vaultFile]: vaultText(vault) },
    "http://10.0.0.1/7",
    `${vaultFile} is not as written`,
  ],
  [
    "a section that is off",
    system("rocky", "9.4"),
    { "/addons.repo": addons },
    undefined,
    'the repository "highavailability" is switched off',
  ],
  [
    "a section that is on",
    system("rocky", "9.4"),
    { "/addons.repo": withSectionEnabled(addons, "highavailability") },
    undefined,
    undefined,
  ],
  [
    "no subscription",
    system("rhel", "8.9"),
    {},
    undefined,
    'no repository "rhel-8-for-x86_64-highavailability-rpms"',
  ],
])("repositories: %s", (_, distribution, files, mirror, lacking) => {
  expect(repositoriesLacking(distribution, files, mirror)).toBe(lacking);
});
