import * as pulumi from "@pulumi/pulumi";
import { allReady, type Declared } from "./arguments.js";
import { PacemakerHost, pacemakerHost } from "./pacemaker-host.js";

const declared: Declared = {
  nodes: [{ name: "testdb01", addresses: ["192.168.0.113"] }],
  peers: [{ name: "testdb01", address: "192.168.0.113" }],
  haclusterPassword: "secret",
  update: false,
  firewall: "configure",
  selinux: "leave",
  repositories: "configure",
  packages: [],
  waitTimeout: 600,
  steps: allReady,
};

test("a host is known by its name, and never replaced", () => {
  expect([pacemakerHost.id(declared), pacemakerHost.replaceOn]).toEqual(["testdb01", []]);
});

test.each<[string, Partial<Declared>, Partial<Declared>, string[]]>([
  ["nothing of a host that is ready", {}, {}, []],
  [
    "the step that is not",
    {},
    { steps: { ...allReady, pcsd: "not running" } },
    ["pcsd is made ready again (it is: not running)"],
  ],
  ["an update that is asked for", { update: true }, {}, ["all packages are brought up to date"]],
  ["no update that was done before", { update: true }, { update: true, updated: true }, []],
  [
    "an update that a failed run has not come to",
    { update: true },
    { update: true, updated: false },
    ["all packages are brought up to date"],
  ],
])("a preview tells %s", (_what, wanted, old, notices) => {
  expect(pacemakerHost.notices({ ...declared, ...wanted }, { ...declared, ...old })).toEqual(notices);
});

test("a host is registered with its defaults, its own name in the hosts file, and its password secret", async () => {
  const registered: pulumi.runtime.MockResourceArgs[] = [];
  await pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: (resource) => {
      registered.push(resource);
      return { id: resource.name, state: resource.inputs as object };
    },
  });
  const node = { name: "testdb01", address: "192.168.0.113" };
  const host = new PacemakerHost("db", { node, haclusterPassword: "secret" });
  await new Promise((resolve) => host.urn.apply(resolve));
  const { haclusterPassword, connection, __provider, ...inputs } = registered[0]?.inputs as Record<
    string,
    unknown
  >;
  const { haclusterPassword: _password, ...plain } = declared;
  expect([registered[0]?.type, registered[0]?.name, inputs]).toEqual([
    "pulumi-nodejs:dynamic/pacemaker:PacemakerHost",
    "db",
    plain,
  ]);
  for (const secret of [haclusterPassword, connection])
    expect(secret).toMatchObject({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" });
  expect(__provider).toContain("PacemakerHost");
});
