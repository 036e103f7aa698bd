import { deepEqual, match } from "node:assert/strict";
import { cib, on, properties } from "../live/pair/seen.js";
import { onHosts } from "./ground.js";
import { BARE } from "./program.js";

const UNIT = "port-taken";
const HOLDER = "import socket,time;s=socket.socket(2,2);s.bind(('0.0.0.0',5405));time.sleep(600)";
// A whole setup comes before it, which a busy machine takes its time for.
const LONGEST = 240;

/** A start that fails half way: the cluster is set up then, and the state must know it. */
export const occupiedPort = onHosts(
  "a port of Corosync that another process has: the next up goes on from there",
  async (ground) => {
    const { lab } = ground;
    await on(lab, "testdb02", "systemd-run", `--unit=${UNIT}`, "python3", "-c", HOLDER);
    try {
      const output = await ground.failed("up", BARE, LONGEST);
      match(output, /testdb02/);
      match(output, /5405|[Aa]ddress already in use/);
      deepEqual(await ground.made(), ["PcsCluster testdb"]);
    } finally {
      await on(lab, "testdb02", "systemctl", "stop", UNIT);
    }
    deepEqual(await ground.done("up", BARE), [
      "create ClusterProperty stonith-enabled",
      "update PcsCluster testdb",
    ]);
    deepEqual(properties(await cib(lab, "testdb02"))["stonith-enabled"], "false");
    deepEqual(await ground.done("up", BARE), []);
  },
);
