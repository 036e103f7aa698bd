import * as pulumi from "../../provider/pulumi.js";
import { FenceAgent } from "../../provider/objects/fence-agent/index.js";
import { LocationConstraint } from "../../provider/objects/location-constraint/index.js";
import { StonithDevice } from "../../provider/objects/stonith-device/index.js";
import { apiTokenForm, isApiToken } from "../../provider/proxmox/index.js";
import type { MachineFencing, PairMachine } from "./arguments.js";
import type { Within } from "./contents.js";

// The agent's own limit ends before the cluster's, so that it can say why it has not fenced.
const REASON_SECONDS = 15;
const DELAY_SECONDS = 5;
const POWER_SECONDS = 90;

/** A device for each machine, on the other machine: the agent with the token, and what calls it. */
export function fenceMachines(
  { name, args, parent, cluster, goesWith }: Within,
  fencing: MachineFencing,
): StonithDevice[] {
  const machines = args.proxmox ?? [];
  const { adopt } = args;
  const password = checkedToken(name, fencing.apiToken);
  const agent = new FenceAgent(`${name}-fence-agent`, { cluster, adopt, password }, { parent, ...goesWith });
  const preferred = fencing.preferred ?? machines[0]?.name;
  return machines.map((machine) => {
    const stonithId = `fence-${machine.name}`;
    // By a pattern, so that it is there before the device is: a device never begins on the node that it fences.
    const away = { resourcePattern: `^${stonithId}$`, node: machine.name, score: "-INFINITY" };
    const elsewhere = new LocationConstraint(
      `${name}-${stonithId}-elsewhere`,
      { cluster, adopt, constraintId: `${stonithId}-elsewhere`, ...away },
      { parent },
    );
    const options = {
      // The token's id is in the file too, so that another token is there in one piece.
      ...{ ...reached(fencing, machines), password_file: passwordFile(agent) },
      ...{ plug: pulumi.output(machine.vmId).apply(String), pcmk_host_list: machine.name },
      ...{ pcmk_host_check: "static-list", ...timesOf(fencing) },
      // Of two that fence each other one is faster.
      ...(machine.name === preferred ? { pcmk_delay_base: `${fencing.delay ?? DELAY_SECONDS}s` } : {}),
    };
    // A watch that failed while the API was away is forgotten, and begun again.
    const meta = { "failure-timeout": "60s" };
    return new StonithDevice(
      `${name}-${stonithId}`,
      { cluster, adopt, stonithId, agent: agent.agent, options, meta },
      { parent, dependsOn: [agent, elsewhere] },
    );
  });
}

function timesOf({ powerTimeout = POWER_SECONDS }: MachineFencing) {
  const limit = powerTimeout + REASON_SECONDS;
  return {
    ...{ power_timeout: powerTimeout, pcmk_reboot_timeout: limit, pcmk_off_timeout: limit },
    // The agent itself goes on trying: one that is begun again in the rest of the time is killed, and its reason lost.
    ...{ pcmk_reboot_retries: 1, pcmk_off_retries: 1 },
  };
}

function reached(fencing: MachineFencing, machines: readonly PairMachine[]) {
  const { endpoints = machines.map(({ proxmox }) => pulumi.output(proxmox.endpoint).apply(addressOf)) } =
    fencing;
  const pinned = machines.flatMap(({ proxmox: { fingerprint } }) =>
    fingerprint === undefined ? [] : [fingerprint],
  );
  const trusted = fencing.caFile === undefined && !fencing.insecure ? (fencing.fingerprints ?? pinned) : [];
  return {
    ip: together(endpoints),
    ...(trusted.length > 0 ? { ssl_fingerprint: together(trusted) } : {}),
    ...(fencing.caFile === undefined ? {} : { ssl_ca_file: fencing.caFile }),
    ...(fencing.insecure ? { ssl_insecure: 1 } : {}),
  };
}

function together(all: readonly pulumi.Input<string>[]): pulumi.Output<string> {
  return pulumi.all([...all]).apply((known) => [...new Set(known)].join(","));
}

function addressOf(endpoint: string): string {
  const { hostname, port } = new URL(endpoint);
  return `${hostname}:${port || 443}`;
}

// The password is declared, so there is a file.
function passwordFile({ passwordFile: file }: FenceAgent): pulumi.Output<string> {
  return file.apply((path) => path ?? "");
}

function checkedToken(name: string, apiToken: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.secret(apiToken).apply((token) => {
    if (isApiToken(token)) return token;
    throw new pulumi.InputPropertyError({
      propertyPath: "fencing.proxmox.apiToken",
      reason: `HaPair ${name}: fencing.proxmox.apiToken: what was given is no API token; allowed is ${apiTokenForm}`,
    });
  });
}
