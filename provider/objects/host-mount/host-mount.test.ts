import * as pulumi from "@pulumi/pulumi";
import {
  asks,
  scriptedNode,
  type ScriptedNode,
  type Step,
} from "../../../tests/fixtures/scripted-cluster.js";
import { disconnect } from "../../ssh/index.js";
import { entryIn, mountedIn, withEntry, withoutEntry } from "./fstab.js";
import { HostMount, hostMount } from "./host-mount.js";

let node: ScriptedNode | undefined;
afterEach(async () => {
  await disconnect();
  await node?.close();
  node = undefined;
});

const entry = { source: "localhost:/web", directory: "/srv/web", type: "glusterfs", options: "_netdev" };
const line = "localhost:/web /srv/web glusterfs _netdev 0 0\n";
const root = "# disks\n/dev/sda1 / ext4 errors=remount-ro 0 1\n";
const ours = "localhost:/web /srv/web fuse.glusterfs rw 0 0\n";

test("a line comes behind what is there, in the place of another one for its folder, and goes again", () => {
  expect(withEntry(root, entry)).toBe(root + line);
  expect(withEntry("", entry)).toBe(line);
  expect(withEntry(`old /srv/web nfs\n${root}`, entry)).toBe(line + root);
  expect(withoutEntry(root + line, "/srv/web")).toBe(root);
  expect(entryIn(root + line, "/srv/web")).toEqual(entry);
  expect(entryIn(`#${line}`, "/srv/web")).toBeUndefined();
  expect(mountedIn(`x /srv/web nfs rw 0 0\n${ours}`, "/srv/web")?.source).toBe("localhost:/web");
});

const look = (fstab: string, mounts: string): Step[] => [
  asks("host", { act: "file", path: "/etc/fstab" }, { text: fstab, mode: 420, owner: "root", group: "root" }),
  { question: "cat /proc/self/mounts", answer: { code: 0, stdout: mounts } },
];
const says = (question: string, stdout = ""): Step => ({ question, answer: { code: 0, stdout } });
const lists = (stdout = "") => says("find /srv/web -mindepth 1 -maxdepth 1 -print -quit", stdout);
const writes = (before: string, text: string): Step[] => [
  asks("host", { act: "write", path: "/etc/fstab", before, text }, { written: true }),
  says("systemctl daemon-reload"),
];

async function args(...steps: readonly Step[]) {
  node = await scriptedNode(...steps);
  return { ...node.handle, ...entry, states: { n1: "mounted" } };
}

test("a filesystem is mounted and its line written", async () => {
  const declared = await args(
    ...[...look(root, ""), lists(), ...look(root, ""), says("mkdir -p -- /srv/web")],
    ...[...writes(root, root + line), says("mount /srv/web"), ...look(root + line, ours)],
  );
  expect(await hostMount.create(declared, false)).toEqual({ hostKeys: declared.hostKeys });
});

test.each<[string, readonly Step[], string]>([
  [
    "files in the folder",
    [...look(root, ""), lists("/srv/web/a\n")],
    "/srv/web of n1 holds files (/srv/web/a), which a mount would hide",
  ],
  ["another mount", look(root, "nas:/x /srv/web nfs rw 0 0\n"), "nas:/x is mounted on /srv/web of n1."],
  [
    "a line",
    look(`nas:/x /srv/web nfs\n${root}`, ""),
    "/etc/fstab of n1 has a line for /srv/web already (nas:/x).",
  ],
])("%s is refused before anything is changed", async (_what, steps, words) => {
  await expect(hostMount.create(await args(...steps), false)).rejects.toThrow(words);
});

test.each<[string, string, string, string | undefined]>([
  ["is mounted", root + line, ours, "mounted"],
  ["was unmounted", root + line, "", "not mounted"],
  ["has lost its line", root, ours, "not in /etc/fstab"],
  ["has other options", root + line.replace("_netdev", "ro"), ours, "another line in /etc/fstab"],
  ["has something else", root + line, "nas:/x /srv/web nfs rw 0 0\n", "nas:/x is mounted there"],
  ["has nothing of it", root, "", undefined],
])("a node that %s is seen as such", async (_what, fstab, mounts, state) => {
  const read = await hostMount.read(await args(...look(fstab, mounts)));
  expect(read?.args.states["n1"]).toBe(state);
});

test("other options are mounted anew, what is right is left", async () => {
  const other = root + line.replace("_netdev", "ro");
  const changed = await args(
    ...[...look(other, ours), says("mkdir -p -- /srv/web"), ...writes(other, root + line)],
    ...[says("umount /srv/web"), says("mount /srv/web"), ...look(root + line, ours)],
  );
  await hostMount.update(changed, changed);
  await disconnect();
  await node?.close();
  const same = await args(...look(root + line, ours), ...look(root + line, ours));
  await hostMount.update(same, same);
});

test("it is unmounted and its line goes; what else is mounted there stays", async () => {
  await hostMount.remove(
    await args(...look(root + line, ours), says("umount /srv/web"), ...writes(root + line, root)),
  );
  await disconnect();
  await node?.close();
  await hostMount.remove(await args(...look(root, "nas:/x /srv/web nfs rw 0 0\n")));
});

test("arguments that no line of /etc/fstab can have are refused", () => {
  expect(hostMount.problems({ directory: "/srv/../x", source: "a b", type: "nfs", options: "ro" })).toEqual([
    {
      property: "directory",
      reason:
        '"/srv/../x" is not allowed; allowed is a folder from the root on, of letters, digits, "_", ".", "-" and "/", not the root itself',
    },
    { property: "source", reason: '"a b" is not allowed; allowed is one word without blanks' },
  ]);
});

test("it is registered as mounted on each node", async () => {
  const registered: pulumi.runtime.MockResourceArgs[] = [];
  await pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: (resource) => {
      registered.push(resource);
      return { id: resource.name, state: resource.inputs as object };
    },
  });
  const cluster = { nodes: [{ name: "n1", addresses: ["10.0.0.1"] }], connection: { n1: {} } };
  const { source, directory, type } = entry;
  const made = new HostMount("web", { cluster, source, directory, type });
  await new Promise((resolve) => made.urn.apply(resolve));
  const { connection: _way, __provider, ...inputs } = registered[0]?.inputs as Record<string, unknown>;
  expect(inputs).toEqual({
    ...{ source, directory, type, options: "defaults", adopt: false },
    ...{ nodes: cluster.nodes, states: { n1: "mounted" } },
  });
  expect(__provider).toContain("HostMount");
});
