import type * as pulumi from "@pulumi/pulumi";
import type { NodeInput, SshInput } from "../../provider/lifecycle/cluster-handle.js";

/** How Proxmox's API is reached. */
export interface ProxmoxApiInput {
  /** The API's URL, e.g. `https://pve1.example:8006/`. */
  readonly endpoint: pulumi.Input<string>;
  /** An API token, `user@realm!name=secret`; kept secret. What it has to be allowed is checked before anything is made. */
  readonly apiToken: pulumi.Input<string>;
  /**
   * SHA-256 fingerprint of the API's certificate as Proxmox shows it (`AB:CD:...`), for a certificate that no known
   * authority has signed. It is checked at each run. The Proxmox plugin itself knows only authorities or no check at all:
   * for its own calls, put Proxmox's authority into the system's, or name its file in SSL_CERT_FILE.
   */
  readonly fingerprint?: pulumi.Input<string>;
  /** Let the plugin talk to a certificate that it cannot check; warns at each preview. Default false. */
  readonly insecure?: pulumi.Input<boolean>;
}

/** The disk image that a node's disk begins as. */
export type ProxmoxImageInput =
  | {
      /** An image that is there, e.g. `local:import/debian-12-genericcloud-amd64.qcow2`. */
      readonly fileId: pulumi.Input<string>;
    }
  | {
      /** Where Proxmox downloads it from: an uncompressed qcow2 or raw image. Once for all nodes of a Proxmox node. */
      readonly url: pulumi.Input<string>;
      /** Its checksum, in hexadecimal; another one than what came is an error. */
      readonly checksum: pulumi.Input<string>;
      /** The checksum's kind; default `sha256`. */
      readonly checksumAlgorithm?: pulumi.Input<"sha256" | "sha512">;
      /** Proxmox's storage for it, with the content type `import`; default `local`. */
      readonly datastore?: pulumi.Input<string>;
    };

/** One network card beyond the first. */
export interface ProxmoxLinkInput {
  /** Bridge of the Proxmox node, e.g. `vmbr1`. */
  readonly bridge: pulumi.Input<string>;
  /** VLAN tag, 1-4094; default none. */
  readonly vlan?: pulumi.Input<number>;
  /** Hardware address; default one that Proxmox makes. */
  readonly macAddress?: pulumi.Input<string>;
  /** Address with the length of its network's prefix, e.g. `10.1.0.11/24`. */
  readonly address: pulumi.Input<string>;
}

/** What a node on Proxmox takes. */
export interface ProxmoxNodeArgs {
  /** How Proxmox's API is reached. */
  readonly proxmox: ProxmoxApiInput;
  /** Name of the Proxmox node that it runs on. The nodes of a pair belong on two. A change makes a new machine. */
  readonly proxmoxNode: pulumi.Input<string>;
  /**
   * The machine's number, 100-999999999, free in the whole Proxmox cluster: a machine that this stack did not make is
   * refused and never touched. A change makes a new machine.
   */
  readonly vmId: pulumi.Input<number>;
  /** Hostname, and the node's name in the cluster; default the Pulumi name. A change makes a new machine. */
  readonly name?: pulumi.Input<string>;
  /** The image of its disk. A change makes a new machine. */
  readonly image: ProxmoxImageInput;
  /** Proxmox's storage for its disk; default `local-lvm`. */
  readonly datastore?: pulumi.Input<string>;
  /** Processor cores; default 2. A change restarts it. */
  readonly cores?: pulumi.Input<number>;
  /** Kind of processor, as Proxmox calls it; default `x86-64-v2-AES`. A change restarts it. */
  readonly cpuType?: pulumi.Input<string>;
  /** Memory in MiB; default 2048. A change restarts it. */
  readonly memory?: pulumi.Input<number>;
  /** Size of the disk in GiB, at least the image's; default 20. It can grow only, without a restart. */
  readonly disk?: pulumi.Input<number>;
  /**
   * Bridge of the first network card; default `vmbr0`. Changed while it runs; the machines after it are changed when it
   * still lets us in then.
   */
  readonly bridge?: pulumi.Input<string>;
  /** VLAN tag of the first network card, 1-4094; default none. Changed as the bridge is. */
  readonly vlan?: pulumi.Input<number>;
  /** Hardware address of the first network card; default one that Proxmox makes. */
  readonly macAddress?: pulumi.Input<string>;
  /** Its address with the length of its network's prefix, e.g. `192.168.0.113/24`; free. A change restarts it. */
  readonly address: pulumi.Input<string>;
  /** Address of its router. A change restarts it. */
  readonly gateway?: pulumi.Input<string>;
  /** Further network cards, such as one for a second link of the cluster. */
  readonly links?: pulumi.Input<pulumi.Input<ProxmoxLinkInput>[]>;
  /** Addresses of name servers; default those of the Proxmox node. A change restarts it. */
  readonly dnsServers?: pulumi.Input<pulumi.Input<string>[]>;
  /** Domain that names are looked up in; default that of the Proxmox node. A change restarts it. */
  readonly searchDomain?: pulumi.Input<string>;
  /** User whom cloud-init makes, with sudo; a cloud image refuses root. E.g. the image's own: `centos`, `debian`. */
  readonly userName: pulumi.Input<string>;
  /** Public keys that let the user in, a line each. */
  readonly sshPublicKeys: pulumi.Input<pulumi.Input<string>[]>;
  /** How it is reached by SSH: `privateKey`, `privateKeyFile` or `agent`; default the keys of the SSH agent. */
  readonly ssh?: pulumi.Input<SshInput>;
  /** Let cloud-init bring all packages up to date at the first boot, before the node is used. Default false. */
  readonly upgrade?: pulumi.Input<boolean>;
  /** Tags in Proxmox. */
  readonly tags?: pulumi.Input<pulumi.Input<string>[]>;
  /** Notes in Proxmox. */
  readonly description?: pulumi.Input<string>;
  /** Its place when Proxmox starts its machines, lowest first; default none. */
  readonly startupOrder?: pulumi.Input<number>;
  /** Seconds for it to boot and let us in. Default 600. */
  readonly bootTimeout?: pulumi.Input<number>;
  /**
   * Seconds for it to shut down before a change restarts or replaces it, so that what runs on it moves away first. One that
   * is not off by then is not restarted. Default 300.
   */
  readonly shutdownTimeout?: pulumi.Input<number>;
  /** More inputs of `VmLegacy` of `@muhlba91/pulumi-proxmoxve`, as they are there; they go before ours. */
  readonly vm?: Readonly<Record<string, unknown>>;
  /**
   * Resources between a change to this machine and what is before it; see `MembershipGate`. The machine and what belongs to
   * it come after them.
   */
  readonly after?: readonly pulumi.Resource[];
}

/** What a node on Proxmox answers; `ProxmoxNode` has it. */
export interface ProxmoxNodeOutputs {
  /** The node's name in the cluster. */
  readonly name: pulumi.Output<string>;
  /** The address by which it is reached, without the prefix's length. */
  readonly address: pulumi.Output<string>;
  /** What `PacemakerHost` and `PcsCluster` take: name, addresses, and the way to it with its pinned host key. */
  readonly node: pulumi.Output<NodeInput>;
  /** The node's SSH host key, pinned at first contact; pinned anew when a change of ours gave it another one. */
  readonly hostKey: pulumi.Output<string>;
}
