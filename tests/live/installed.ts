import { down, type Suite, up } from "../../lab/index.js";
import { labName } from "./lab-name.js";
import { on } from "./pair/seen.js";

/** The releases that a system's nodes have. */
export interface Installed {
  readonly pcs: string;
  readonly pacemaker: string;
  readonly python: string;
}

/** Asks a node of a system. */
export async function installedOn(suite: Suite): Promise<Installed> {
  const name = labName(`installed-${suite}`);
  const lab = await up({ name, suite, nodes: 1, say: () => undefined });
  try {
    const said = (...argv: readonly string[]) => on(lab, "testdb01", ...argv);
    const pacemaker = /^Pacemaker (\S+)/.exec(await said("crm_mon", "--version"))?.[1] ?? "";
    // Python 2 tells its version on standard error.
    const version = "import sys; print('.'.join(map(str, sys.version_info[:2])))";
    const python = await said(suite === "centos7" ? "python2.7" : "python3", "-c", version);
    return { pcs: await said("pcs", "--version"), pacemaker, python };
  } finally {
    await down(name, () => undefined);
  }
}
