import * as pulumi from "../../provider/pulumi.js";
import type { ProxmoxApiInput } from "./arguments.js";

// The plugin is asked for by these alone, and only by programs that have a machine on Proxmox. Its npm package would have it
// started at each run of every program that has this one among its packages, so only the package's types are used.
const plugin = { version: "8.6.0", pluginDownloadURL: "github://api.github.com/muhlba91" };

/** A resource of the Proxmox plugin. */
export class ProxmoxResource extends pulumi.CustomResource {
  constructor(token: string, name: string, inputs: object, opts: pulumi.CustomResourceOptions) {
    super(`proxmoxve:${token}`, name, { ...inputs }, { ...plugin, ...opts });
  }
}

/** The Proxmox plugin set up for one API. */
class ProxmoxPlugin extends pulumi.ProviderResource {
  constructor(name: string, api: ProxmoxApiInput) {
    const { endpoint, apiToken, insecure = false } = api;
    // Providers take what is not text as JSON.
    const unchecked = pulumi.output(insecure).apply((is) => JSON.stringify(is));
    const inputs = { endpoint, apiToken: pulumi.secret(apiToken), insecure: unchecked };
    const opts: pulumi.CustomResourceOptions = { ...plugin, additionalSecretOutputs: ["apiToken"] };
    super("proxmoxve", name, inputs, opts);
  }
}

/** What nodes of one program share. */
class Shared {
  readonly plugins = new Map<string, pulumi.ProviderResource>();
  readonly images = new Map<string, ProxmoxResource>();
}

// One for each program that runs in this process; tests run several.
const programs = new WeakMap<object, Shared>();

/** What the nodes of the running program share. */
export function shared(): Shared {
  const program = pulumi.getMonitor() ?? programs;
  const known = programs.get(program) ?? new Shared();
  programs.set(program, known);
  return known;
}

/**
 * The plugin for an API: one for all nodes of a program that name the same endpoint, and named by it, because machines
 * would be replaced if another node's going changed the name.
 */
export function pluginFor(api: ProxmoxApiInput, node: string): pulumi.ProviderResource {
  const { endpoint } = api;
  const host = typeof endpoint === "string" && URL.canParse(endpoint) ? new URL(endpoint).host : undefined;
  const name = host === undefined ? `${node}-proxmox` : `proxmox-${host}`;
  const { plugins } = shared();
  const known = plugins.get(name) ?? new ProxmoxPlugin(name, api);
  plugins.set(name, known);
  return known;
}
