/** Why Proxmox's API could not be used: nobody answered, somebody else did, it knows the token not, or it refused. */
export type ProxmoxFailureKind = "unreachable" | "certificate" | "token" | "refused";

/** A failure of Proxmox's API, in words for its user. */
export class ProxmoxFailure extends Error {
  override readonly name = "ProxmoxFailure";
  constructor(
    readonly kind: ProxmoxFailureKind,
    message: string,
    /** HTTP status of a refusal. */
    readonly status?: number,
  ) {
    super(message);
  }
}

/** Whether Proxmox said that there is no such thing. */
export function isGone(failure: unknown): boolean {
  if (!(failure instanceof ProxmoxFailure) || failure.kind !== "refused") return false;
  return failure.status === 404 || /does not exist|no such|no vm/i.test(failure.message);
}
