import type { Cib } from "../pcs/cib.js";
import type { Installed, Questions } from "../pcs/installed.js";
import type { Fencer } from "../pcs/victims.js";
import type { Edit } from "../pcs/writer.js";

/** A mistake of the user's, reported against the property. */
export interface Problem {
  readonly property: string;
  readonly reason: string;
  /** Other arguments that decide it: while one of them is not known yet, it is no mistake. */
  readonly depends?: readonly string[];
}

/** Addresses that an object brings to the network. */
export interface Claim {
  readonly property: string;
  readonly address: string;
  readonly nic?: string;
}

/**
 * A thing that Pacemaker's configuration holds: all that differs between kinds, as pure functions. The life cycle around
 * it is the same for all.
 */
export interface CibObject<Args> {
  /** The class's name; the stored provider text names it for ever. */
  readonly kind: string;
  /** Arguments whose change needs a new object. */
  readonly replaceOn: readonly (keyof Args & string)[];
  /** Arguments that cannot be left out, where `problems` does not say so itself. */
  readonly required?: readonly (keyof Args & string)[];
  /** Whether an empty text of an argument means that it is left out; else it is refused. */
  readonly emptyIsNone?: boolean;
  /** The identity inside the cluster. */
  id(args: Args): string;
  /** What is wrong with the arguments: by themselves, and against what is installed when that is known. */
  problems(args: Partial<Args>, installed?: Installed): readonly Problem[];
  /** What should be known of the installed software for `problems`. */
  asks?(args: Partial<Args>): Questions;
  /** What the user should know at each preview, although it is done. */
  warnings?(args: Args, cluster: { readonly nodes: number }): readonly string[];
  /** The object as the cluster has it, spelled like the arguments; undefined when it is not there. */
  find(cib: Cib, args: Args, installed?: Installed): Args | undefined;
  /** The edit that makes it, in what is there. */
  create(args: Args, cib?: Cib): Edit;
  /** The edit from what was found to what is wanted; empty when nothing differs. */
  update(args: Args, found: Args, cib: Cib, installed?: Installed): Edit;
  /** The edit that takes it away, from what is there. */
  remove(args: Args, cib?: Cib): Edit;
  /** Present: it goes after all else that is removed at the same time. What the user should know then, if anything. */
  goesLast?(args: Args, cib: Cib): string | undefined;
  /** The resource that is to run once it is made, and to be stopped before it goes; or several, in this order. */
  runs?(args: Args): Running | readonly Running[] | undefined;
  /** The device that is asked for its victims' state once it watches: the output `victims`. */
  fences?(args: Args): Fencer;
  /** Addresses that nobody else may answer for. */
  claims?(args: Args): readonly Claim[];
}

/** A resource that is waited for. */
export interface Running {
  readonly resource: string;
  /** How long to wait until it runs, in seconds; 0 does not wait. */
  readonly seconds: number;
}
