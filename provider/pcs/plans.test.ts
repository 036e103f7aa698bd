import { readPlans } from "./plans.js";

// As Pacemaker 1.1, 2.0 and 2.1 print it.
const before =
  "Current cluster status:\nOnline: [ testdb01 testdb02 ]\n\n testdb-ip\t(ocf::heartbeat:IPaddr2):\t Started testdb01\n\n";

test.each([
  ["nothing is planned", `${before}Transition Summary:\n`, []],
  ["nothing is said at all", "", []],
  [
    "a restart, a move and an instance of a clone",
    `${before}Transition Summary:\n * Restart    testdb-ip     ( testdb01 )   due to resource definition change\n * Move       db     ( testdb01 -> testdb02 )\n  * Start      web:1     ( testdb02 )\n`,
    ["testdb-ip", "db", "web"],
  ],
  [
    "what cannot be done, and a fencing",
    `${before}Transition Summary:\n * Fence (reboot) testdb02 'peer is no longer part of the cluster'\n * Stop       db     ( testdb02 ) blocked\n`,
    [],
  ],
])("%s", (_what, text, expected) => {
  expect([...readPlans(text)]).toEqual(expected);
});
