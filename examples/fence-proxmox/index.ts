import * as pulumi from "@pulumi/pulumi";
import { LocationConstraint, PcsCluster, StonithDevice, type NodeInput } from "pulumi-pacemaker";

const config = new pulumi.Config();

const cluster = new PcsCluster("testdb", {
  nodes: config.requireObject<NodeInput[]>("nodes"),
  haclusterPassword: config.requireSecret("haclusterPassword"),
});

interface Machine {
  /** The node's name in the cluster. */
  readonly node: string;
  /** The number of its virtual machine. */
  readonly vmId: number;
  /** How long its fencing waits, so that of two nodes that fence each other this one survives. */
  readonly delay?: string;
}

for (const { node, vmId, delay } of config.requireObject<Machine[]>("machines")) {
  const device = new StonithDevice(`fence-${node}`, {
    cluster,
    agent: "fence_pve",
    options: {
      ip: config.require("proxmox"),
      username: config.get("fenceUser") ?? "fence@pve",
      password_script: config.require("passwordScript"),
      pve_node_auto: 1,
      ssl_insecure: 0,
      vmtype: "qemu",
      pcmk_host_map: `${node}:${vmId}`,
      pcmk_host_check: "static-list",
      ...(delay ? { pcmk_delay_base: delay } : {}),
      power_timeout: 90,
      shell_timeout: 15,
      pcmk_reboot_timeout: 180,
    },
    operations: [{ name: "monitor", interval: "60s" }],
  });
  new LocationConstraint(`fence-${node}-elsewhere`, {
    cluster,
    resource: device.stonithId,
    node,
    score: "-INFINITY",
  });
}
