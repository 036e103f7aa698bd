import { hostKey, run, SshFailure, type SshArgs } from "../../ssh/index.js";

const lookEveryMs = 1000;
const commandSeconds = 20;
// cloud-init makes the user and its right to sudo while sshd may answer already.
const settlingMs = 90_000;

/**
 * Waits until a machine that boots lets us in and answers its host key.
 * @throws SshFailure of the last attempt when the seconds are over, and at once for what no waiting mends
 */
export async function awaitLogin(ssh: SshArgs, seconds: number): Promise<string> {
  const deadline = Date.now() + seconds * 1000;
  let answered: number | undefined;
  for (;;) {
    const left = Math.max(1, Math.ceil((deadline - Date.now()) / 1000));
    const attempt = { ...ssh, connectTimeout: left };
    try {
      await run(attempt, ["true"], { timeout: commandSeconds });
      return await hostKey(attempt);
    } catch (failure) {
      if (!(failure instanceof SshFailure) || failure.kind === "host-key" || Date.now() >= deadline)
        throw failure;
      if (failure.kind === "authentication") {
        answered ??= Date.now();
        if (Date.now() - answered > settlingMs) throw failure;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}
