import type { ChildProcessWithoutNullStreams } from "node:child_process";
import type { ServerChannel } from "ssh2";
import type { Answer } from "./scripted-host.js";

/** A program that stays: it says hello, and each message is answered as if the program had been started for it. */
export async function stays(
  channel: ServerChannel,
  answer: (stdin: string) => Answer | Promise<Answer>,
  drop: () => unknown,
): Promise<void> {
  const say = (text: string) => channel.write(`${Buffer.byteLength(text)}\n${text}`);
  say(JSON.stringify({ protocol: 1, cold: null }));
  let heard = "";
  let program: string | undefined;
  for await (const data of channel as AsyncIterable<Buffer>) {
    heard += data.toString("utf8");
    for (;;) {
      const start = heard.indexOf("\n") + 1;
      const end = start + Number(heard.slice(0, start));
      if (start === 0 || heard.length < end) break;
      const [text, whole] = [heard.slice(start, end), heard.slice(0, end)];
      heard = heard.slice(end);
      if (program === undefined) {
        program = whole;
        continue;
      }
      const said = await answer(program + text);
      if (said === "drop") return void drop();
      say(said.stdout ?? "");
    }
  }
  channel.exit(0);
  channel.close();
}

/** A program that stays, as a process of this machine. */
export function piped(channel: ServerChannel, child: ChildProcessWithoutNullStreams): void {
  channel.on("error", () => undefined).on("close", () => child.stdin.end());
  child.stdin.on("error", () => undefined);
  channel.pipe(child.stdin);
  child.stdout.pipe(channel, { end: false });
  child.on("close", (code) => {
    channel.exit(code ?? 255);
    channel.close();
  });
}
