import { complaintsIn, isDeaf } from "./journal.js";

// Corosync 3.1.7 on Debian 12, its port taken by another process.
const taken = `
  [MAIN  ] Corosync Cluster Engine 3.1.7 starting up
  [KNET  ] host: host: 9 failed long ago
Failed to start corosync.service - Corosync Cluster Engine.
  [MAIN  ] Corosync Cluster Engine 3.1.7 starting up
  [MAIN  ] Could not set SCHED_RR at priority 99: Operation not permitted (1)
  [TOTEM ] Configured link number 0: local addr: 192.168.0.114, port=5405
  [TOTEM ] knet_link_set_config failed: Address already in use (98)
  [KNET  ] host: host: 1 has no active links
  [KNET  ] udp: Unable to bind listener socket: Address already in use
Started corosync.service - Corosync Cluster Engine.
  [VOTEQ ] Waiting for all cluster members. Current votes: 1 expected_votes: 2
`;

test("a port that is taken is told in Corosync's words, and not what an earlier start said", () => {
  const told = [
    "[TOTEM ] knet_link_set_config failed: Address already in use (98)",
    "[KNET  ] udp: Unable to bind listener socket: Address already in use",
  ].join("\n");
  expect(complaintsIn(taken)).toEqual(told);
  expect(isDeaf(told)).toEqual(true);
});

test("a start without complaints tells nothing", () => {
  const journal = "[MAIN  ] Corosync Cluster Engine 3.1.7 starting up\n[KNET  ] host: host: 1 (passive)\n";
  expect(complaintsIn(journal)).toEqual("");
  expect(isDeaf("")).toEqual(false);
});
