import { resource } from "./cluster-routes.js";
import { change, clone, create, destroy, resize } from "./vm-changes.js";
import { type Datacenter } from "./datacenter.js";
import { failed } from "./failure.js";
import { seedOf } from "./cloud-init.js";
import { type Call, onVm, type Route } from "./route.js";
import { configAnswer } from "./vms.js";

/** Machines made, changed, copied and removed. */
export function qemuRoutes(datacenter: Datacenter): readonly Route[] {
  const { machines, tasks, vms } = datacenter;
  const begin = (type: string, { caller, node, vmid }: Call, work: () => Promise<void>) =>
    tasks.begin(node, type, String(vmid), caller, work);
  return [
    {
      method: "GET",
      path: "/nodes/:node/qemu",
      answer: ({ caller, node }) =>
        datacenter
          .visible(caller)
          .filter((vm) => vm.node === node)
          .map((vm) => {
            const { id: _id, type: _type, node: _node, maxcpu: cpus, ...rest } = resource(datacenter, vm);
            return { ...rest, cpus };
          }),
    },
    {
      method: "POST",
      path: "/nodes/:node/qemu",
      answer: (call) => create(datacenter, { ...call, vmid: Number(call.form["vmid"]) }),
    },
    {
      method: "GET",
      path: "/nodes/:node/qemu/:vmid/config",
      needs: onVm("VM.Audit"),
      answer: ({ node, vmid }) => configAnswer(vms.find(node, vmid)),
    },
    {
      method: "PUT",
      path: "/nodes/:node/qemu/:vmid/config",
      answer: async (call) => {
        await change(datacenter, call);
        return null;
      },
    },
    {
      method: "POST",
      path: "/nodes/:node/qemu/:vmid/config",
      answer: (call) => begin("qmconfig", call, () => change(datacenter, call)),
    },
    {
      method: "PUT",
      path: "/nodes/:node/qemu/:vmid/cloudinit",
      needs: onVm("VM.Config.Cloudinit"),
      answer: async ({ node, vmid }) => {
        const vm = vms.find(node, vmid);
        vms.checkLock(vm);
        const seed = seedOf(vmid, vm.config);
        if (seed) await machines.insert(vmid, seed);
        return null;
      },
    },
    {
      method: "PUT",
      path: "/nodes/:node/qemu/:vmid/resize",
      needs: onVm("VM.Config.Disk"),
      answer: (call) => {
        vms.checkLock(vms.find(call.node, call.vmid));
        return begin("resize", call, async () => resize(datacenter, call));
      },
    },
    {
      method: "POST",
      path: "/nodes/:node/qemu/:vmid/clone",
      needs: (call) => [
        { path: `/vms/${call.vmid}`, oneOf: ["VM.Clone"] },
        { path: `/vms/${call.form["newid"]}`, oneOf: ["VM.Allocate"] },
      ],
      answer: (call) => clone(datacenter, call),
    },
    {
      method: "POST",
      path: "/nodes/:node/qemu/:vmid/template",
      needs: onVm("VM.Allocate"),
      answer: (call) => {
        const vm = vms.find(call.node, call.vmid);
        return begin("qmtemplate", call, async () => {
          vms.checkLock(vm);
          if (machines.state(vm.vmid) !== "stopped")
            throw failed(`you can't convert a VM to template if VM is running`);
          vm.config = { ...vm.config, template: 1 };
        });
      },
    },
    {
      method: "DELETE",
      path: "/nodes/:node/qemu/:vmid",
      needs: onVm("VM.Allocate"),
      answer: (call) => {
        const vm = vms.find(call.node, call.vmid);
        if (vm.config["protection"] === 1)
          throw failed(`can't remove VM ${vm.vmid} - protection mode enabled`);
        if (datacenter.status(vm).status === "running")
          throw failed(`VM ${vm.vmid} is running - destroy failed`);
        return begin("qmdestroy", call, () => destroy(datacenter, vm));
      },
    },
  ];
}
