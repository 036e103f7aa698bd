import { connect } from "node:net";

// A program of its own, since only a process inside the switch's namespace can reach the nodes:
// answering.js SECONDS ADDRESS:PORT... ends with 0 when sshd greets and pcsd accepts, else names who does not.

const [seconds = "0", ...targets] = process.argv.slice(2);
const end = Date.now() + Number(seconds) * 1000;

void Promise.all(targets.map(answers)).then((answered) => {
  const silent = targets.filter((_, index) => !answered[index]);
  process.stdout.write(silent.join(" "));
  process.exitCode = silent.length;
});

async function answers(target: string): Promise<boolean> {
  while (!(await connected(target))) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}

function connected(target: string): Promise<boolean> {
  const [host = "", port = ""] = target.split(":");
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), timeout: 1000 });
    const answer = (value: boolean) => {
      socket.destroy();
      resolve(value);
    };
    socket.on("error", () => answer(false)).on("timeout", () => answer(false));
    // An SSH server speaks first; a TLS server waits.
    if (port === "22")
      socket.on("data", (greeting) => answer(greeting.toString("latin1").startsWith("SSH-")));
    else socket.on("connect", () => answer(true));
    socket.on("close", () => answer(false));
  });
}
