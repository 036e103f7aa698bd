import { randomBytes } from "node:crypto";
import { invalid } from "./failure.js";
import { type Nic } from "./machines.js";
import { parsed, printed } from "./property-string.js";

/** A machine's configuration in Proxmox's words. */
export type Config = Readonly<Record<string, string | number>>;

/** A drive of any bus. */
export const DRIVE = /^(ide[0-3]|sata[0-5]|scsi([0-9]|[12]\d|30)|virtio([0-9]|1[0-5])|efidisk0|tpmstate0)$/;

const NIC = /^net([0-9]|[12]\d|3[01])$/;

// Proxmox answers whole numbers and switches as numbers, the rest as text; memory is text since 8.1.
const NUMBERS = new Set(
  [
    ...["acpi", "autostart", "balloon", "ciupgrade", "cores", "cpulimit", "cpuunits", "freeze", "kvm"],
    ...["localtime", "numa", "onboot", "protection", "reboot", "shares", "sockets", "tablet", "tdf"],
    ...["template", "vcpus"],
  ].values(),
);

// Options and the privilege that changing them needs.
const PRIVILEGES: readonly (readonly [pattern: RegExp, privilege: string])[] = [
  [/^(cores|cpu|cpulimit|cpuunits|numa\d*|sockets|vcpus|affinity)$/, "VM.Config.CPU"],
  [/^(memory|balloon|shares)$/, "VM.Config.Memory"],
  [/^(boot|bootdisk|unused\d+|vmstatestorage)$/, "VM.Config.Disk"],
  [/^(net|ipconfig)\d+$/, "VM.Config.Network"],
  [/^(cicustom|cipassword|citype|ciuser|ciupgrade|nameserver|searchdomain|sshkeys)$/, "VM.Config.Cloudinit"],
  [
    /^(acpi|audio0|hotplug|kvm|machine|rng0|scsihw|serial\d|smbios1|tablet|vga|vmgenid|watchdog)$/,
    "VM.Config.HWType",
  ],
  [
    /^(agent|autostart|bios|description|freeze|keyboard|localtime|migrate_\w+|name|onboot|ostype|protection|reboot|startdate|startup|tags|tdf|template)$/,
    "VM.Config.Options",
  ],
];

/** The privilege that setting an option needs; refuses what is no option. */
export function privilegeOf(option: string, value = ""): string {
  if (DRIVE.test(option)) return isCdrom(value) ? "VM.Config.CDROM" : "VM.Config.Disk";
  const found = PRIVILEGES.find(([pattern]) => pattern.test(option));
  if (found) return found[1];
  const why = "property is not defined in schema and the schema does not allow additional properties";
  throw invalid({ [option]: why });
}

/** Whether a drive's text is a drive for discs; the cloud-init drive is one too. */
export function isCdrom(drive: string): boolean {
  return /(^|,)media=cdrom/.test(drive) || /:cloudinit(,|$)/.test(drive);
}

/** An option as Proxmox keeps it; drives are another matter. */
export function kept(option: string, value: string): string | number {
  if (NUMBERS.has(option)) {
    if (!/^\d+(\.\d+)?$/.test(value))
      throw invalid({ [option]: `type check ('integer') failed - got '${value}'` });
    return Number(value);
  }
  return NIC.test(option) ? keptNic(value) : value;
}

/** The network cards of a configuration in order. */
export function nicsOf(config: Config): readonly Nic[] {
  return Object.keys(config)
    .filter((key) => NIC.test(key))
    .map((key) => nic(Number(key.slice(3)), String(config[key])))
    .sort((a, b) => a.index - b.index);
}

/** The drives of a configuration by name, without those for discs. */
export function disksOf(config: Config): readonly (readonly [name: string, text: string])[] {
  return Object.entries(config)
    .filter(([key, value]) => DRIVE.test(key) && !isCdrom(String(value)))
    .map(([key, value]) => [key, String(value)]);
}

function nic(index: number, text: string): Nic {
  const { macaddr = "", bridge = "", link_down, ...rest } = parsed(text, "model");
  // The short form has the model for a name and the address for its value.
  const mac = macaddr || Object.values(rest).find((value) => /^([0-9A-F]{2}:){5}[0-9A-F]{2}$/i.test(value));
  return { index, bridge, mac: mac ?? "", isDown: link_down === "1" };
}

function keptNic(value: string): string {
  const { model, macaddr, ...options } = parsed(value, "model");
  const short = Object.entries(options).find(([key]) => /^(virtio|e1000e?|rtl8139|vmxnet3)$/.test(key));
  const { [short?.[0] ?? ""]: address, ...rest } = options;
  return printed(`${short?.[0] ?? model ?? "virtio"}=${macaddr ?? address ?? freshAddress()}`, rest);
}

// Proxmox's own range.
function freshAddress(): string {
  const tail = randomBytes(3).toString("hex").toUpperCase().match(/../g) ?? [];
  return ["BC", "24", "11", ...tail].join(":");
}
