import { distributionOf } from "../../pcs/distribution.js";
import {
  deadRepositories,
  inVault,
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

// As centos-release-gluster9 brings it.
const gluster = `[centos-gluster9]
name=CentOS-$releasever - Gluster 9
mirrorlist=http://mirrorlist.centos.org?arch=$basearch&release=$releasever&repo=storage-gluster-9
#baseurl=http://mirror.centos.org/$contentdir/$releasever/storage/$basearch/gluster-9/
enabled=1

[centos-gluster9-test]
baseurl=http://buildlogs.centos.org/centos/$releasever/storage/$basearch/gluster-9/
enabled=0
`;
const lone = "[x]\nmirrorlist=http://mirrorlist.centos.org/?repo=x\n";

test("further repositories are pointed to the archive, and the mend is seen as one", () => {
  const pointed = inVault(`${folder}/CentOS-Gluster-9.repo`, gluster, "https://vault.centos.org/7.9.2009/");
  expect(pointed?.split("\n").slice(2, 4)).toEqual([
    "#mirrorlist=http://mirrorlist.centos.org?arch=$basearch&release=$releasever&repo=storage-gluster-9",
    "baseurl=https://vault.centos.org/7.9.2009/storage/$basearch/gluster-9/",
  ]);
  expect(pointed?.split("\n").slice(4)).toEqual(gluster.split("\n").slice(4));
  expect(deadRepositories({ "/g.repo": gluster, "/h.repo": pointed ?? "" })).toEqual(["/g.repo"]);
});

test.each([
  ["the distribution's own, which are described anew", "CentOS-Base.repo", base],
  ["one that names no place in the archive", "x.repo", lone],
])("%s is not pointed anywhere", (_what, name, text) => {
  expect(inVault(`${folder}/${name}`, text, "https://vault.centos.org/7.9.2009")).toBeUndefined();
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
