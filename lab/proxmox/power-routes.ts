import { coresOf, figures, nameOf } from "./cluster-routes.js";
import { type Datacenter } from "./datacenter.js";
import { failed } from "./failure.js";
import { type Call, onVm, type Route } from "./route.js";
import { type Vm } from "./vms.js";

const SHUTDOWN_SECONDS = 60;

/** How a machine is, and all that gives and takes power. */
export function powerRoutes(datacenter: Datacenter): readonly Route[] {
  const { machines, tasks, vms } = datacenter;
  const mustRun = ({ vmid }: Vm) => {
    if (machines.state(vmid) === "stopped") throw failed(`VM ${vmid} not running`);
  };
  const shutDown = async (vm: Vm, { form }: Call) => {
    const { vmid } = vm;
    mustRun(vm);
    if (await machines.shutdown(vmid, Number(form["timeout"] ?? SHUTDOWN_SECONDS))) return;
    if (form["forceStop"] !== "1") throw failed("VM quit/powerdown failed - got timeout");
    await machines.stop(vmid);
  };
  // A lock is no reason to refuse the call: the task fails, as fence agents find out too late.
  const verb = (name: string, type: string, work: (vm: Vm, call: Call) => Promise<void>): Route => ({
    method: "POST",
    path: `/nodes/:node/qemu/:vmid/status/${name}`,
    needs: onVm("VM.PowerMgmt"),
    answer: (call) => {
      const { caller, node, vmid } = call;
      const vm = vms.find(node, vmid);
      if (["reset", "suspend", "resume"].includes(name)) mustRun(vm);
      return tasks.begin(node, type, String(vmid), caller, async () => {
        vms.checkLock(vm);
        await work(vm, call);
      });
    },
  });
  return [
    {
      method: "GET",
      path: "/nodes/:node/qemu/:vmid/status/current",
      needs: onVm("VM.Audit"),
      answer: ({ node, vmid }) => current(datacenter, vms.find(node, vmid)),
    },
    verb("start", "qmstart", (vm) => datacenter.start(vm)),
    verb("stop", "qmstop", ({ vmid }) => machines.stop(vmid)),
    verb("shutdown", "qmshutdown", shutDown),
    verb("reboot", "qmreboot", async (vm, call) => {
      await shutDown(vm, call);
      await datacenter.start(vm);
    }),
    verb("reset", "qmreset", async (vm) => {
      await machines.stop(vm.vmid);
      await datacenter.start(vm);
    }),
    verb("suspend", "qmsuspend", ({ vmid }) => machines.suspend(vmid)),
    verb("resume", "qmresume", ({ vmid }) => machines.resume(vmid)),
    ...["ping", "network-get-interfaces"].map((command): Route => ({
      method: command === "ping" ? "POST" : "GET",
      path: `/nodes/:node/qemu/:vmid/agent/${command}`,
      needs: onVm("VM.GuestAgent.Audit", "VM.Monitor"),
      answer: ({ node, vmid }) => {
        const { config } = vms.find(node, vmid);
        const isOn = /(^|,)(enabled=)?1(,|$)/.test(String(config["agent"] ?? "0"));
        throw failed(isOn ? "QEMU guest agent is not running" : "No QEMU guest agent configured");
      },
    })),
  ];
}

function current(datacenter: Datacenter, vm: Vm): Readonly<Record<string, unknown>> {
  const { status, qmpstatus } = datacenter.status(vm);
  const lock = datacenter.vms.lockOf(vm);
  return {
    vmid: vm.vmid,
    name: nameOf(vm),
    status,
    qmpstatus,
    ...figures(datacenter, vm),
    cpus: coresOf(vm),
    ha: { managed: 0 },
    ...(status === "running" && { pid: 10_000 + vm.vmid }),
    ...(lock !== undefined && { lock }),
  };
}
