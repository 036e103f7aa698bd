import * as pulumi from "@pulumi/pulumi";
import { ClusterProperty, IPaddr2Resource, PcsCluster } from "pulumi-pacemaker";

const config = new pulumi.Config();
const ssh = { user: "root", privateKeyFile: "~/.ssh/id_ed25519" };

const cluster = new PcsCluster("testdb", {
  nodes: [
    { name: "testdb01", address: "192.168.0.113", ssh },
    { name: "testdb02", address: "192.168.0.114", ssh },
  ],
  haclusterPassword: config.requireSecret("haclusterPassword"),
});

// Two nodes without fencing both run everything when they lose each other: not for data that both write.
const fencing = new ClusterProperty("stonith-enabled", { cluster, value: false });

const service = new IPaddr2Resource(
  "testdb-ip",
  { cluster, ip: "192.168.0.115", cidrNetmask: 24, monitor: { interval: "5s" } },
  { dependsOn: fencing },
);

export const activeNode = service.node;
