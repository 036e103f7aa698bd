/**
 * The folder with `pulumi` and what it needs to run Node programs, built first where none is installed.
 * PULUMI_PACEMAKER_BUILD_CLI=1 passes over an installed CLI.
 */
export function pulumiBin(): Promise<string>;

/** Variables for a run of the CLI that needs no network beyond the program's own. */
export function pulumiEnvironment(options: {
  /** Folder for the CLI's own settings and plugins. */
  readonly home: string;
  /** Folder that keeps the stacks' state; it must exist. */
  readonly state: string;
  /** Encrypts the stacks' secrets. */
  readonly passphrase: string;
  /** What `pulumiBin` answered. */
  readonly bin: string;
}): Record<string, string>;
