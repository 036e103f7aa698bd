/** One thing that a live suite shows. */
export interface Case {
  /** A sentence about the cluster. */
  readonly name: string;
  /** Whether it belongs to the short selection that `npm test` runs. */
  readonly core?: boolean;
  /** Shows it, or throws. */
  readonly run: () => Promise<void>;
}

/** What a file `NAME.live.ts` exports. */
export interface Suite {
  readonly cases: readonly Case[];
  /** Makes what the cases share; when it fails, all of them have failed. */
  readonly before?: () => Promise<void>;
  /** Takes it away again, whatever happened. */
  readonly after?: () => Promise<void>;
}

/** How a case ended. */
export interface Result {
  readonly suite: string;
  readonly name: string;
  readonly seconds: number;
  /** The failure's text; nothing when it passed. */
  readonly failure?: string;
}
