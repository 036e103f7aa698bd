import { deepEqual, match } from "node:assert/strict";
import type { Case } from "../suite.js";
import { core, type Declaration, onPair, PAIR, type Pair, SERVICE_IP } from "./pair.js";
import { answers, cib, epoch, holders, on, resource, untouched } from "./seen.js";

const OTHERS = "192.168.0.121";

/** Mistakes, each with the property that it is reported against and the reason. */
const mistakes: readonly (readonly [string, Partial<Declaration>, RegExp])[] = [
  [
    "a name that Pacemaker does not know",
    property("no-qorum-policy", "stop"),
    /name.*"no-qorum-policy" is not/s,
  ],
  ["a value that it does not take", property("no-quorum-policy", "freez"), /value.*"freez" is not a value/s],
  ["a time that is none", property("cluster-recheck-interval", "soon"), /value.*"soon" is not a value/s],
  ["a property of its own", property("cluster-name", "other"), /name.*written by Pacemaker itself/s],
  ["an address that is none", ip({ ip: "192.168.0.256" }), /ip.*"192.168.0.256" is not an IPv4/s],
  ["a prefix too long", ip({ ip: "192.168.0.122", cidrNetmask: 33 }), /cidrNetmask.*"33" is not/s],
  ["a totem option that is none", cluster({ totem: { tokn: 5000 } }), /totem.tokn.*not an option/s],
  ["a token that is no number", cluster({ totem: { token: "5s" } }), /totem.token.*whole number/s],
];

/** What is refused, and that nothing is changed then. */
export const refusal: readonly Case[] = [
  ...mistakes.map(([name, declared, reason], place) => {
    const each = onPair(`a preview refuses ${name}`, async (pair) => {
      const before = await untouched(pair.lab, "testdb01");
      match(await pair.refused("preview", declared), reason);
      deepEqual(await untouched(pair.lab, "testdb01"), before);
    });
    return place === 0 || place === 6 ? core(each) : each;
  }),
  core(
    onPair("an address that another host has is refused, and nothing is changed", async (pair) => {
      await on(pair.lab, "testdb03", "ip", "address", "add", `${OTHERS}/24`, "dev", "eth0");
      const before = epoch(await cib(pair.lab, "testdb01"));
      try {
        match(await pair.refused("up", ip({ ip: OTHERS })), /192\.168\.0\.121 is in use already/);
      } finally {
        await on(pair.lab, "testdb03", "ip", "address", "del", `${OTHERS}/24`, "dev", "eth0");
      }
      deepEqual(epoch(await cib(pair.lab, "testdb01")), before);
      deepEqual(await pair.up(), []);
    }),
  ),
  onPair("an address that another service IP has is refused", async (pair) => {
    const before = epoch(await cib(pair.lab, "testdb01"));
    match(await pair.refused("up", ip({ ip: SERVICE_IP })), /192\.168\.0\.115 is in use already/);
    deepEqual(epoch(await cib(pair.lab, "testdb01")), before);
    deepEqual(await holders(pair.lab, SERVICE_IP).then(({ length }) => length), 1);
    deepEqual(await pair.up(), []);
  }),
  onPair("a service IP that does not start says why, and starts when the cause is gone", async (pair) => {
    const wrong = ip({ ip: "192.168.0.123", cidrNetmask: 24, nic: "eth7" });
    match(
      await pair.refused("up", wrong),
      /other-ip does not start: start on testdb0[12] failed: \[findif\] failed/,
    );
    const right = ip({ ip: "192.168.0.123", cidrNetmask: 24, nic: "eth0" });
    deepEqual(await startedAgain(pair, right), true);
    deepEqual(await pair.up(), ["delete IPaddr2Resource other-ip"]);
    deepEqual(resource(await cib(pair.lab, "testdb01"), "other-ip"), undefined);
  }),
];

async function startedAgain(pair: Pair, declared: Partial<Declaration>): Promise<boolean> {
  deepEqual(await pair.up(declared), ["update IPaddr2Resource other-ip"]);
  return answers(pair.lab, "192.168.0.123");
}

function property(name: string, value: string): Partial<Declaration> {
  return { properties: { ...PAIR.properties, [name]: { value } } };
}

function ip(args: object): Partial<Declaration> {
  return { ips: { ...PAIR.ips, "other-ip": { ...args } } };
}

function cluster(args: object): Partial<Declaration> {
  return { cluster: { ...PAIR.cluster, ...args } };
}
