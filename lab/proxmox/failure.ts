/** An answer of the API that is not a success, in Proxmox's own words. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";

  constructor(
    readonly status: number,
    message: string,
    /** What is wrong with which parameter, where the status is 400. */
    readonly errors?: Readonly<Record<string, string>>,
  ) {
    super(message);
  }
}

/** What Proxmox answers to all that is wrong and has no code of its own. */
export function failed(message: string): ApiFailure {
  return new ApiFailure(500, message);
}

/** Parameters that Proxmox's schema does not allow. */
export function invalid(errors: Readonly<Record<string, string>>): ApiFailure {
  return new ApiFailure(400, "Parameter verification failed.", errors);
}

/** A privilege that the caller does not have on a path. */
export function denied(path: string, privileges: readonly string[]): ApiFailure {
  return new ApiFailure(403, `Permission check failed (${path}, ${privileges.join("|")})`);
}

/** A caller whom the API does not know. */
export function unknownCaller(message: string): ApiFailure {
  return new ApiFailure(401, message);
}
