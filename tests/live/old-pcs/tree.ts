import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Lab } from "../../../lab/index.js";
import { on } from "../pair/seen.js";

// Compiled tests do not take other files along.
const launcher = join(process.cwd(), "tests/live/old-pcs/launcher.py");
const PACKAGES = "/usr/lib/python3/dist-packages";

/** The trees of pcs 0.9 that `PCS09_DIR` names, separated by ":". */
export function trees(): readonly string[] {
  return (process.env["PCS09_DIR"] ?? "").split(":").filter(Boolean);
}

/** The version that a tree says to be. */
export function versionOf(tree: string): string {
  const settings = readFileSync(join(tree, "pcs/settings_default.py"), "utf8");
  return /pcs_version = "([\d.]+)"/.exec(settings)?.[1] ?? "";
}

/**
 * Puts a tree in place of the installed pcs on every node. As on CentOS 7 the node's newer Python does not know its pcs.
 */
export async function install(lab: Lab, tree: string): Promise<void> {
  const wanted = ["--exclude=test", "--directory", tree, "pcs", "pcsd/capabilities.xml"];
  const files = execFileSync("tar", ["--create", ...wanted], { maxBuffer: 2 ** 26 });
  for (const { name } of lab.nodes) {
    await on(lab, name, "sh", "-c", "rm -rf /opt/pcs-0.9 && mkdir /opt/pcs-0.9");
    await given(lab, name, "tar --extract --directory /opt/pcs-0.9", files);
    await on(
      lab,
      name,
      ...["sh", "-c", `if [ -d ${PACKAGES}/pcs ]; then mv ${PACKAGES}/pcs ${PACKAGES}/newer-pcs; fi`],
    );
    await given(lab, name, "cat >/usr/sbin/pcs", readFileSync(launcher));
  }
}

// What a node is given is text.
async function given(lab: Lab, node: string, then: string, file: Buffer): Promise<void> {
  const stdin = file.toString("base64");
  const { code, stderr } = await lab.exec(node, ["sh", "-c", `base64 --decode | ${then}`], { stdin });
  if (code !== 0) throw new Error(`${then} failed on ${node} (exit ${code}): ${stderr}`);
}
