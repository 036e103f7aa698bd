import type * as pulumi from "@pulumi/pulumi";
import type { NodeInput } from "../../lifecycle/cluster-handle.js";
import type { Host } from "./hosts-file.js";

/** What a host takes to be made ready. */
export interface PacemakerHostArgs {
  /** The host: its name in the cluster, its address and the way to it. A changed address is the same host's. */
  readonly node: pulumi.Input<NodeInput>;
  /** All nodes of the cluster, this one included: they are named in its hosts file. Default this one alone. */
  readonly peers?: pulumi.Input<
    pulumi.Input<{ name: pulumi.Input<string>; address: pulumi.Input<string> }>[]
  >;
  /** Password of the user `hacluster`, the same on every node; it goes to the host by stdin only. Changed in place. */
  readonly haclusterPassword: pulumi.Input<string>;
  /** Bring all packages of the host up to date, once: when it is made ready, or when this becomes true. Default false. */
  readonly update?: pulumi.Input<boolean>;
  /**
   * `configure` (default) lets the cluster's traffic through firewalld, which is installed where the distribution has one
   * by default, or through an active ufw; `disabled` switches firewalls off; `leave` touches none.
   */
  readonly firewall?: pulumi.Input<Firewall>;
  /** SELinux's mode, now and after the next boot; default `leave`: the cluster's software works while it is enforcing. */
  readonly selinux?: pulumi.Input<Selinux>;
  /** CentOS 7: the URL of the folder that holds `os`, `updates` and `extras`; default the 7.9.2009 of vault.centos.org. */
  readonly mirror?: pulumi.Input<string>;
  /** `configure` (default) switches on where the distribution has the cluster's packages; `leave` uses what is there. */
  readonly repositories?: pulumi.Input<"configure" | "leave">;
  /** Packages in addition to those of every cluster host, e.g. `sbd` or a fence agent. One that is no longer named stays. */
  readonly packages?: pulumi.Input<pulumi.Input<string>[]>;
  /** Seconds to wait until the host answers, cloud-init is done and the packages' lock is free. Default 600. */
  readonly waitTimeout?: pulumi.Input<number>;
}

/** What is done about a host's firewall. */
export type Firewall = "configure" | "disabled" | "leave";
/** SELinux's modes. */
export type Selinux = "enforcing" | "permissive" | "disabled" | "leave";

/** What is made ready, in the order in which it is. */
export const stepNames = [
  "repositories",
  "packages",
  "hosts",
  "password",
  "firewall",
  "selinux",
  "packagedCluster",
  "pcsd",
] as const;
/** One of them. */
export type StepName = (typeof stepNames)[number];

/** Each step as it is: "ready", or what it lacks. */
export type Steps = Readonly<Record<StepName, string>>;

/** All steps as they are to be; an input, so that drift shows as a difference of the step that it touches. */
export const allReady = Object.fromEntries(stepNames.map((name) => [name, "ready"])) as Record<
  StepName,
  string
>;

/** The arguments as the provider sees them. */
export interface Declared {
  /** The host itself, alone. */
  readonly nodes: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  readonly peers: readonly Host[];
  readonly haclusterPassword: string;
  readonly update: boolean;
  readonly firewall: Firewall;
  readonly selinux: Selinux;
  readonly mirror?: string;
  readonly repositories: "configure" | "leave";
  readonly packages: readonly string[];
  readonly waitTimeout: number;
  readonly steps: Steps;
  /** Whether an earlier run has brought all packages up to date: an output. */
  readonly updated?: boolean;
}

/** What is known of a host that is ready. */
export interface Observed {
  readonly os: { readonly id: string; readonly versionId: string; readonly name: string };
  readonly address: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly notes: Readonly<Partial<Record<StepName, string>>>;
  readonly updated: boolean;
  readonly hostKeys: Readonly<Record<string, string>>;
}
