import { deepEqual, notEqual, ok } from "node:assert/strict";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pluginFolders } from "../stack-project.js";
import { succeeded, Ground } from "./ground.js";
import type { Proxmox } from "../../../lab/proxmox/index.js";

const PLUGIN = "pulumi-resource-proxmoxve";
const COMMAND = "pulumi-resource-command";
const COMMAND_PROGRAM = `
const pulumi = require("@pulumi/pulumi");
new pulumi.CustomResource("command:local:Command", "hello", { create: "true" }, { version: "1.2.1" });
`;

/** Asserts that the plugins that run are those of the folder that LAB_PLUGINS names, also where there are others. */
export async function pluginsFromElsewhere(proxmox: Proxmox): Promise<void> {
  const [there = ""] = await pluginFolders();
  const folder = mkdtempSync(join(tmpdir(), "pulumi-pacemaker-plugins-"));
  const before = process.env["LAB_PLUGINS"];
  let ground: Ground | undefined;
  try {
    copyFileSync(join(there, PLUGIN), join(folder, PLUGIN));
    // It tells who was asked for; a plugin that ends at once is one that could not be started.
    writeFileSync(join(folder, COMMAND), '#!/bin/sh\n: >"$0.asked"\nexit 1\n', { mode: 0o755 });
    process.env["LAB_PLUGINS"] = folder;
    ground = await Ground.create(proxmox);
    const { stack } = ground;
    const home = `PULUMI_HOME=${join(stack.folder, "home")}`;
    const seen = new Set<string>();
    const watch = setInterval(() => programsOf(home).forEach((program) => seen.add(program)), 50);
    const preview = await stack.preview().finally(() => clearInterval(watch));
    succeeded(preview);
    deepEqual(
      [...seen].filter((program) => program.endsWith(PLUGIN)),
      [join(folder, PLUGIN)],
    );
    ok(preview.output.includes(`using ${PLUGIN} from $PATH at ${join(folder, PLUGIN)}`), preview.output);
    await stack.program(COMMAND_PROGRAM);
    notEqual((await stack.preview()).code, 0);
    ok(existsSync(join(folder, `${COMMAND}.asked`)), "the plugin for commands is another one");
  } finally {
    if (before === undefined) delete process.env["LAB_PLUGINS"];
    else process.env["LAB_PLUGINS"] = before;
    await ground?.stack.close();
    rmSync(folder, { recursive: true });
  }
}

/** The files of the programs that run with a setting in their environment. */
function programsOf(setting: string): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const settings = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
        return settings.includes(setting) ? [readlinkSync(`/proc/${pid}/exe`)] : [];
      } catch {
        // It has ended, or is the kernel's.
        return [];
      }
    });
}
