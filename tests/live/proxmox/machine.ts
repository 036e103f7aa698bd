import { equal, ok } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { type Proxmox } from "../../../lab/proxmox/index.js";
import { greeting, until } from "../lab-seen.js";

type Form = Readonly<Record<string, string>>;

/** The image that machines are made from. */
export const IMAGE = "debian-12-genericcloud-amd64.qcow2";

/** Makes a call that begins a task, and waits until it has ended well. */
export async function task(proxmox: Proxmox, method: string, path: string, form?: Form): Promise<void> {
  const { body, reason } = await proxmox.call({ method, path, ...(form && { form }) });
  const upid = (body as { data: string | null }).data;
  ok(upid, reason);
  let exit: string | undefined;
  while (exit === undefined) {
    const place = `/nodes/${upid.split(":")[1]}/tasks/${upid}/status`;
    const state = await proxmox.call({ method: "GET", path: place });
    exit = (state.body as { data: { exitstatus?: string } }).data.exitstatus;
  }
  equal(exit, "OK");
}

/** A machine of a lab's Proxmox: asked for through the API, looked at over SSH. */
export class Machine {
  constructor(
    private readonly proxmox: () => Proxmox,
    readonly vmid: number,
    readonly name: string,
    readonly node: string,
    readonly address: string,
  ) {}

  /** The machine's path in the API. */
  get path(): string {
    return `/nodes/${this.node}/qemu/${this.vmid}`;
  }

  /** Makes it, starts it and waits until somebody can log in. */
  async make(options: Form = {}): Promise<void> {
    const key = readFileSync(`${this.proxmox().lab.privateKeyFile}.pub`, "utf8").trim();
    await task(this.proxmox(), "POST", `/nodes/${this.node}/qemu`, {
      ...{ vmid: String(this.vmid), name: this.name, memory: "1024", cores: "1", onboot: "1" },
      ...{ nameserver: "192.168.0.1", searchdomain: "lab.example", ide2: "file=local-lvm:cloudinit," },
      ...{ ciuser: "centos", sshkeys: encodeURIComponent(key) },
      ipconfig0: `gw=192.168.0.1,ip=${this.address}/24`,
      net0: `model=virtio,bridge=vmbr0,macaddr=BC:24:11:00:00:${this.vmid.toString(16)}`,
      scsi0: `file=local-lvm:0,import-from=local:import/${IMAGE}`,
      ...options,
    });
    await this.power("start");
    await this.booted();
  }

  /** Makes a call of `status/...` and waits until its task has ended well. */
  power(verb: string): Promise<void> {
    return task(this.proxmox(), "POST", `${this.path}/status/${verb}`);
  }

  /** What the API says of its state. */
  async status(): Promise<readonly string[]> {
    const { body } = await this.proxmox().call({ method: "GET", path: `${this.path}/status/current` });
    const { status, qmpstatus } = (body as { data: { status: string; qmpstatus: string } }).data;
    return [status, qmpstatus];
  }

  /** Waits until somebody can log in, after another boot than the one given. */
  async booted(before?: string): Promise<void> {
    await until(() => this.ssh("true").status === 0 && (before === undefined || this.boot() !== before), 120);
  }

  /** What is another after each boot: the time of its first process. */
  boot(): string {
    return this.output("cut", "-d' '", "-f22", "/proc/1/stat");
  }

  /** The host key that it shows. */
  hostKey(): string | undefined {
    return greeting(this.proxmox().lab, this.address);
  }

  /** The output of a command that succeeds on it. */
  output(...argv: readonly string[]): string {
    const { status, stdout, stderr } = this.ssh(...argv);
    equal(status, 0, stderr);
    return stdout.trim();
  }

  /** Runs a command on it with the key that it was given. */
  ssh(...argv: readonly string[]) {
    const { lab } = this.proxmox();
    const known = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR"];
    const options = [...known, "ConnectTimeout=2"].flatMap((each) => ["-o", each]);
    const client = ["ssh", "-i", lab.privateKeyFile, ...options, `centos@${this.address}`];
    const [program = "", ...rest] = lab.inNamespace([...client, ...argv]);
    return spawnSync(program, rest, { encoding: "utf8" });
  }
}
