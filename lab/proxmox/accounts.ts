import { type Account } from "./access.js";

/** The token of the lab's Pulumi user, as the provider takes it. */
export const PULUMI_TOKEN = "pulumi@pve!pacemaker=2d5a1f0e-7c39-4f43-9d0a-6b1f0c7d8e21";

/** The lab's user for fencing; fence_pve takes no token. */
export const FENCE_USER = { user: "fence@pve", password: "fence" } as const;

/** The API token of the user for fencing, for agents that take one: its id, and its secret. */
export const FENCE_TOKEN = {
  id: `${FENCE_USER.user}!pair`,
  secret: "9c0e1a54-2f6b-4d7a-8c11-5b7d3e90a6f2",
} as const;

const [, TOKEN_NAME = "", TOKEN_SECRET = ""] = /!([^=]+)=(.+)$/.exec(PULUMI_TOKEN) ?? [];

/** The accounts of the lab: an administrator, Pulumi and a fence agent, each with no more than it needs. */
export const ACCOUNTS: readonly Account[] = [
  { user: "root@pam", password: "proxmox", grants: [] },
  {
    user: "pulumi@pve",
    tokens: { [TOKEN_NAME]: TOKEN_SECRET },
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
