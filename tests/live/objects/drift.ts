import { deepEqual } from "node:assert/strict";
import { on } from "../pair/seen.js";
import type { Case } from "../suite.js";
import { configuration } from "./configuration.js";
import { byHand, deployed, done, ground, refreshed } from "./ground.js";
import type { Declared } from "./resources.js";

// What somebody does to an object with pcs.
const changes: Readonly<Record<string, readonly string[]>> = {
  full: [
    "resource update full fake=other",
    "resource meta full migration-threshold=9",
    "resource utilization full cpu=7",
  ],
  db: ["resource op remove db-monitor-interval-5s"],
  team: ["resource group remove team two", "resource meta team resource-stickiness="],
  copies: ["resource meta copies clone-max=1"],
  box: ["resource bundle update box port-map remove web container replicas=1"],
  address: ["resource update address nic=eth1 arp_count="],
  here: ["constraint remove here", "constraint location add here resource%full testdb01 21"],
  ruled: [
    "constraint remove ruled",
    "constraint location resource%dbs rule id=r constraint-id=ruled defined foo",
  ],
  together: ["constraint remove together", "constraint colocation add four with full 1 id=together"],
  first: ["constraint remove first", "constraint order four then full id=first"],
  granted: ["constraint remove granted", "constraint ticket add site-x unit id=granted"],
  "fence-a": ["stonith update fence-a pcmk_host_list=testdb02"],
  "level-node": [
    "stonith level remove 1 target testdb01 stonith fence-a fence-b",
    "stonith level add 1 testdb01 fence-b",
  ],
  "rsc-ruled": ["resource defaults set update rsc-ruled meta migration-threshold= resource-stickiness=1"],
  "op-ruled": ["resource op defaults set update op-ruled meta timeout=1s"],
  rack: ["node attribute testdb01 rack=9"],
  "batch-limit": ["property set batch-limit=33"],
  capacity: ["node utilization testdb01 cpu=9 disk=1"],
  watch: ["acl permission add watch write xpath //nodes"],
  alice: ["acl role unassign act from user alice"],
  admins: ["acl role assign act to group admins"],
  pager: ["alert update pager options a=z", "alert recipient remove dev"],
  marked: ["tag update marked remove four"],
};

// What somebody deletes, an object each, and what pcs takes with it.
const deletions: Readonly<Record<string, string>> = {
  one: "resource delete one",
  box: "resource delete box",
  address: "resource delete address",
  now: "resource disable later",
  pattern: "constraint remove pattern",
  "together-sets": "constraint remove together-sets",
  "first-sets": "constraint remove first-sets",
  "granted-sets": "constraint remove granted-sets",
  "level-pattern": "stonith level remove 2 target 'regexp%test.*' stonith fence-b",
  "rsc-ruled": "resource defaults set delete rsc-ruled",
  "op-ruled": "resource op defaults set delete op-ruled",
  rack: "node attribute testdb01 rack=",
  testdb02: "node unmaintenance testdb02",
  asleep: "node unstandby testdb02",
  "batch-limit": "property unset batch-limit",
  admins: "acl group delete admins",
  pager: "alert remove pager",
  marked: "tag remove marked",
};

/** What people do to the objects by hand, beside the program. */
export const drift = (everything: readonly Declared[]): readonly Case[] => [
  {
    name: "what was changed with pcs is seen by refresh and repaired by up",
    run: async () => {
      const made = await configuration();
      const objects = everything.filter(({ name }) => name in changes);
      await byHand(objects.flatMap(({ name }) => changes[name] ?? []));
      const differing = done("update", objects);
      deepEqual(await refreshed(), differing);
      deepEqual(await deployed(everything), differing);
      deepEqual(await configuration(), made);
    },
  },
  {
    name: "what was deleted with pcs is seen by refresh and made again by up",
    run: async () => {
      const made = await configuration();
      const gone = everything.filter(({ name }) => name in deletions);
      await byHand(gone.flatMap(({ name }) => deletions[name] ?? []));
      // pcs 0.9 knows no sets: it takes the values, and later releases of it leave the set.
      const left = await on(ground().lab, "testdb01", "cibadmin", "-Q");
      const emptied = gone.filter(
        ({ kind, name }) => kind.endsWith("Defaults") && left.includes(`id="${name}"`),
      );
      const deleted = gone.filter((one) => !emptied.includes(one));
      deepEqual(
        await refreshed(),
        [...done("delete", deleted), ...done("update", emptied), "update ResourceGroup team"].sort(),
      );
      await deployed(everything);
      deepEqual(await configuration(), made);
    },
  },
  {
    name: "what an operator wants for now, and what others made, is left alone",
    run: async () => {
      await byHand([
        "resource disable four",
        "resource unmanage one",
        "resource ban full testdb02",
        "resource create foreign ocf:pacemaker:Dummy",
        "constraint location foreign prefers testdb01",
      ]);
      const before = await configuration();
      deepEqual(await refreshed(), []);
      deepEqual(await deployed(everything), []);
      deepEqual(await configuration(), before);
      await byHand([
        "resource enable four",
        "resource manage one",
        "resource clear full",
        "resource delete foreign",
      ]);
    },
  },
  {
    name: "a group changes its members while what stays keeps running",
    run: async () => {
      const before = await stops("two");
      const order = everything.map((one) =>
        one.name === "team" ? { ...one, args: { resources: ["three", "two"] } } : one,
      );
      deepEqual(await deployed(order), ["update ResourceGroup team"]);
      await on(ground().lab, "testdb01", "crm_resource", "--wait");
      deepEqual(await stops("two"), before);
      await deployed(everything);
    },
  },
];

async function stops(resource: string): Promise<number> {
  const log = await on(ground().lab, "testdb01", "cat", "/var/log/pacemaker/pacemaker.log");
  return log.split("\n").filter((line) => line.includes(`Result of stop operation for ${resource} `)).length;
}
