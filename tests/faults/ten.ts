import { deepEqual } from "node:assert/strict";
import type { Lab } from "../../lab/index.js";
import { cib, holders, resource } from "../live/pair/seen.js";
import type { Ground } from "./ground.js";
import { complete } from "./members.js";
import { type Declaration, PAIR } from "./program.js";

const TEN = Array.from({ length: 10 }, (_, index) => [`ip-${index}`, `192.168.0.${130 + index}`] as const);

/** The pair with ten service IPs more, which one batch makes. */
export const MANY: Partial<Declaration> = { ips: { ...PAIR.ips, ...Object.fromEntries(TEN) } };

/** Each of the ten is in the configuration with all that belongs to it, or not at all; answers how many are. */
export async function wholeOrAbsent(lab: Lab): Promise<number> {
  const xml = await cib(lab, "testdb01");
  const there = TEN.filter(([name]) => resource(xml, name) !== undefined);
  deepEqual(
    there.map(([name]) => resource(xml, name)),
    there.map(([, ip]) => ({
      options: { ip, cidr_netmask: "24" },
      meta: {},
      operations: [
        { name: "monitor", interval: "5s" },
        { name: "start", interval: "0s", timeout: "20s" },
        { name: "stop", interval: "0s", timeout: "20s" },
      ],
    })),
  );
  return there.length;
}

/** All ten are there and run on one node each, and nothing differs from what is declared. */
export async function allThere(ground: Ground, declared: Partial<Declaration>): Promise<void> {
  const { lab } = ground;
  await complete(lab);
  deepEqual(await wholeOrAbsent(lab), TEN.length);
  for (const [, ip] of TEN) deepEqual((await holders(lab, ip)).length, 1, ip);
  deepEqual(await ground.done("refresh", declared), []);
  deepEqual(await ground.done("up", declared), []);
}
