import { Refusal } from "../../lifecycle/outcome.js";
import { glusterState, inPool } from "../../pcs/gluster.js";
import type { Args } from "./arguments.js";
import { isOurs } from "./findings.js";
import { assertGone, lookAround } from "./observation.js";
import { speaker } from "./repair.js";

/** Takes a volume out of its pool, if it is ours; the files stay in the bricks. */
export async function taken(args: Args): Promise<void> {
  const sight = await lookAround(args);
  const { volume } = sight;
  if (!volume) return assertGone(args, sight);
  // Another one of this name is somebody's.
  if (!isOurs(args, volume)) return;
  const node = speaker(args, sight);
  if (volume.started) {
    const { clients } = await glusterState(node, volume.name);
    if (clients > 0)
      throw new Refusal(
        `The volume ${volume.name} is in use: ${clients} mounts or programs have it open, see \`gluster volume status ${volume.name} clients\`. End these first; nothing was changed.`,
      );
    await inPool(node, `stop ${volume.name}`, ["volume", "stop", volume.name]);
  }
  await inPool(node, `take ${volume.name} out of the pool`, ["volume", "delete", volume.name]);
  const bricks = volume.bricks.map(({ name }) => name).join(", ");
  // The server's output is the provider's only voice while it removes.
  process.stdout.write(`GlusterVolume ${volume.name}: it is gone, its files stay in ${bricks}\n`);
}
