import { type Account } from "./access.js";

/** The token of the lab's Pulumi user, as the provider takes it. */
export const PULUMI_TOKEN = "pulumi@pve!pacemaker=2d5a1f0e-7c39-4f43-9d0a-6b1f0c7d8e21";

/** A token of the administrator, who may do all. */
export const ADMIN_TOKEN = "root@pam!lab=6f0b3c58-91d2-4e0c-a7b4-c2d6f1e87a39";

/** The lab's user for fencing; fence_pve takes no token. */
export const FENCE_USER = { user: "fence@pve", password: "fence" } as const;

/** The API token of the user for fencing, for agents that take one: its id, and its secret. */
export const FENCE_TOKEN = {
  id: `${FENCE_USER.user}!pair`,
  secret: "9c0e1a54-2f6b-4d7a-8c11-5b7d3e90a6f2",
} as const;

/** The accounts of the lab: an administrator, Pulumi and a fence agent, each with no more than it needs. */
export const ACCOUNTS: readonly Account[] = [
  {
    ...{ user: "root@pam", password: "proxmox", grants: [] },
    tokens: { [nameIn(ADMIN_TOKEN)]: secretIn(ADMIN_TOKEN) },
  },
  {
    user: "pulumi@pve",
    tokens: { [nameIn(PULUMI_TOKEN)]: secretIn(PULUMI_TOKEN) },
    grants: [
      {
        path: "/vms",
        privileges: [
          ...["VM.Allocate", "VM.Audit", "VM.Clone", "VM.PowerMgmt", "VM.GuestAgent.Audit"],
          ...["CDROM", "CPU", "Cloudinit", "Disk", "HWType", "Memory", "Network", "Options"].map(
            (kind) => `VM.Config.${kind}`,
          ),
        ],
      },
      {
        path: "/storage",
        privileges: ["Datastore.AllocateSpace", "Datastore.AllocateTemplate", "Datastore.Audit"],
      },
      { path: "/nodes", privileges: ["Sys.AccessNetwork", "Sys.Audit"] },
      { path: "/sdn/zones", privileges: ["SDN.Use"] },
      { path: "/pool", privileges: ["Pool.Audit"] },
    ],
  },
  {
    ...FENCE_USER,
    tokens: { pair: FENCE_TOKEN.secret },
    grants: [{ path: "/vms", privileges: ["VM.Audit", "VM.PowerMgmt"] }],
  },
];

function nameIn(token: string): string {
  return /!([^=]+)=/.exec(token)?.[1] ?? "";
}

function secretIn(token: string): string {
  return token.slice(token.indexOf("=") + 1);
}
