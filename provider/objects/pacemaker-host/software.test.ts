import { distributionOf } from "../../pcs/distribution.js";
import { nothingSeen, type HostFacts } from "../../pcs/host.js";
import { allReady, type Declared } from "./arguments.js";
import { releasesMissing, repositories } from "./software.js";
import type { Sight } from "./step.js";

const peers = [{ name: "testdb01", address: "192.168.0.113" }];
const declared: Declared = {
  ...{ nodes: [{ name: "testdb01", addresses: ["192.168.0.113"] }], peers, haclusterPassword: "s3cret" },
  ...{ update: false, firewall: "leave", selinux: "leave", repositories: "configure", waitTimeout: 600 },
  ...{ packages: [], steps: allReady },
};

function centos7(facts: Partial<HostFacts>, args: Partial<Declared>): Sight {
  const distribution = distributionOf({ id: "centos", versionId: "7", like: ["centos"], name: "CentOS 7" });
  if (!distribution) throw new Error("CentOS 7 is not known");
  return {
    own: "testdb01",
    args: { ...declared, ...args },
    distribution,
    facts: { ...nothingSeen, ...facts },
  };
}

test("on CentOS 7 what brings repositories comes first, and these are pointed to the archive", () => {
  const file = "/etc/yum.repos.d/CentOS-Gluster-9.repo";
  const url = "mirror.centos.org/$contentdir/$releasever/storage/$basearch/gluster-9/";
  const text = `[g]\nmirrorlist=http://mirrorlist.centos.org?repo=storage\n#baseurl=http://${url}\n`;
  const seen = centos7(
    { files: { [file]: text, "/etc/yum.repos.d/CentOS-Base.repo": "baseurl=http://mirror.centos.org/\n" } },
    { packages: ["centos-release-gluster9", "glusterfs-server"] },
  );
  expect(releasesMissing(seen)).toEqual(["centos-release-gluster9"]);
  const repairs = repositories.repair(seen);
  expect(repairs.map((action) => ("path" in action ? action.path : action.argv[0]))).toEqual([
    ...[file, "mv", "/etc/yum.repos.d/pulumi-pacemaker.repo"],
  ]);
});
