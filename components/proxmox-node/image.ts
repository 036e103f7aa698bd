import type { download } from "@muhlba91/pulumi-proxmoxve";
import * as pulumi from "../../provider/pulumi.js";
import type { ProxmoxImageInput } from "./arguments.js";
import { ProxmoxResource, shared } from "./plugin.js";

/** Where an image is needed, and through which plugin it comes there. */
export interface ImagePlace {
  /** The Pulumi name of the node that needs it. */
  readonly name: string;
  readonly proxmoxNode: pulumi.Input<string>;
  readonly provider: pulumi.ProviderResource;
  /** What has to be passed before anything is downloaded. */
  readonly dependsOn: pulumi.Resource[];
}

/** The volume of an image, downloaded where it is not there; once for all nodes of a program on one Proxmox node. */
export function imageVolume(image: ProxmoxImageInput, place: ImagePlace): pulumi.Output<string> {
  if ("fileId" in image) return pulumi.output(image.fileId);
  const { images } = shared();
  const parts = [place.proxmoxNode, image.datastore ?? "local", image.url, image.checksum];
  const isPlain = parts.every((part) => typeof part === "string");
  const [node = "", datastore = "", url = ""] = isPlain ? (parts as string[]) : [];
  // Named by what it is, not by the node that asked for it first: that one may go while others still need it.
  const name = isPlain ? `${node}-${datastore}-${baseOf(url)}` : `${place.name}-image`;
  const key = isPlain ? parts.join(" ") : name;
  const file =
    images.get(key) ?? new ProxmoxResource("download/file:File", name, inputsOf(image, place), place);
  images.set(key, file);
  return file.id;
}

function inputsOf(
  image: Exclude<ProxmoxImageInput, { fileId: unknown }>,
  place: ImagePlace,
): download.FileArgs {
  const { url, checksum, checksumAlgorithm = "sha256", datastore = "local" } = image;
  const { proxmoxNode } = place;
  // Nobody else's file: one that is there under this name is ours, left over from a download that was cut off.
  const owner = `${pulumi.getProject()}-${pulumi.getStack()}`;
  const fileName = pulumi
    .all([url, checksum, place.proxmoxNode])
    .apply(([from, sum, node]) => `${owner}-${node}-${sum.slice(0, 12)}${endingOf(from)}`);
  return {
    nodeName: proxmoxNode,
    datastoreId: datastore,
    contentType: "import",
    url,
    fileName,
    checksum,
    checksumAlgorithm,
    overwrite: false,
    overwriteUnmanaged: true,
  };
}

function baseOf(url: string): string {
  return url.split(/[/?#]/).filter(Boolean).at(-1) ?? url;
}

// What Proxmox takes for a disk; cloud images named .img are qcow2.
function endingOf(url: string): string {
  return /\.(raw|vmdk)$/.exec(baseOf(url))?.[0] ?? ".qcow2";
}
