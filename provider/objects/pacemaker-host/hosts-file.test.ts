import { hostsLacking, withHosts, withoutHosts } from "./hosts-file.js";

const pair = [
  { name: "testdb01", address: "192.168.0.113" },
  { name: "testdb02", address: "192.168.0.114" },
];
const block = [
  "# pulumi-pacemaker: nodes of the cluster",
  "192.168.0.113 testdb01",
  "192.168.0.114 testdb02",
  "# pulumi-pacemaker: end",
];
const aside = "# pulumi-pacemaker: instead of ";

const cases: [string, string[], string[]][] = [
  ["an empty file", [""], [...block, ""]],
  ["a plain file", ["127.0.0.1 localhost", ""], [...block, "127.0.0.1 localhost", ""]],
  [
    "Debian's own line of the host",
    ["127.0.0.1 localhost", "127.0.1.1\ttestdb01.example.org testdb01", "10.0.0.9 other", ""],
    [
      ...block,
      "127.0.0.1 localhost",
      `${aside}127.0.1.1\ttestdb01.example.org testdb01`,
      "10.0.0.9 other",
      "",
    ],
  ],
  [
    "names beside the host's own",
    ["::1 localhost testdb01 # both", "127.0.0.1 testdb011", ""],
    [...block, `::1 localhost ${aside}::1 localhost testdb01 # both`, "127.0.0.1 testdb011", ""],
  ],
  [
    "cloud-init's template",
    ["## template:jinja", "{# why #}", "127.0.1.1 {{fqdn}} {{ hostname }}", "127.0.0.1 localhost", ""],
    [
      "## template:jinja",
      ...block,
      "{# why #}",
      `${aside}127.0.1.1 {{fqdn}} {{ hostname }}`,
      "127.0.0.1 localhost",
      "",
    ],
  ],
  [
    "the template of CentOS 7",
    ["127.0.0.1 {{fqdn}} {{hostname}}", "127.0.0.1 localhost.localdomain localhost", ""],
    [...block, `${aside}127.0.0.1 {{fqdn}} {{hostname}}`, "127.0.0.1 localhost.localdomain localhost", ""],
  ],
];

test.each(cases)("%s names the nodes, and is as before without them", (_, before, after) => {
  const text = before.join("\n");
  const named = withHosts(text, "testdb01", pair);
  expect(named.split("\n")).toEqual(after);
  expect(withHosts(named, "testdb01", pair)).toBe(named);
  expect(hostsLacking(named, "testdb01", pair)).toEqual([]);
  expect(withoutHosts(named)).toBe(text);
});

test("what cloud-init makes of a named template lacks nothing", () => {
  const template = withHosts("## template:jinja\n127.0.1.1 {{fqdn}} {{hostname}}\n", "testdb01", pair);
  const rendered = template
    .replace("## template:jinja\n", "")
    .replace("{{fqdn}}", "testdb01.local")
    .replace("{{hostname}}", "testdb01");
  expect(hostsLacking(rendered, "testdb01", pair)).toEqual([]);
});

test.each([
  ["nothing of ours", "127.0.0.1 localhost\n", ["testdb01", "testdb02"]],
  ["a line was removed", [...block.slice(0, 2), ...block.slice(3)].join("\n"), ["testdb02"]],
  [
    "another address",
    block.join("\n").replace(".114", ".14"),
    ["testdb02", 'no longer "192.168.0.14 testdb02"'],
  ],
  ["a node that left", block.toSpliced(3, 0, "10.0.0.1 old").join("\n"), ['no longer "10.0.0.1 old"']],
  [
    "the own name on loopback",
    ["127.0.0.1 testdb01", ...block].join("\n"),
    ["testdb01 on a loopback address"],
  ],
  ["the end was cut off", block.slice(0, 3).join("\n"), ["testdb01", "testdb02"]],
])("a hosts file lacks: %s", (_, text, lacking) => {
  expect(hostsLacking(text, "testdb01", pair)).toEqual(lacking);
});

test("a changed list of nodes replaces the one before", () => {
  const text = withHosts("127.0.0.1 localhost\n", "testdb01", pair);
  const alone = withHosts(text, "testdb01", pair.slice(0, 1));
  expect(alone.split("\n")).toEqual([block[0], block[1], block[3], "127.0.0.1 localhost", ""]);
});
