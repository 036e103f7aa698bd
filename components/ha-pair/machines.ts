import * as pulumi from "../../provider/pulumi.js";
import { MembershipGate } from "../../provider/objects/membership-gate/index.js";
import { ReplacementGuard } from "../../provider/objects/replacement-guard/index.js";
import { machineOf, ProxmoxNode } from "../proxmox-node/index.js";
import type { PairHost, PairMachine } from "./arguments.js";

/** The hosts of a pair, and what they are made by. */
export interface Hosts {
  readonly hosts: readonly (PairHost & { readonly machine?: pulumi.Resource })[];
  /** What has to be passed before the cluster is touched. */
  readonly passed: readonly pulumi.Resource[];
}

/**
 * Makes the two machines of a pair, one after the other, so that a change restarts the second one only when the first one is
 * a full member again, and so that no update replaces both.
 */
export function makeMachines(
  name: string,
  [first, second]: readonly [PairMachine, PairMachine],
  parent: pulumi.Resource,
): Hosts {
  const named = (machine: PairMachine) => `${name}-${machine.name}`;
  const machines = [first, second].map((machine) => machineOf(named(machine), machine));
  const { proxmox } = first;
  const guard = new ReplacementGuard(`${name}-replacement`, { machines, proxmox }, { parent });
  const one = new ProxmoxNode(named(first), { ...first, after: [guard] }, { parent });
  const next = machineOf(named(second), second);
  const between = gate(`${named(first)}-member`, one, { next }, parent);
  const two = new ProxmoxNode(named(second), { ...second, after: [guard, between] }, { parent });
  const last = gate(`${named(second)}-member`, two, { earlier: between.round }, parent);
  return { hosts: [hostOf(first, one), hostOf(second, two)], passed: [between, last] };
}

function gate(
  name: string,
  node: ProxmoxNode,
  order: Pick<ConstructorParameters<typeof MembershipGate>[1], "next" | "earlier">,
  parent: pulumi.Resource,
): MembershipGate {
  const { identity, restart } = node.machine;
  return new MembershipGate(name, { node: node.node, identity, restart, ...order }, { parent });
}

// Names and addresses as they were declared: the machine's own are known only when it has a host key.
function hostOf({ name, address, links = [] }: PairMachine, machine: ProxmoxNode): Hosts["hosts"][number] {
  const addresses = pulumi
    .all([address, links])
    .apply(([own, more]) =>
      [own, ...more.map((link) => link.address)].map((each) => each.split("/")[0] ?? ""),
    );
  return { name, addresses, ssh: pulumi.output(machine.node).apply(({ ssh }) => ssh ?? {}), machine };
}
