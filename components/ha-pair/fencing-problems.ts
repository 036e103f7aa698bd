import { apiTokenForm } from "../../provider/proxmox/index.js";
import type { HaPairArgs, MachineFencing } from "./arguments.js";
import { type Mistake, mistake } from "./mistake.js";

type Plain = Readonly<Record<string, unknown>>;

const allowed = 'allowed are { proxmox: { apiToken } }, { devices: { NAME: { agent, options } } } and "none"';

/** What is wrong with what is said of fencing, also by programs without types and settings files: silence is no choice. */
export function fencingMistakes({ fencing, testFencing, hosts, proxmox }: HaPairArgs): Mistake[] {
  const given: unknown = fencing;
  if (given === "none")
    return mistake("testFencing", testFencing === true, 'with `fencing: "none"` there is nothing to test');
  if (given === undefined)
    return [
      {
        propertyPath: "fencing",
        reason:
          'it has to be said how a lost node is cut off: { proxmox: { apiToken } } for machines that the pair makes, { devices: ... }, or "none", with which two nodes that lose each other both run everything, and data that both write is lost',
      },
    ];
  if (!isRecord(given)) return mistake("fencing", true, `${JSON.stringify(given)} is no choice; ${allowed}`);
  const { devices = {}, proxmox: machines, ...others } = given;
  const count = isRecord(devices) ? Object.keys(devices).length : 0;
  const [other] = Object.keys(others);
  return [
    ...mistake("fencing", other !== undefined, `${other} is no choice; ${allowed}`),
    ...mistake("fencing", count === 0 && machines === undefined, `it names no device; ${allowed}`),
    ...(machines === undefined
      ? []
      : machineMistakes(machines, { names: namesOf(proxmox ?? hosts), proxmox })),
    ...namesOf(proxmox ?? [])
      .filter((name) => machines !== undefined && isRecord(devices) && `fence-${name}` in devices)
      .map((name) => ({
        propertyPath: `fencing.devices.fence-${name}`,
        reason: "`fencing.proxmox` makes a device of this name: take another one",
      })),
  ];
}

function machineMistakes(
  given: unknown,
  { names, proxmox }: { readonly names: readonly string[]; readonly proxmox: HaPairArgs["proxmox"] },
): Mistake[] {
  const path = "fencing.proxmox";
  if (!isRecord(given)) return mistake(path, true, "{ apiToken } is needed");
  const { apiToken, preferred, delay, powerTimeout, fingerprints, caFile, insecure } =
    given as Partial<MachineFencing>;
  const trusts = [fingerprints, caFile, insecure || undefined].filter((each) => each !== undefined);
  return [
    ...mistake(
      path,
      proxmox === undefined,
      "the pair's hosts are not made by it: give `devices`, or make the machines with `proxmox`",
    ),
    ...mistake(
      `${path}.apiToken`,
      apiToken === undefined || apiToken === "",
      `an API token with VM.Audit and VM.PowerMgmt on the two machines is needed: ${apiTokenForm}`,
    ),
    ...mistake(path, trusts.length > 1, "`fingerprints`, `caFile` and `insecure` exclude each other"),
    ...mistake(
      `${path}.preferred`,
      preferred !== undefined && !names.includes(preferred),
      `${String(preferred)} is no node of the pair; allowed are ${names.join(" and ")}`,
    ),
    ...secondsMistakes(`${path}.delay`, delay, [1, 60]),
    ...secondsMistakes(`${path}.powerTimeout`, powerTimeout, [10, 3600]),
  ];
}

function secondsMistakes(path: string, value: unknown, [least, most]: readonly [number, number]): Mistake[] {
  const fits = Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
  return mistake(
    path,
    value !== undefined && !fits,
    `${String(value)} is not a number of seconds; allowed are ${least} to ${most}`,
  );
}

function namesOf(all: readonly { readonly name: string }[] | undefined): readonly string[] {
  return Array.isArray(all) ? all.map(({ name }: { readonly name: string }) => name) : [];
}

function isRecord(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
