import { startHost, type Answer, type Asked, type ScriptedHost } from "../../../tests/scripted-host.js";
import { disconnect } from "../../ssh/index.js";
import { pcsCluster } from "./pcs-cluster.js";

const hosts: ScriptedHost[] = [];

afterEach(async () => {
  await disconnect();
  await Promise.all(hosts.splice(0).map((host) => host.close()));
});

/** A new Debian host, and what was asked of it beside looks; authentication ends as told. */
async function newHost(authentication: { readonly code: number; readonly said: string }) {
  const asked: string[] = [];
  const answers = ({ argv, stdin }: Asked): Answer => {
    if (stdin.includes('"program":"form","step":"draft"')) {
      const [, words = ""] = /"auth":(\[[^\]]*\])/.exec(stdin) ?? [];
      asked.push(["pcs", ...(JSON.parse(words) as string[])].join(" "));
      const instead = "pcs makes the cluster by itself";
      return { code: 0, stdout: JSON.stringify({ instead, auth: authentication }) };
    }
    if (argv[0] === "sh") {
      const service = { installed: true, active: true, enabled: true };
      const survey = {
        ...{ pcs: "0.11.5", capabilities: [], pacemaker: "2.1.5", corosync: "3.1.7", crm_mon: null },
        ...{ corosyncConf: "totem {\n}\n", packagedConf: true, configured: true, unresolved: [] },
        services: { pcsd: service, corosync: service, pacemaker: service },
      };
      return { code: 0, stdout: JSON.stringify(survey) };
    }
    const line = argv.slice(argv[0] === "flock" ? 4 : 0).join(" ");
    asked.push(line);
    return line.startsWith("pcs cluster setup")
      ? { code: 1, stderr: "Error: enough\n" }
      : { code: 0, stdout: "" };
  };
  const host = await startHost({ answers });
  hosts.push(host);
  const args = {
    ...{ clusterName: "testdb", haclusterPassword: "hush", transport: "knet", enable: true },
    nodes: [{ name: "n1", addresses: ["10.0.0.1"] }],
    connection: { n1: host.ssh },
    hostKeys: {},
  };
  return { args, asked };
}

const [conf, aside] = ["/etc/corosync/corosync.conf", "/etc/corosync/corosync.conf.packaged"];

test("a refused password leaves the package's own corosync.conf as it was", async () => {
  const refused = { code: 1, said: "Error: n1: Username and/or password is incorrect\n" };
  const { args, asked } = await newHost(refused);
  await expect(pcsCluster.create(args, false)).rejects.toThrow("password is incorrect");
  expect(asked).toEqual([
    `mv ${conf} ${aside}`,
    "pcs host auth n1 addr=10.0.0.1 -u hacluster",
    `mv ${aside} ${conf}`,
  ]);
});

test("the package's own cluster is destroyed once the password is accepted", async () => {
  const { args, asked } = await newHost({ code: 0, said: "n1: Authorized\n" });
  await expect(pcsCluster.create(args, false)).rejects.toThrow("enough");
  expect(asked).toEqual([
    `mv ${conf} ${aside}`,
    "pcs host auth n1 addr=10.0.0.1 -u hacluster",
    `rm -f ${aside}`,
    "pcs cluster destroy",
    "pcs cluster setup testdb n1 addr=10.0.0.1 transport knet",
  ]);
});
