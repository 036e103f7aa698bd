import * as pulumi from "@pulumi/pulumi";
import { HaPair } from "../components/ha-pair/index.js";
import { knownAsEarlier } from "./earlier.js";

interface Alias {
  readonly name: string;
  readonly parent: unknown;
}

test("cluster, properties and service IP of a pair go by the names that they had below the stack", async () => {
  jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  await pulumi.runtime.setMocks({
    call: ({ inputs }) => inputs as object,
    newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
  });
  const known: Record<string, readonly Alias[]> = {};
  const noted: pulumi.ResourceTransformation = ({ name, opts }) => {
    known[name] = (opts.aliases ?? []) as readonly Alias[];
    return undefined;
  };
  const host = (name: string) => ({ name, address: `${name}.example` });
  new HaPair(
    "testdb",
    {
      hosts: [host("testdb01"), host("testdb02")],
      ...{ haclusterPassword: "a password", fencing: "none", properties: { "no-quorum-policy": "stop" } },
      serviceIp: { ip: "192.168.0.115" },
    },
    { transformations: [knownAsEarlier("testdb"), noted] },
  );
  await pulumi.runtime.disconnect();
  const was = (name: string) => [{ name, parent: pulumi.rootStackResource }];
  expect(known).toEqual({
    testdb: [],
    "testdb-testdb01": [],
    "testdb-testdb02": [],
    "testdb-cluster": was("testdb"),
    "testdb-stonith-enabled": was("stonith-enabled"),
    "testdb-no-quorum-policy": was("no-quorum-policy"),
    "testdb-ip": was("testdb-ip"),
  });
});
