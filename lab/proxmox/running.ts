import { type Lab, open as openLab } from "../index.js";
import { ADMIN_TOKEN, FENCE_TOKEN, FENCE_USER, PULUMI_TOKEN } from "./accounts.js";
import { type Answer } from "./client.js";
import { type Errand } from "./control.js";
import { type Fault } from "./faults.js";
import { type MachineState } from "./machines.js";
import { ADDRESS, filesOf } from "./place.js";
import { type LoggedCall } from "./server.js";
import { ask } from "./socket.js";

/** A machine as whoever runs the lab sees it. */
export interface MachineSeen {
  readonly vmid: number;
  readonly node: string;
  readonly name?: string;
  readonly state: MachineState;
}

/** A Proxmox of a lab that runs. */
export interface Proxmox {
  /** The lab whose nodes its machines are, as it was when this was opened: machines made since are found by opening the lab. */
  readonly lab: Lab;
  /** `https://192.168.0.1:8006/`, inside of the lab's namespace. */
  readonly endpoint: string;
  /** The file of the authority that its certificate is checked with. */
  readonly certificateFile: string;
  /** The API token for Pulumi. */
  readonly token: string;
  /** An API token that may do all. */
  readonly adminToken: string;
  /** The user for fence_pve. */
  readonly fenceUser: { readonly user: string; readonly password: string };
  /** The same user's API token, for agents that take one. */
  readonly fenceToken: { readonly id: string; readonly secret: string };
  machines(): Promise<readonly MachineSeen[]>;
  /** The latest calls to the API. */
  calls(): Promise<readonly LoggedCall[]>;
  /** Makes a fault happen and answers its number. */
  break(fault: Fault): Promise<number>;
  /** Ends a fault, or all of them. */
  mend(id?: number): Promise<void>;
  /** The faults that are still to happen. */
  faults(): Promise<Readonly<Record<number, Fault>>>;
  /** Makes a call of the API from inside of the lab's network. */
  call(errand: Errand): Promise<Answer>;
}

/** The Proxmox of a lab; fails when it does not answer. */
export async function open(name = "lab"): Promise<Proxmox> {
  const { socket, certificate } = filesOf(name);
  await ask(socket, "GET", "/faults");
  return {
    lab: await openLab(name),
    endpoint: `https://${ADDRESS.host}:${ADDRESS.port}/`,
    certificateFile: certificate,
    token: PULUMI_TOKEN,
    adminToken: ADMIN_TOKEN,
    fenceUser: FENCE_USER,
    fenceToken: FENCE_TOKEN,
    machines: () => ask(socket, "GET", "/machines"),
    calls: () => ask(socket, "GET", "/calls"),
    break: (fault) => ask(socket, "POST", "/faults", fault),
    mend: (id) => ask(socket, "DELETE", id === undefined ? "/faults" : `/faults/${id}`),
    faults: () => ask(socket, "GET", "/faults"),
    call: (errand) => ask(socket, "POST", "/call", errand),
  };
}
