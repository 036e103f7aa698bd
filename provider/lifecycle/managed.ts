import type { Handle } from "../pcs/nodes.js";
import type { Problem } from "./cib-object.js";

/** A thing that is not in Pacemaker's configuration, such as the cluster itself: it talks to the nodes on its own. */
export interface Managed<Args, Outputs> {
  /** The class's name; the stored provider text names it for ever. */
  readonly kind: string;
  /** Arguments whose change needs a new object. */
  readonly replaceOn: readonly (keyof Args & string)[];
  /** The identity. */
  id(args: Args): string;
  /** What is wrong with the arguments by themselves; `adopt`: where something that is there may be taken over. */
  problems(args: Partial<Args>, adopt?: boolean): readonly Problem[];
  /** What the installed software cannot do of it, where it can be asked; `old` is absent while it is made. */
  beyond?(args: Args & Reached, old?: Args): Promise<readonly Problem[]>;
  /** What is left to the installed software, where it can be asked: inputs that were not given. */
  chosen?(args: Args & Reached, old?: Args): Promise<Partial<Args>>;
  /**
   * What is wrong with what is known of them where they are to be used, asked anew in each preview and each update; and
   * inputs that it adds itself, such as an identity that is made once.
   */
  examine?(args: Partial<Args>, old: Partial<Args>): Promise<Examined<Args>>;
  /** What an update is going to do, in words for the preview, and what was seen last that nobody should overlook. */
  notices(args: Args, old: Args & Partial<Outputs>): readonly string[];
  /**
   * Makes it.
   * @throws HalfDone when something was made and a later step failed
   */
  create(args: Args & Reached, adopt: boolean): Promise<Outputs>;
  /** What is there; undefined when it is surely gone. An error when that cannot be known. */
  read(args: Args & Reached): Promise<{ args: Args; outputs: Outputs } | undefined>;
  /** Changes it in place. */
  update(args: Args & Reached, old: Args & Reached): Promise<Outputs>;
  /** Takes it away; done when it is gone already. */
  remove(args: Args & Reached): Promise<void>;
}

/** The way to the hosts, beside the arguments. */
export type Reached = Pick<Handle, "nodes" | "connection" | "hostKeys">;

/** What an examination found. */
export interface Examined<Args> {
  readonly problems: readonly Problem[];
  readonly adds?: Partial<Args>;
}
