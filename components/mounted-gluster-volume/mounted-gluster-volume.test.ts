import * as pulumi from "@pulumi/pulumi";
import { existingCluster } from "../../provider/lifecycle/cluster-handle.js";
import type { MountedGlusterVolumeArgs } from "./arguments.js";
import { MountedGlusterVolume } from "./mounted-gluster-volume.js";

const hosts = ["n1", "n2", "n3"].map((name, index) => ({ name, address: `10.0.0.${index + 1}` }));
const bricks = hosts.map(({ name: host }) => ({ host, path: "/bricks/web/brick" }));
const cluster = existingCluster({ nodes: hosts.slice(0, 2) });
const given: MountedGlusterVolumeArgs = { hosts, bricks, mount: { directory: "/srv/web" } };

let registered: pulumi.runtime.MockResourceArgs[] = [];

beforeEach(async () => {
  registered = [];
  await pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: (resource) => {
      registered.push(resource);
      return { id: resource.name, state: resource.inputs as object };
    },
  });
});

async function made(args: MountedGlusterVolumeArgs) {
  const outputs: unknown[] = [];
  const { volumeName, directory, mountId } = new MountedGlusterVolume("web", args);
  pulumi.all([volumeName, directory, mountId]).apply((known) => outputs.push(...known));
  await pulumi.runtime.disconnect();
  return {
    outputs,
    children: registered.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`).sort(),
  };
}

function inputsOf(name: string): Record<string, unknown> {
  const { __provider, ...inputs } = registered.find((resource) => resource.name === name)?.inputs as Record<
    string,
    unknown
  >;
  return inputs;
}

const own = [
  ...["GlusterPeer web-n1", "GlusterPeer web-n2", "GlusterPeer web-n3", "GlusterVolume web-volume"],
  ...["MountedGlusterVolume web", "SystemdUnit web-glusterd"],
];

test("in a cluster it is daemon, pool, volume, and a clone that mounts it on each node", async () => {
  const { outputs, children } = await made({
    ...given,
    mount: { directory: "/srv/web", cluster, options: "acl" },
  });
  expect(children).toEqual(
    [
      ...own,
      ...["PrimitiveResource web-mount", "CloneResource web-mount-clone", "EnabledResources web-mount-start"],
    ].sort(),
  );
  expect(outputs).toEqual(["web", "/srv/web", "web-mount-clone"]);
  expect(inputsOf("web-mount")).toMatchObject({
    agent: "ocf:heartbeat:Filesystem",
    options: {
      ...{ device: "localhost:/web", directory: "/srv/web", fstype: "glusterfs" },
      options: "backup-volfile-servers=10.0.0.1:10.0.0.2:10.0.0.3,acl",
    },
    disabled: true,
  });
  expect(inputsOf("web-mount-clone")).toMatchObject({ resource: "web-mount", meta: { interleave: true } });
});

test("without one the hosts with contents mount it by themselves", async () => {
  const { outputs, children } = await made(given);
  expect(children).toEqual([...own, "HostMount web-mount"].sort());
  expect(outputs).toEqual(["web", "/srv/web", undefined]);
  expect(inputsOf("web-mount")).toMatchObject({
    ...{ source: "localhost:/web", directory: "/srv/web", type: "glusterfs" },
    options: "_netdev,x-systemd.requires=glusterd.service,backup-volfile-servers=10.0.0.1:10.0.0.2:10.0.0.3",
    nodes: hosts.slice(0, 2).map(({ name, address }) => ({ name, addresses: [address] })),
  });
});

test("the daemon is on each host, and each peer has the same pool", async () => {
  await made({ ...given, mount: { directory: "/srv/web", on: ["n3"] }, adopt: true });
  const pool = hosts.map(({ name, address }) => ({ name, addresses: [address] }));
  expect(inputsOf("web-glusterd")).toMatchObject({
    ...{ unit: "glusterd.service", enabled: true, active: true },
    nodes: pool,
  });
  for (const { name } of hosts)
    expect(inputsOf(`web-${name}`)).toMatchObject({ host: name, nodes: pool, adopt: true });
  expect(inputsOf("web-volume")).toMatchObject({ volumeName: "web", bricks, adopt: true, nodes: pool });
  expect(inputsOf("web-mount")).toMatchObject({ nodes: pool.slice(2) });
});

test.each<[string, MountedGlusterVolumeArgs["mount"], string]>([
  ["a folder that is none", { directory: "srv" }, 'mount.directory: "srv" is not a folder from the root on'],
  [
    "a cluster and hosts",
    { directory: "/srv/web", cluster, on: ["n1"] },
    "mount.on: the cluster mounts it on each of its nodes: leave one of the two out",
  ],
  [
    "a host that is not there",
    { directory: "/srv/web", on: ["n9"] },
    "mount.on: n9 is not one of `hosts`: n1, n2, n3",
  ],
])("a mount with %s is refused", (_what, mount, words) => {
  expect(() => new MountedGlusterVolume("web", { ...given, mount })).toThrow(words);
});
