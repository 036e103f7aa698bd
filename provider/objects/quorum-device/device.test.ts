import type { Declared } from "./arguments.js";
import { declaredAs, deviceOf, differences, inWords } from "./device.js";
import { problemsOf } from "./problems.js";

const reached = { nodes: [], connection: {} };
const small: Declared = { ...reached, host: "witness", algorithm: "ffsplit" };
const every: Declared = {
  ...{
    ...reached,
    host: "witness",
    algorithm: "lms",
    tieBreaker: "highest",
    port: 5404,
    connectTimeout: 9000,
  },
  ...{
    forceIpVersion: "4",
    timeout: 11000,
    syncTimeout: "31000",
    haclusterPassword: "hush",
    address: "10.0.0.9",
  },
  heuristics: { mode: "on", interval: 20000, exec_ping: "/bin/ping -c 1 10.0.0.1" },
};
const none = { options: {}, modelOptions: {}, heuristics: {} };

test.each<[string, Declared]>([
  ["the smallest", small],
  ["one with all arguments", every],
])("%s reads back what pcs makes of it", (_what, args) => {
  const { options, modelOptions, heuristics } = deviceOf(args);
  expect(declaredAs(args, { model: "net", options, modelOptions, heuristics })).toEqual(args);
});

test("what was not declared is read as well, so that it shows as a difference", () => {
  const found = {
    model: "net",
    options: { timeout: "5" },
    modelOptions: { host: "w2", algorithm: "lms" },
    heuristics: { mode: "on" },
  };
  const seen = { ...reached, host: "w2", algorithm: "lms", timeout: "5", heuristics: { mode: "on" } };
  expect(declaredAs(small, found)).toEqual(seen);
});

test.each<[string, Declared, Declared, typeof none, string[]]>([
  ["nothing", every, { ...every, port: "5404" }, none, []],
  [
    "one option of each kind",
    { ...every, algorithm: "ffsplit", timeout: 12000, heuristics: { ...every.heuristics, mode: "off" } },
    every,
    { options: { timeout: "12000" }, modelOptions: { algorithm: "ffsplit" }, heuristics: { mode: "off" } },
    ["timeout becomes 12000, algorithm becomes ffsplit, heuristics mode becomes off"],
  ],
  [
    "what is no longer declared",
    { ...small, algorithm: "lms" },
    every,
    {
      options: { timeout: "", sync_timeout: "" },
      modelOptions: { tie_breaker: "", port: "", connect_timeout: "", force_ip_version: "" },
      heuristics: { mode: "", interval: "", exec_ping: "" },
    },
    [
      "timeout is removed, sync_timeout is removed, tie_breaker is removed, port is removed, connect_timeout is removed, " +
        "force_ip_version is removed, heuristics mode is removed, heuristics interval is removed, heuristics exec_ping is removed",
    ],
  ],
] as [string, Declared, Declared, typeof none, string[]][])(
  "a device changes in place: %s",
  (_what, wanted, found, changes, said) => {
    expect(differences(wanted, found)).toEqual(changes);
    expect(inWords(differences(wanted, found))).toEqual(
      said.map((text) => `${text} (live: the device's daemon is started anew, the cluster runs on)`),
    );
  },
);

test.each<[string, Partial<Declared>, string[]]>([
  ["nothing known yet", {}, []],
  ["all arguments", every, []],
  [
    "a host with a blank",
    { host: "a b" },
    ['host: "a b" is not allowed; allowed is an IP address or a host\'s name'],
  ],
  [
    "another algorithm",
    { algorithm: "2nodelms" },
    ['algorithm: "2nodelms" is not allowed; allowed is ffsplit, lms'],
  ],
  [
    "a name as tie breaker",
    { tieBreaker: "n1" },
    [`tieBreaker: "n1" is not allowed; allowed is lowest, highest, or a node's id`],
  ],
  ["port 0", { port: 0 }, ['port: "0" is not allowed; allowed is a whole number from 1 to 65535']],
  [
    "seconds to connect",
    { connectTimeout: 8 },
    ['connectTimeout: "8" is not allowed; allowed is a whole number of milliseconds from 1000 to 120000'],
  ],
  ["IPv5", { forceIpVersion: "5" }, ['forceIpVersion: "5" is not allowed; allowed is 0, 4, 6']],
  [
    "a time with a unit",
    { syncTimeout: "30s" },
    ['syncTimeout: "30s" is not allowed; allowed is a whole number of milliseconds from 1 to 2147483647'],
  ],
  [
    "a password of two lines",
    { haclusterPassword: "hush\nhush" },
    [
      "haclusterPassword: a password of one line is needed: 1 to 511 bytes of text without control characters",
    ],
  ],
  [
    "a password and a token",
    { haclusterPassword: "hush", token: "hush" },
    ["token: a password is given too; give one of haclusterPassword and token"],
  ],
  [
    "unknown heuristics",
    { heuristics: { mode: "maybe", exec_: "x", exec_a: "{" } },
    [
      'heuristics.mode: "maybe" is not allowed; allowed is on, off, sync',
      'heuristics.exec_: "exec_" is not an option here; allowed are mode, interval, timeout, sync_timeout, exec_NAME (up to 59 letters, digits, "_", "-" and "/")',
      'heuristics.exec_a: "{" is not allowed; allowed is one line of text, 1 to 400 bytes, without braces and control characters, without blanks around it',
    ],
  ],
  [
    "texts that corosync.conf or pcs does not carry",
    {
      host: "-h",
      tieBreaker: 0,
      token: "t\n",
      heuristics: { exec_a: "test -e x ", ["exec_" + "a".repeat(60)]: "x" },
    },
    [
      'host: "-h" is not allowed; allowed is an IP address or a host\'s name',
      'tieBreaker: "0" is not allowed; allowed is lowest, highest, or a node\'s id',
      "token: allowed is one line of text, at most 256 bytes",
      'heuristics.exec_a: "test -e x " is not allowed; allowed is one line of text, 1 to 400 bytes, without braces and control characters, without blanks around it',
      `heuristics.exec_${"a".repeat(60)}: "exec_${"a".repeat(60)}" is not an option here; allowed are mode, interval, timeout, sync_timeout, exec_NAME (up to 59 letters, digits, "_", "-" and "/")`,
    ],
  ],
])("a device with %s", (_what, args, problems) => {
  expect(problemsOf(args).map(({ property, reason }) => `${property}: ${reason}`)).toEqual(problems);
});
