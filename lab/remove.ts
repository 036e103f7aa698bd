import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { kill, removeGroup } from "./cgroup.js";
import { succeed } from "./command.js";
import { mountsBelow, unmountBelow } from "./mounts.js";
import { prefix } from "./naming.js";
import { removeNetworks } from "./network.js";
import { removeLeftRoots } from "./root.js";
import { labFolder } from "./state.js";

const NSPAWN = "/run/systemd/nspawn";

/** Removes all that a lab is, or was when something ended it half way: it needs the lab's name and nothing else. */
export async function removeLab(lab: string): Promise<void> {
  await kill({ lab });
  await removeNetworks(lab);
  await removeNspawnTraces(labFolder(lab), (machine) => machine.startsWith(prefix(lab)));
  await unmountBelow(labFolder(lab));
  await removeGroup({ lab });
  await removeLeftRoots(lab);
  await succeed(["rm", "-rf", "--one-file-system", labFolder(lab)]);
}

/** Removes what nspawn keeps of machines with disks in a folder; it does so itself, unless it was killed. */
export async function removeNspawnTraces(
  disks: string,
  isMeant: (machine: string) => boolean,
): Promise<void> {
  for (const root of mountsBelow(disks)) {
    const { dev, ino } = statSync(root);
    rmSync(join(NSPAWN, "locks", `inode-${dev}:${ino}`), { force: true });
  }
  for (const kind of ["propagate", "unix-export"]) {
    const folder = join(NSPAWN, kind);
    const machines = existsSync(folder) ? readdirSync(folder).filter(isMeant) : [];
    for (const machine of machines) {
      await unmountBelow(join(folder, machine));
      rmSync(join(folder, machine), { recursive: true, force: true });
    }
  }
}
