import { deepEqual, match, ok } from "node:assert/strict";
import { until } from "../../lab/command.js";
import { answers, cib, holders, properties, resource } from "../live/pair/seen.js";
import type { Case } from "../live/suite.js";
import { core, type Ground, onPair } from "./ground.js";
import { complete } from "./members.js";
import { PAIR } from "./program.js";

const RECHECKED = { properties: { ...PAIR.properties, "cluster-recheck-interval": "13min" } };
const MORE = { ...RECHECKED, ips: { ...PAIR.ips, "other-ip": "192.168.0.121" } };
const UPDATED = "update ClusterProperty cluster-recheck-interval";
const CREATED = "create IPaddr2Resource other-ip";

/** How a node goes away, and comes back. */
interface Outage {
  readonly name: string;
  readonly node: "testdb01" | "testdb02";
  readonly begins: (ground: Ground) => Promise<void>;
  readonly ends: (ground: Ground) => Promise<void>;
}

const poweredOff: Outage = {
  name: "the first node has lost its power",
  node: "testdb01",
  begins: ({ lab }) => lab.powerOff("testdb01"),
  ends: ({ lab }) => lab.powerOn("testdb01"),
};
const unplugged: Outage = {
  name: "the second node's cable is pulled",
  node: "testdb02",
  begins: ({ lab }) => lab.link("testdb02", "down"),
  ends: ({ lab }) => lab.link("testdb02", "up"),
};

/** Nodes that are down. */
export const outages: readonly Case[] = [
  core(goesOn(poweredOff)),
  goesOn(unplugged),
  core(
    onPair("both nodes are down: refresh and up fail, and the state stays as it is", async (ground) => {
      const { lab } = ground;
      const resources = await ground.resources();
      for (const { name } of lab.nodes) await lab.powerOff(name);
      try {
        for (const verb of ["refresh", "up"] as const) {
          const output = await ground.failed(verb, RECHECKED);
          for (const said of [/testdb01/, /testdb02/, /Unable to/, /Check that the node is running/])
            match(output, said);
          deepEqual(await ground.resources(), resources);
        }
      } finally {
        await Promise.all(lab.nodes.map(({ name }) => lab.powerOn(name)));
      }
      await complete(lab);
      deepEqual(await ground.done("refresh"), []);
      deepEqual(await ground.done("up", RECHECKED), [UPDATED]);
    }),
  ),
];

function goesOn({ name, node, begins, ends }: Outage): Case {
  return onPair(`${name}: refresh, a change and a new service IP work by the other`, async (ground) => {
    const { lab } = ground;
    const survivor = node === "testdb01" ? "testdb02" : "testdb01";
    await begins(ground);
    try {
      await ground.run("refresh").then(({ code, output }) => deepEqual(code, 0, output));
      ok((await ground.done("up", RECHECKED)).includes(UPDATED));
      deepEqual(properties(await cib(lab, survivor))["cluster-recheck-interval"], "13min");
      ok((await ground.done("up", MORE)).includes(CREATED));
      deepEqual(resource(await cib(lab, survivor), "other-ip")?.options, {
        ip: "192.168.0.121",
        cidr_netmask: "24",
      });
      ok(await until(() => answers(lab, "192.168.0.121"), 10));
    } finally {
      await ends(ground);
    }
    await complete(lab);
    deepEqual(await holders(lab, "192.168.0.121").then(({ length }) => length), 1);
    await ground.run("refresh", MORE).then(({ code, output }) => deepEqual(code, 0, output));
    deepEqual(await ground.done("up", MORE), []);
    deepEqual(await ground.done("refresh", MORE), []);
  });
}
