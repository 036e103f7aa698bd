import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let folder = "";

// A server that answers by files: what it says to SHOW SLAVE STATUS, and its read_only.
const CLIENT = `#!/usr/bin/python3
import sys
said = sys.stdin.read()
folder = "FOLDER/"
open(folder + "asked", "a").write(said)
if open(folder + "down").read() == "yes":
    sys.exit(1)
if "SHOW SLAVE STATUS" in said:
    print(open(folder + "status").read(), end="")
elif "SELECT @@global.read_only" in said:
    print(open(folder + "read_only").read(), end="")
elif "SET GLOBAL read_only" in said:
    open(folder + "read_only", "w").write(said.split("=")[1].strip(" ;\\n"))
elif "SELECT COUNT" in said:
    print("0")
`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-pacemaker-agent-"));
  mkdirSync(join(folder, "bin"));
  const tool = (name: string, text: string) => {
    writeFileSync(join(folder, "bin", name), text);
    chmodSync(join(folder, "bin", name), 0o755);
  };
  tool("mariadb", CLIENT.replace("FOLDER", folder));
  tool("attrd_updater", `#!/bin/sh\nprintf '%s\\n' "$*" >> ${folder}/attributes\n`);
  tool("logger", "#!/bin/sh\n");
  for (const name of ["mariadb-replication", "mariadb-writable"]) {
    copyFileSync(join(__dirname, "agent", "agent.py"), join(folder, name));
    chmodSync(join(folder, name), 0o755);
  }
  set("down", "no");
  set("read_only", "1");
  status({});
});

afterEach(() => rmSync(folder, { recursive: true }));

function set(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function status(changes: Readonly<Record<string, string>>): void {
  const all = {
    Master_Host: "127.0.0.1",
    Master_Port: "1",
    Slave_IO_Running: "Yes",
    Slave_SQL_Running: "Yes",
    Seconds_Behind_Master: "0",
    ...changes,
  };
  set("status", `${Object.keys(all).join("\t")}\n${Object.values(all).join("\t")}\n`);
}

function agent(name: string, verb: string): number | null {
  const env = {
    PATH: `${folder}/bin:${process.env["PATH"]}`,
    HA_RSCTMP: folder,
    OCF_RESKEY_attribute: "db-replication",
    OCF_RESKEY_socket: "/run/s",
  };
  return spawnSync(join(folder, name), [verb], { env }).status;
}

const told = () =>
  existsSync(join(folder, "attributes"))
    ? readFileSync(join(folder, "attributes"), "utf8").trim().split("\n").at(-1)
    : "";
const asked = () => readFileSync(join(folder, "asked"), "utf8");

test.each<[string, Readonly<Record<string, string>>, string]>([
  ["is in step", {}, "ok"],
  ["is far behind", { Seconds_Behind_Master: "31" }, "lagging"],
  ["does not know how far it is", { Seconds_Behind_Master: "NULL" }, "lagging"],
  ["has stopped to apply", { Slave_SQL_Running: "No" }, "broken"],
  ["has stopped to receive", { Slave_IO_Running: "No" }, "broken"],
  ["has nobody there to hear", { Slave_IO_Running: "Connecting" }, "ok"],
])("a server that %s says so in its node's attribute", (_what, changes, value) => {
  status(changes);
  expect(agent("mariadb-replication", "start")).toBe(0);
  expect(told()).toBe(`-n db-replication -U ${value}`);
});

test("a server without replication, and one that does not answer, are told apart", () => {
  set("status", "");
  agent("mariadb-replication", "start");
  expect(told()).toBe("-n db-replication -U none");
  set("down", "yes");
  expect(agent("mariadb-replication", "monitor")).toBe(0);
  expect(told()).toBe("-n db-replication -U down");
});

test("the watch runs from start to stop, and takes its attribute away", () => {
  expect(agent("mariadb-replication", "monitor")).toBe(7);
  agent("mariadb-replication", "start");
  expect(agent("mariadb-replication", "monitor")).toBe(0);
  expect(agent("mariadb-replication", "stop")).toBe(0);
  expect(told()).toBe("-n db-replication -D");
  expect(agent("mariadb-replication", "monitor")).toBe(7);
});

test("clients may write from start to stop, and not where somebody else allowed it", () => {
  expect(agent("mariadb-writable", "monitor")).toBe(7);
  set("read_only", "0");
  expect(agent("mariadb-writable", "monitor")).toBe(7);
  agent("mariadb-replication", "start");
  expect(readFileSync(join(folder, "read_only"), "utf8")).toBe("1");
  expect(agent("mariadb-writable", "start")).toBe(0);
  expect(agent("mariadb-writable", "monitor")).toBe(0);
  set("read_only", "1");
  expect(agent("mariadb-writable", "monitor")).toBe(1);
  expect(agent("mariadb-writable", "stop")).toBe(0);
  expect(agent("mariadb-writable", "monitor")).toBe(7);
});

test("what was received is applied before clients may write, and the writer is not kept away by its own channel", () => {
  status({ Gtid_IO_Pos: "1-1-7", Slave_SQL_Running: "Yes" });
  agent("mariadb-writable", "start");
  expect(asked()).toContain("SELECT MASTER_GTID_WAIT('1-1-7', 45)");
  status({ Slave_SQL_Running: "No" });
  agent("mariadb-replication", "start");
  expect(told()).toBe("-n db-replication -U ok");
});

test("where no server answers nobody writes: start fails and stop is done", () => {
  set("down", "yes");
  expect(agent("mariadb-writable", "start")).toBe(1);
  expect(agent("mariadb-writable", "stop")).toBe(0);
});

test("both describe themselves as pcs asks", () => {
  for (const name of ["mariadb-replication", "mariadb-writable"]) {
    const xml = execFileSync(join(folder, name), ["meta-data"], { encoding: "utf8" });
    expect(xml).toContain(`<resource-agent name="${name}"`);
    expect([...xml.matchAll(/<parameter name="(\w+)"/g)].map(([, option]) => option)).toEqual([
      "attribute",
      "client",
      "socket",
      "lag",
    ]);
  }
  expect(agent("mariadb-writable", "promote")).toBe(3);
});
