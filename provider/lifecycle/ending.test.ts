import * as pulumi from "@pulumi/pulumi";
import { CloneResource } from "../objects/clone-resource/index.js";
import { HostFile } from "../objects/host-file/index.js";
import { OrderConstraint } from "../objects/order-constraint/index.js";
import { PcsCluster } from "../objects/pcs-cluster/index.js";
import { PrimitiveResource } from "../objects/primitive-resource/index.js";
import { needsNodes } from "./ending.js";

const nodes = [{ name: "n1" }, { name: "n2" }];
const AGENT = "ocf:pacemaker:Dummy";

class Other extends pulumi.CustomResource {}
class Files extends pulumi.ComponentResource {
  readonly file: HostFile;
  constructor(cluster: PcsCluster) {
    super("user:index:Files", "files");
    const content = { cluster, path: "/srv/in-component", content: "x" };
    this.file = new HostFile("in-component", content, { parent: this });
  }
}

function made() {
  const cluster = new PcsCluster("web", { nodes, haclusterPassword: "secret" });
  return { cluster, file: new HostFile("file", { cluster, path: "/srv/file", content: "x" }) };
}

beforeEach(() =>
  pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
  }),
);
afterEach(() => pulumi.runtime.disconnect());

test("what needs nothing but its cluster goes with it", () => {
  const { cluster } = made();
  const one = new PrimitiveResource("one", { cluster, agent: AGENT });
  const all = new CloneResource("all", { cluster, resource: one.resourceId });
  const stack = new Other("pulumi:pulumi:StackReference", "other", {});
  expect(needsNodes([{ resource: all.cloneId, then: "other" }, [one, cluster, stack]])).toBe(false);
  expect(needsNodes([undefined, null, "text", 1, Promise.resolve(one)])).toBe(false);
});

test.each<[string, (all: ReturnType<typeof made>) => unknown]>([
  ["depends on a file of the nodes", ({ file }) => [file]],
  ["has such a file's id among its options", ({ file }) => ({ options: { config: file.id } })],
  ["has it in a text", ({ file }) => [pulumi.interpolate`--config ${file.id}`]],
  ["depends on a component that has one", ({ cluster }) => [new Files(cluster)]],
  ["depends on what another package made", () => new Other("command:remote:Command", "command", {})],
])("what %s is removed by itself", (_what, given) => {
  expect(needsNodes([given(made())])).toBe(true);
});

test("what stands on such a one is removed before it", () => {
  const { cluster, file } = made();
  const server = new PrimitiveResource("server", { cluster, agent: AGENT }, { dependsOn: file });
  const servers = new CloneResource("servers", { cluster, resource: server.resourceId });
  const order = new OrderConstraint("order", { cluster, first: servers.cloneId, then: "ip" });
  expect(needsNodes([order])).toBe(true);
});
