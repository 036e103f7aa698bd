import { deepEqual, match } from "node:assert/strict";
import { changesIn } from "../pair/pair.js";
import { on } from "../pair/seen.js";
import type { Case } from "../suite.js";
import { declare, deployed, device, ground, PASSWORD, refreshed, WITNESS } from "./ground.js";
import { AS_SMALL, SMALL, sorted, UPDATED } from "./life.js";

const pcs = (...argv: readonly string[]) => on(ground().lab, "testdb01", "pcs", "quorum", "device", ...argv);

/** What others do to it, and what was there before. */
export const drift: readonly Case[] = [
  {
    name: "what somebody changed is seen and brought back",
    run: async () => {
      await pcs(
        "update",
        "timeout=12000",
        "model",
        "algorithm=lms",
        "heuristics",
        "mode=on",
        "exec_a=/bin/true",
      );
      deepEqual(await refreshed(), UPDATED);
      deepEqual(await deployed({ device: SMALL }), UPDATED);
      deepEqual(sorted(await device("testdb01")), sorted(AS_SMALL));
      deepEqual(await refreshed(), []);
    },
  },
  {
    name: "a device that somebody removed is seen to be gone and made again",
    run: async () => {
      await pcs("remove");
      deepEqual(await refreshed(), ["delete QuorumDevice witness"]);
      deepEqual(await deployed({ device: SMALL }), ["create QuorumDevice witness"]);
      deepEqual(sorted(await device("testdb01")), sorted(AS_SMALL));
      await pcs("remove");
      deepEqual(await deployed({ device: { ...SMALL, timeout: 11000 } }), UPDATED);
      deepEqual(await deployed({ device: SMALL }), UPDATED);
      deepEqual(await refreshed(), []);
    },
  },
  {
    name: "a device made by hand is refused, and taken over as it is",
    run: async () => {
      const { lab, stack } = ground();
      await deployed({});
      const auth = ["pcs", "host", "auth", WITNESS, "-u", "hacluster"];
      deepEqual((await lab.exec("testdb01", auth, { stdin: `${PASSWORD}\n` })).code, 0);
      await pcs("add", "model", "net", `host=${WITNESS}`, "algorithm=ffsplit");
      const daemon = () => on(lab, "testdb02", "systemctl", "show", "--property=MainPID", "corosync-qdevice");
      const before = await daemon();

      await declare({ device: SMALL });
      const refused = await stack.up();
      deepEqual(refused.code !== 0, true);
      match(refused.output, /has a quorum device already, at testdb03\. It was not made by this stack/);
      await declare({ device: { host: "192.168.0.116", adopt: true } });
      match((await stack.up()).output, /Declare `host: "testdb03"` to take it over/);
      await declare({ device: { ...SMALL, adopt: true } });
      deepEqual(changesIn(await stack.up()), ["create QuorumDevice witness"]);
      deepEqual(await daemon(), before);
      deepEqual(await refreshed(), []);
    },
  },
  {
    name: "wrong arguments are named at preview",
    run: async () => {
      const wrong = {
        host: "a b",
        algorithm: "2nodelms",
        port: 0,
        connectTimeout: 10,
        heuristics: { exec: "x" },
      };
      await declare({ device: wrong });
      const { code, output } = await ground().stack.preview();
      deepEqual(code !== 0, true);
      for (const property of ["host", "algorithm", "port", "connectTimeout", "heuristics.exec"])
        match(output, new RegExp(`${property}.*allowed (is|are)`));
    },
  },
];
