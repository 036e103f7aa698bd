import type { WrongInput } from "./wrong-input.js";

/** What users get wrong in resources. */
export const wrongResources: readonly WrongInput[] = [
  [
    "PrimitiveResource",
    "an agent without its standard",
    { agent: "apache" },
    ['agent: "apache" is not an agent: ocf:PROVIDER:TYPE, systemd:UNIT, lsb:NAME or service:NAME'],
  ],
  ["PrimitiveResource", "no agent", { agent: undefined }, ["agent: it is needed"]],
  [
    "PrimitiveResource",
    "an id of two words",
    { resourceId: "my web" },
    ['resourceId: "my web" is not an id: a letter or "_" first, then letters, digits, "_", "." and "-"'],
  ],
  [
    "PrimitiveResource",
    "a time in words",
    { operations: [{ name: "monitor", interval: "10s", timeout: "20 seconds" }] },
    [
      'operations[0].timeout: "20 seconds" is not a value of timeout; it takes a time such as 60s, 5min or PT1H',
    ],
  ],
  [
    "PrimitiveResource",
    "two monitors at one interval",
    {
      operations: [
        { name: "monitor", interval: "10s", role: "Promoted" },
        { name: "monitor", interval: "10", role: "Unpromoted" },
      ],
    },
    [
      "operations[1].interval: another monitor has the interval 10 as well; each monitor needs an interval of its own",
    ],
  ],
  [
    "PrimitiveResource",
    "an unknown reaction to a failure",
    { operations: [{ name: "monitor", onFail: "reboot" }] },
    [
      'operations[0].onFail: "reboot" is not allowed here; allowed are ignore, block, stop, demote, restart, fence, standby, restart-container',
    ],
  ],
  [
    "PrimitiveResource",
    "a role by its old name",
    { operations: [{ name: "monitor", role: "Master" }] },
    ['operations[0].role: "Master" is not allowed here; allowed are Started, Stopped, Promoted, Unpromoted'],
  ],
  [
    "PrimitiveResource",
    "an operation that is an option",
    { operations: [{ name: "--force" }] },
    ['operations[0].name: "--force" is not an operation: start, stop, monitor, ...'],
  ],
  [
    "PrimitiveResource",
    "a depth that is no number",
    { operations: [{ name: "monitor", checkLevel: "deep" }] },
    ['operations[0].checkLevel: "deep" is not a whole number'],
  ],
  [
    "PrimitiveResource",
    "a meta attribute's time in words",
    { meta: { "failure-timeout": "10 minutes" } },
    [
      'meta.failure-timeout: "10 minutes" is not a value of failure-timeout; it takes a time such as 60s, 5min or PT1H',
    ],
  ],
  [
    "PrimitiveResource",
    "a truth that is none",
    { meta: { "is-managed": "maybe" } },
    ['meta.is-managed: "maybe" is not a value of is-managed; it takes true or false'],
  ],
  [
    "PrimitiveResource",
    "a role in small letters",
    { meta: { "target-role": "stopped" } },
    [
      'meta.target-role: "stopped" is not a value of target-role; allowed are Started, Stopped, Promoted, Unpromoted, Master, Slave',
    ],
  ],
  [
    "PrimitiveResource",
    "a capacity with a unit",
    { utilization: { memory: "512MB" } },
    ['utilization.memory: "512MB" is not a whole number'],
  ],
  [
    "PrimitiveResource",
    "an empty option",
    { options: { state: "" } },
    ["options.state: it is empty; leave it out"],
  ],
  [
    "PrimitiveResource",
    "an option's name of two words",
    { options: { "a b": "c" } },
    ['options["a b"]: "a b" is not a name: ASCII letters, digits and "_" first, then also "." and "-"'],
  ],
  [
    "PrimitiveResource",
    "an option of two lines",
    { options: { fake: "a\nb" } },
    ["options.fake: character 2 is a line break; allowed is text of one line without control characters"],
  ],
  [
    "PrimitiveResource",
    "a negative time to wait",
    { startTimeout: -1 },
    ['startTimeout: "-1" is not a number of seconds: 0 or more, without a unit'],
  ],
  [
    "IPaddr2Resource",
    "a netmask that is too long",
    { cidrNetmask: 33 },
    ['cidrNetmask: "33" is not the length of a prefix; allowed are 0 to 32'],
  ],
  [
    "IPaddr2Resource",
    "a netmask in dots",
    { cidrNetmask: "255.255.255.0" },
    ['cidrNetmask: "255.255.255.0" is not the length of a prefix; allowed are 0 to 32'],
  ],
  [
    "IPaddr2Resource",
    "a netmask too long even for IPv6",
    { ip: "fd00::1", cidrNetmask: 129 },
    ['cidrNetmask: "129" is not the length of a prefix; allowed are 0 to 128'],
  ],
  [
    "IPaddr2Resource",
    "an address that is none",
    { ip: "192.168.0.300" },
    ['ip: "192.168.0.300" is not an IPv4 or IPv6 address'],
  ],
  [
    "IPaddr2Resource",
    "an address with its prefix",
    { ip: "192.168.0.115/24" },
    ['ip: "192.168.0.115/24" is not an IPv4 or IPv6 address'],
  ],
  ["IPaddr2Resource", "no address", { ip: undefined }, ["ip: an address is needed"]],
  [
    "IPaddr2Resource",
    "a monitor's interval in words",
    { monitor: { interval: "every 5s" } },
    ['monitor.interval: "every 5s" is not a value of interval; it takes a time such as 60s, 5min or PT1H'],
  ],
];
