import { createHash } from "node:crypto";
import { type Seed, type SeedInterface } from "./machines.js";
import { parsed } from "./property-string.js";
import { type Config, nicsOf } from "./vm-config.js";

/** What Proxmox puts on a machine's cloud-init drive; undefined when it has none. */
export function seedOf(vmid: number, config: Config): Seed | undefined {
  const hasDrive = Object.values(config).some((value) => /:(\d+\/)?vm-\d+-cloudinit\b/.test(String(value)));
  if (!hasDrive) return undefined;
  const searchDomain = text(config, "searchdomain");
  const nameservers = words(text(config, "nameserver"));
  const interfaces = nicsOf(config).map(({ index }) => addressOf(index, text(config, `ipconfig${index}`)));
  const userData = userDataOf(vmid, config);
  const networkConfig = networkConfigOf(config, interfaces, nameservers, searchDomain);
  // Another content is another instance: the guest then makes new host keys and upgrades its packages again.
  const instance = createHash("sha1")
    .update(userData + networkConfig)
    .digest("hex");
  return {
    userData,
    networkConfig,
    metaData: `instance-id: ${instance}\n`,
    interfaces,
    nameservers,
    ...(searchDomain !== undefined && { searchDomain }),
  };
}

function userDataOf(vmid: number, config: Config): string {
  const name = text(config, "name") ?? `VM${vmid}`;
  const [hostname = name] = name.split(".");
  const domain = text(config, "searchdomain");
  const fqdn = name.includes(".") ? name : domain === undefined ? undefined : `${name}.${domain}`;
  const user = text(config, "ciuser");
  const password = text(config, "cipassword");
  const keys = decodeURIComponent(text(config, "sshkeys") ?? "")
    .split("\n")
    .filter((key) => key.trim() !== "");
  return [
    "#cloud-config",
    `hostname: ${hostname}`,
    // On by nobody's wish: the guest writes its hosts file anew at each boot.
    "manage_etc_hosts: true",
    ...(fqdn === undefined ? [] : [`fqdn: ${fqdn}`]),
    ...(user === undefined ? [] : [`user: ${user}`]),
    ...(user === "root" ? ["disable_root: False"] : []),
    ...(password === undefined ? [] : [`password: ${password}`]),
    ...(keys.length === 0 ? [] : ["ssh_authorized_keys:", ...keys.map((key) => `  - ${key}`)]),
    "chpasswd:",
    "  expire: False",
    ...(user === "root" ? [] : ["users:", "  - default"]),
    ...(config["ciupgrade"] === 0 ? [] : ["package_upgrade: true"]),
    "",
  ].join("\n");
}

function networkConfigOf(
  config: Config,
  interfaces: readonly SeedInterface[],
  nameservers: readonly string[],
  searchDomain: string | undefined,
): string {
  const nics = nicsOf(config);
  const physical = interfaces.flatMap(({ index, address, gateway }) => [
    "    - type: physical",
    `      name: eth${index}`,
    `      mac_address: '${nics.find((nic) => nic.index === index)?.mac.toLowerCase()}'`,
    ...(address === undefined ? [] : ["      subnets:", ...subnet(address, gateway)]),
  ]);
  const domains = searchDomain === undefined ? [] : ["      search:", `      - '${searchDomain}'`];
  const dns = [
    "    - type: nameserver",
    "      address:",
    ...nameservers.map((each) => `      - '${each}'`),
    ...domains,
  ];
  return ["version: 1", "config:", ...physical, ...(nameservers.length > 0 ? dns : []), ""].join("\n");
}

function subnet(address: string, gateway: string | undefined): readonly string[] {
  const [ip = "", prefix = "32"] = address.split("/");
  return [
    "      - type: static",
    `        address: '${ip}'`,
    `        netmask: '${netmask(Number(prefix))}'`,
    ...(gateway === undefined ? [] : [`        gateway: '${gateway}'`]),
  ];
}

function netmask(prefix: number): string {
  const bits = "1".repeat(prefix).padEnd(32, "0");
  return (bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)).join(".");
}

function addressOf(index: number, ipconfig: string | undefined): SeedInterface {
  const { ip, gw } = parsed(ipconfig ?? "", "ip");
  const isStatic = ip !== undefined && ip !== "dhcp";
  return { index, ...(isStatic && { address: ip }), ...(isStatic && gw !== undefined && { gateway: gw }) };
}

function text(config: Config, key: string): string | undefined {
  const value = config[key];
  return value === undefined ? undefined : String(value);
}

function words(value: string | undefined): readonly string[] {
  return (value ?? "").split(/[\s,;]+/).filter((word) => word !== "");
}
