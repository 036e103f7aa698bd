import { hostProblem, missingPackages } from "./host-packages.js";

const NOT_HERE = "The lab needs Debian 12 or Ubuntu 24.04 or newer, this is";
const OWN_HOSTS = "Give the addresses of hosts of your own instead.";

test.each([
  ['ID=debian\nVERSION_ID="12"\n', 0, undefined],
  ["ID=debian\n", 0, undefined],
  ['ID=ubuntu\nVERSION_ID="24.04"\n', 0, undefined],
  [
    'PRETTY_NAME="Ubuntu 22.04.5 LTS"\nID=ubuntu\nVERSION_ID="22.04"\n',
    0,
    `${NOT_HERE} Ubuntu 22.04.5 LTS. ${OWN_HOSTS}`,
  ],
  [
    'PRETTY_NAME="Fedora Linux 43"\nID=fedora\nVERSION_ID=43\n',
    0,
    `${NOT_HERE} Fedora Linux 43. ${OWN_HOSTS}`,
  ],
  ["", 0, `${NOT_HERE} linux. ${OWN_HOSTS}`],
  [
    'ID=debian\nVERSION_ID="13"\n',
    1000,
    "The lab needs root: it makes network namespaces, mounts and containers. Use sudo.",
  ],
])("on %p with uid %p the lab says %p", (osRelease, uid, problem) => {
  expect(hostProblem(osRelease, uid)).toEqual(problem);
});

test("each missing package is named once", () => {
  expect(missingPackages((program) => !program.startsWith("ssh") && program !== "ping")).toEqual([
    "openssh-client",
    "iputils-ping",
  ]);
  expect(missingPackages(() => true)).toEqual([]);
});
