/** One object of the stack and all that is done to it. */
export interface Declared {
  readonly kind: string;
  /** The resource's name, which is its id in the cluster where it has one. */
  readonly name: string;
  readonly args: object;
  /** Every argument that can change in place has changed. */
  readonly changed?: object;
  /** Every argument that can be left out is. */
  readonly less?: object;
  /** Names of what has to be there before it. */
  readonly needs?: readonly string[];
  /** The pcs commands that make the same by hand. */
  readonly hand: readonly string[];
}

const DUMMY = "ocf:pacemaker:Dummy";
const plain = (name: string, more: object = {}): Declared => ({
  kind: "PrimitiveResource",
  name,
  args: { agent: DUMMY, ...more },
  hand: [`resource create ${name} ${DUMMY}`],
});

/** Resources of every shape. */
export const resources: readonly Declared[] = [
  {
    kind: "PrimitiveResource",
    name: "full",
    args: {
      resourceId: "full",
      agent: DUMMY,
      options: { state: "/run/full", fake: 'it\'s "a" $(b); c\\' },
      operations: [
        { name: "monitor", interval: "15s", timeout: "20s", onFail: "restart" },
        { name: "monitor", interval: "60s", checkLevel: 1 },
        { name: "start", timeout: "30s" },
      ],
      meta: { "resource-stickiness": 100, "migration-threshold": 3 },
      utilization: { cpu: 1, memory: 64 },
    },
    changed: {
      resourceId: "full",
      agent: DUMMY,
      options: { state: "/run/full2", fake: "-y" },
      operations: [
        { name: "monitor", interval: "16s", timeout: "25s", onFail: "block" },
        { name: "monitor", interval: "61s", checkLevel: 2 },
        { name: "start", timeout: "31s" },
      ],
      meta: { "resource-stickiness": 101, "migration-threshold": 4 },
      utilization: { cpu: 2, memory: 65 },
      startTimeout: 80,
    },
    less: { agent: DUMMY },
    hand: [
      `resource create full ${DUMMY} state=/run/full 'fake=it'\\''s "a" $(b); c\\' op monitor interval=15s timeout=20s on-fail=restart monitor interval=60s OCF_CHECK_LEVEL=1 start timeout=30s meta resource-stickiness=100 migration-threshold=3`,
      "resource utilization full cpu=1 memory=64",
    ],
  },
  ...["one", "two", "three", "four"].map((name) => plain(name)),
  {
    kind: "PrimitiveResource",
    name: "unit",
    args: {
      agent: "systemd:rc-local",
      operations: [{ name: "monitor", interval: "30s" }],
      meta: { "target-role": "Stopped" },
    },
    changed: {
      agent: "systemd:rc-local",
      operations: [{ name: "monitor", interval: "40s" }],
      meta: { "target-role": "Stopped" },
    },
    hand: ["resource create unit systemd:rc-local op monitor interval=30s meta target-role=Stopped"],
  },
  {
    kind: "PrimitiveResource",
    name: "db",
    args: {
      agent: "ocf:pacemaker:Stateful",
      operations: [
        { name: "monitor", interval: "5s", role: "Promoted" },
        { name: "monitor", interval: "6s", role: "Unpromoted" },
      ],
    },
    changed: {
      agent: "ocf:pacemaker:Stateful",
      operations: [
        { name: "monitor", interval: "7s", role: "Promoted" },
        { name: "monitor", interval: "8s", role: "Unpromoted" },
      ],
    },
    less: { agent: "ocf:pacemaker:Stateful" },
    hand: [
      "resource create db ocf:pacemaker:Stateful op monitor interval=5s role=Promoted monitor interval=6s role=Unpromoted",
    ],
  },
  plain("copied"),
  {
    kind: "PrimitiveResource",
    name: "later",
    args: { agent: DUMMY, disabled: true },
    changed: { agent: DUMMY, disabled: false },
    hand: [`resource create later ${DUMMY} --disabled`],
  },
  {
    kind: "EnabledResources",
    name: "now",
    args: { resources: ["later"] },
    changed: { resources: ["later", "four"], startTimeout: 80 },
    needs: ["later", "four"],
    hand: ["resource enable later"],
  },
  {
    kind: "ResourceGroup",
    name: "team",
    args: { groupId: "team", resources: ["one", "two"], meta: { "resource-stickiness": 3 } },
    changed: { groupId: "team", resources: ["three", "two", "one"], meta: { "resource-stickiness": 4 } },
    less: { resources: ["two"] },
    needs: ["one", "two", "three"],
    hand: ["resource group add team one two", "resource meta team resource-stickiness=3"],
  },
  {
    kind: "CloneResource",
    name: "copies",
    args: { cloneId: "copies", resource: "copied", meta: { interleave: true, "clone-max": 2 } },
    changed: {
      cloneId: "copies",
      resource: "copied",
      promotable: false,
      meta: { interleave: false, "clone-max": 1 },
    },
    less: { resource: "copied" },
    needs: ["copied"],
    hand: ["resource clone copied copies meta interleave=true clone-max=2"],
  },
  {
    kind: "CloneResource",
    name: "dbs",
    args: { resource: "db", promotable: true, meta: { "promoted-max": 1 } },
    changed: { resource: "db", promotable: true, meta: { "promoted-max": 2 } },
    needs: ["db"],
    hand: ["resource promotable db dbs meta promoted-max=1"],
  },
  {
    kind: "BundleResource",
    name: "box",
    args: {
      bundleId: "box",
      container: "podman",
      containerOptions: { image: "img:1", replicas: 2, options: "-v x" },
      network: { "ip-range-start": "192.168.0.50", "control-port": 3121 },
      portMaps: [
        { id: "web", port: 80 },
        { id: "many", range: "100-200" },
      ],
      storageMaps: [{ id: "disk", "source-dir": "/a", "target-dir": "/b", options: "rw" }],
      meta: { "target-role": "Stopped", "resource-stickiness": 1 },
    },
    changed: {
      bundleId: "box",
      container: "podman",
      containerOptions: { image: "img:2", replicas: 1, options: "-v y" },
      network: { "ip-range-start": "192.168.0.60", "control-port": 3122 },
      portMaps: [
        { id: "web", port: 81 },
        { id: "many", range: "101-201" },
      ],
      storageMaps: [{ id: "disk", "source-dir": "/c", "target-dir": "/d", options: "ro" }],
      meta: { "target-role": "Stopped", "resource-stickiness": 2 },
    },
    less: { containerOptions: { image: "img:1" }, meta: { "target-role": "Stopped" } },
    hand: [
      "resource bundle create box container podman image=img:1 replicas=2 'options=-v x' network ip-range-start=192.168.0.50 control-port=3121 port-map id=web port=80 port-map id=many range=100-200 storage-map id=disk source-dir=/a target-dir=/b options=rw meta target-role=Stopped resource-stickiness=1",
    ],
  },
];
