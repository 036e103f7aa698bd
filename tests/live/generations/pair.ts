import { down, type Lab, type Suite, up } from "../../../lab/index.js";
import { labName } from "../lab-name.js";
import { oldest } from "../objects/oldest.js";
import type { Declared } from "../objects/resources.js";
import { absentContainers, pairProgram, withPair } from "../objects/with-pair.js";
import { changesIn } from "../pair/pair.js";
import { on } from "../pair/seen.js";
import { Stack } from "../stack.js";

const PASSWORD = "hacluster";
/** What of Corosync each generation takes when it makes a cluster. */
const CLUSTER = { totem: { token: 4000, consensus: 5000 }, quorum: { wait_for_all: 1 } };

/** What the same program declares on every system, beside the cluster. */
export const OBJECTS = withPair(oldest);

/** Two nodes of one system, and the stack of the program that is the same on each. */
export class SamePair {
  private constructor(
    readonly lab: Lab,
    readonly stack: Stack,
    /** What its nodes are. */
    readonly system: Suite,
  ) {}

  /** Boots them; nothing is deployed yet. */
  static async boot(system: Suite): Promise<SamePair> {
    await down(nameOn(system), () => undefined);
    const lab = await up({ name: nameOn(system), suite: system, say: () => undefined });
    for (const { name } of lab.nodes) await on(lab, name, "sh", "-c", absentContainers("docker"));
    const stack = await Stack.create(lab, { program: "", secrets: { haclusterPassword: PASSWORD } });
    return new SamePair(lab, stack, system);
  }

  /** Takes them down. */
  async down(): Promise<void> {
    await this.stack.close();
    await down(nameOn(this.system), () => undefined);
  }

  /** Deploys these objects and answers what was done to what. */
  async deployed(objects: readonly Declared[]): Promise<readonly string[]> {
    // Nobody logs in as root on an image of CentOS 7.
    const user = this.system === "centos7" ? "centos" : "root";
    await this.stack.program(pairProgram(this.lab, objects, { user, cluster: CLUSTER }));
    return changesIn(await this.stack.up());
  }

  /** Reads what is there and answers what differed from the state. */
  async refreshed(): Promise<readonly string[]> {
    return changesIn(await this.stack.refresh());
  }
}

function nameOn(system: Suite): string {
  return labName(`same-${system}`);
}
