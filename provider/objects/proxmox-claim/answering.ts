import { connect } from "node:net";

const patienceMs = 1500;
const sshPort = 22;

/** Whether some machine has an address already: it lets in or refuses. Silence means nothing, and is no answer. */
export function isAnswering(address: string, port = sshPort): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const end = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(patienceMs, () => end(false));
    socket.on("connect", () => end(true));
    socket.on("error", (failure: NodeJS.ErrnoException) => end(failure.code === "ECONNREFUSED"));
  });
}
