import { createHash } from "node:crypto";

/** A disk image that can be downloaded: no bytes of it are here, only what is told about it. */
export interface Image {
  /** The last part of its address. */
  readonly name: string;
  /** Bytes of the file. */
  readonly size: number;
  /** Bytes of the disk that it becomes. */
  readonly virtualSize: number;
  /** What it boots: the name of a Debian release, or "centos7". */
  readonly system: string;
}

const SYSTEMS: readonly (readonly [pattern: RegExp, system: string])[] = [
  [/centos-?7/i, "centos7"],
  [/bullseye|debian-?11/i, "bullseye"],
  [/bookworm|debian-?12/i, "bookworm"],
  [/trixie|debian-?13/i, "trixie"],
];

const GIGABYTE = 2 ** 30;

// The one that the documentation names, with the size and the checksum of the real file.
const CENTOS7: Image = {
  name: "CentOS-7-x86_64-GenericCloud-2211.qcow2",
  size: 902_889_472,
  virtualSize: 8 * GIGABYTE,
  system: "centos7",
};
const CENTOS7_SHA256 = "284aab2b23d91318f169ff464bce4d53404a15a0618ceb34562838c59af4adea";

/** The image at an address, told by the address's last part; undefined when nothing is there. */
export function imageAt(url: string): Image | undefined {
  const name = URL.canParse(url) ? decodeURIComponent(new URL(url).pathname.split("/").at(-1) ?? "") : "";
  if (name === CENTOS7.name) return CENTOS7;
  const system = SYSTEMS.find(([pattern]) => pattern.test(name))?.[1];
  if (system === undefined || !/\.(qcow2|raw|img|vmdk)$/.test(name)) return undefined;
  return { name, size: 300_000_000, virtualSize: 3 * GIGABYTE, system };
}

/** The checksum of an image in an algorithm's spelling: of its name, where there is no file to have one. */
export function checksumOf(image: Image, algorithm: string): string {
  if (image === CENTOS7 && algorithm === "sha256") return CENTOS7_SHA256;
  return createHash(algorithm).update(image.name).digest("hex");
}
