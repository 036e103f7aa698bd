import { connect, createServer, type Server, type Socket } from "node:net";

/**
 * Does work while no other process holds the lock of that name. The lock is a socket in Linux's abstract names: the
 * kernel frees it when its holder dies, however it dies, and tells those who wait.
 */
export async function locked<T>(name: string, onWait: () => void, work: () => Promise<T>): Promise<T> {
  const address = `\0pulumi-pacemaker/lab/${name}`;
  const waiting = new Set<Socket>();
  let server = await bind(address, waiting);
  if (!server) onWait();
  while (!server) {
    await released(address);
    server = await bind(address, waiting);
  }
  try {
    return await work();
  } finally {
    server.close();
    for (const socket of waiting) socket.destroy();
  }
}

function bind(address: string, waiting: Set<Socket>): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      waiting.add(socket);
      socket.on("error", () => undefined);
    });
    server.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => resolve(server));
  });
}

function released(address: string): Promise<void> {
  return new Promise((resolve) => {
    connect(address)
      .on("error", () => undefined)
      .on("close", () => resolve());
  });
}
