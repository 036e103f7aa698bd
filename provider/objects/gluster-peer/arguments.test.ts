import * as pulumi from "@pulumi/pulumi";
import { GlusterPeer, glusterPeer } from "./gluster-peer.js";

test("its host is one of its pool, and a preview tells of a repair", () => {
  const nodes = [{ name: "n1", addresses: [] }];
  expect(glusterPeer.problems({ host: "n9", nodes })).toEqual([
    { property: "host", reason: '"n9" is not one of the pool: n1' },
  ]);
  const args = { host: "n1", nodes, connection: {}, membership: "member" };
  expect(glusterPeer.notices(args, { ...args, membership: "disconnected" })).toEqual([
    "its place in the pool is repaired (it is: disconnected)",
  ]);
});

test("it is registered as a member, and the way to the pool is secret", async () => {
  const registered: pulumi.runtime.MockResourceArgs[] = [];
  await pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: (resource) => {
      registered.push(resource);
      return { id: resource.name, state: resource.inputs as object };
    },
  });
  const made = new GlusterPeer("n1-peer", { host: "n1", pool: [{ name: "n1", address: "10.0.0.1" }] });
  await new Promise((resolve) => made.urn.apply(resolve));
  const { connection, __provider, ...inputs } = registered[0]?.inputs as Record<string, unknown>;
  const nodes = [{ name: "n1", addresses: ["10.0.0.1"] }];
  expect(inputs).toEqual({ host: "n1", adopt: false, nodes, membership: "member" });
  expect(connection).toMatchObject({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  });
  expect(__provider).toContain("GlusterPeer");
});
