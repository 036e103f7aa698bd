import type { Distribution } from "../../pcs/distribution.js";
import type { HostFacts } from "../../pcs/host.js";
import type { Declared, StepName } from "./arguments.js";

/** What a step judges by. */
export interface Sight {
  /** The host's own name. */
  readonly own: string;
  readonly args: Declared;
  readonly distribution: Distribution;
  readonly facts: HostFacts;
}

/** A command that repairs something; its secret comes by stdin. */
export interface Command {
  /** Completes "Unable to ...". */
  readonly doing: string;
  readonly argv: readonly string[];
  readonly stdin?: string;
  /** Whether it works on the host's packages: it needs their lock and may take minutes. */
  readonly onPackages?: boolean;
}

/** A file that is written whole. */
export interface Writing {
  readonly path: string;
  readonly text: string;
}

/** One step of a preparation, as pure functions of what was seen. */
export interface Step {
  readonly name: StepName;
  /** What is missing, in words; undefined when nothing is. */
  lacks(sight: Sight): string | undefined;
  /** What its user should know although nothing is done about it. */
  note?(sight: Sight): string | undefined;
  /** What brings it about, in order. */
  repair(sight: Sight): readonly (Command | Writing)[];
}
