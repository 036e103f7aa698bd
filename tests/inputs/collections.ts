import type { WrongInput } from "./wrong-input.js";

/** What users get wrong in what holds resources, and in fencing devices. */
export const wrongCollections: readonly WrongInput[] = [
  ["ResourceGroup", "no member", { resources: [] }, ["resources: a group needs at least one resource"]],
  [
    "ResourceGroup",
    "a member twice",
    { resources: ["a", "b", "a"] },
    ['resources[2]: "a" is named twice; each is named once'],
  ],
  [
    "ResourceGroup",
    "a member of two words",
    { resources: ["a b"] },
    ['resources[0]: "a b" is not an id: a letter or "_" first, then letters, digits, "_", "." and "-"'],
  ],
  [
    "CloneResource",
    "a clone of itself",
    { resource: "copies" },
    ['resource: "copies" is the other one as well; two different ids are needed'],
  ],
  [
    "CloneResource",
    "promotable among the meta attributes",
    { meta: { promotable: true } },
    ["meta.promotable: say it by the argument `promotable`"],
  ],
  [
    "CloneResource",
    "a number in words",
    { meta: { "clone-max": "two" } },
    ['meta.clone-max: "two" is not a value of clone-max; it takes a whole number or INFINITY'],
  ],
  [
    "BundleResource",
    "no image",
    { containerOptions: { replicas: 2 } },
    ["containerOptions.image: an image is needed"],
  ],
  [
    "BundleResource",
    "another container engine",
    { container: "lxc" },
    ['container: "lxc" is not allowed here; allowed are podman, docker'],
  ],
  [
    "BundleResource",
    "a port without an id",
    { portMaps: [{ port: 80 }] },
    ["portMaps[0].id: an id is needed"],
  ],
  [
    "BundleResource",
    "two storages of one id",
    {
      storageMaps: [
        { id: "d", "source-dir": "/a", "target-dir": "/b" },
        { id: "d", "source-dir": "/c", "target-dir": "/d" },
      ],
    },
    ['storageMaps[1]: "d" is named twice; each is named once'],
  ],
  [
    "BundleResource",
    "values that pcs does not take",
    {
      containerOptions: { image: "httpd:2.4", replicas: 0, colour: "red" },
      network: { "ip-range-start": "web", "host-netmask": 33 },
      portMaps: [
        { id: "p", port: "http" },
        { id: "r", range: "1-0" },
      ],
      storageMaps: [{ id: "d", "source-dir": "/a", target: "/b" }],
    },
    [
      'containerOptions.replicas: "0" is not allowed; allowed is a whole number, 1 or more',
      'containerOptions.colour: "colour" is not an option here; allowed are image, replicas, replicas-per-host, promoted-max, network, options, run-command',
      'network.ip-range-start: "web" is not allowed; allowed is an IP address',
      'network.host-netmask: "33" is not allowed; allowed is a whole number from 1 to 32',
      'portMaps[0].port: "http" is not allowed; allowed is a whole number from 1 to 65535',
      'portMaps[1].range: "1-0" is not allowed; allowed is two ports, e.g. 100-200',
      'storageMaps[0].target: "target" is not an option here; allowed are id, source-dir, source-dir-root, target-dir, options',
    ],
  ],
  [
    "StonithDevice",
    "an agent without its beginning",
    { agent: "ipmilan" },
    ['agent: "ipmilan" is not a fence agent: fence_NAME'],
  ],
  [
    "StonithDevice",
    "a method that does not fence",
    { options: { method: "cycle" } },
    ["options.method: method=cycle reports success although nothing was fenced; allowed is onoff"],
  ],
  [
    "StonithDevice",
    "an action of one's own",
    { options: { action: "off" } },
    ["options.action: pcs refuses `action`; use pcmk_off_action or pcmk_reboot_action"],
  ],
  [
    "EnabledResources",
    "a resource twice",
    { resources: ["a", "a"] },
    ['resources[1]: "a" is named twice; each is named once'],
  ],
];
