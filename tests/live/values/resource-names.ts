import type { Places } from "./places.js";

const DUMMY = "ocf:pacemaker:Dummy";
const stopped = { "target-role": "Stopped" };
const OPERATION = ["monitor", "15s", "20s", "restart", "Started", "0s", "true", "1"];

// An operation of texts.
const operation = ([
  name,
  interval,
  timeout,
  onFail,
  role,
  startDelay,
  enabled,
  checkLevel,
]: readonly string[]) => ({
  ...{ name, interval, timeout, onFail, role, startDelay, enabled, checkLevel },
});

/** What names something among the arguments of resources and devices, or is one of a few words; a right name is refused where nothing has it. */
export const resourceNames: readonly Places[] = [
  {
    kind: "PrimitiveResource",
    count: 12,
    usual: (id) => [id, DUMMY, "cpu", "1", ...OPERATION],
    args: (_id, [resourceId, agent, name = "", value, ...operations]) => ({
      ...{ resourceId, agent, startTimeout: 0, meta: stopped },
      ...{ utilization: { [name]: value }, operations: [operation(operations)] },
    }),
  },
  {
    kind: "IPaddr2Resource",
    count: 11,
    usual: (id) => [id, "192.168.0.201", "boot", ...OPERATION],
    args: (_id, [resourceId, ip, proto, ...monitor]) => {
      const { name, ...rest } = operation(monitor);
      return {
        ...{ resourceId, ip, allowInUse: true, startTimeout: 0, meta: stopped, monitor: rest },
        ...(name === OPERATION[0] ? {} : { operations: [{ name }] }),
        ...(proto === "boot" ? {} : { proto }),
      };
    },
  },
  {
    kind: "StonithDevice",
    count: 11,
    usual: (id) => [id, "fence_dummy", "/run/f", ...OPERATION],
    args: (_id, [stonithId, agent, status_file, ...operations]) => ({
      ...{ stonithId, agent, startTimeout: 0, meta: stopped },
      ...{ options: { status_file }, operations: [operation(operations)] },
    }),
  },
  {
    kind: "ResourceGroup",
    count: 2,
    usual: (id) => [id, "h"],
    args: (_id, [groupId, ...resources]) => ({ groupId, resources }),
  },
  {
    kind: "CloneResource",
    count: 2,
    usual: (id) => [id, "d"],
    args: (_id, [cloneId, resource]) => ({ cloneId, resource }),
  },
  {
    kind: "BundleResource",
    count: 9,
    usual: (id) => [id, "podman", "1", "192.168.0.70", "eth0", `${id}-p`, "80", "tcp", `${id}-s`],
    args: (_id, [bundleId, container, replicas, start, nic, port, number, name = "", disk]) => ({
      ...{ bundleId, container, meta: { ...stopped, [name]: "x" } },
      ...{
        containerOptions: { image: "i", replicas },
        network: { "ip-range-start": start, "host-interface": nic },
      },
      portMaps: [{ id: port, port: number }],
      storageMaps: [{ id: disk, "source-dir": "/a", "target-dir": "/b" }],
    }),
  },
];
