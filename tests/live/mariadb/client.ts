import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { preparedRecipe } from "../../../lab/recipe.js";
import { preparedRoot } from "../../../lab/root.js";
import type { Lab } from "../../../lab/index.js";

/** A row that the server has said it keeps. */
export interface Acknowledged {
  readonly number: number;
  /** Milliseconds. */
  readonly at: number;
}

/** How the client comes to the server. */
export interface Way {
  readonly address: string;
  readonly password: string;
  /** What the root that the nodes are made of has beside a cluster's packages: the client is in it. */
  readonly packages: readonly string[];
}

const TABLE =
  "CREATE TABLE IF NOT EXISTS written (id INT AUTO_INCREMENT PRIMARY KEY, number INT NOT NULL UNIQUE)";
const EVERY_MS = 40;
// A server that says nothing for so long is left, and the address asked for a new connection.
const PATIENCE_MS = 2000;

/** A client outside of both nodes that writes one row after the other, and keeps the number of each that was acknowledged. */
export class Client {
  private readonly all: Acknowledged[] = [];
  private number = 0;
  private child: ChildProcess | undefined;
  private isStopped = false;
  private running: Promise<void> = Promise.resolve();

  private constructor(
    private readonly argv: readonly string[],
    private readonly password: string,
  ) {}

  /** Starts it; the first row is acknowledged when this returns. */
  static async start(lab: Lab, { address, password, packages }: Way): Promise<Client> {
    const recipe = preparedRecipe("bookworm", packages);
    const signal = new AbortController().signal;
    const root = await preparedRoot({ lab: lab.name, recipe, say: () => undefined, signal });
    const words = [
      "--batch",
      "--skip-column-names",
      "--unbuffered",
      "--connect-timeout=2",
      "--skip-reconnect",
    ];
    const mariadb = ["mariadb", `--host=${address}`, "--user=app", ...words, "app"];
    const client = new Client(lab.inNamespace(["chroot", root, ...mariadb]), password);
    await client.go();
    return client;
  }

  /** Writes on. */
  async go(): Promise<void> {
    this.isStopped = false;
    const before = this.all.length;
    this.running = this.write();
    const end = Date.now() + 60_000;
    while (this.all.length === before) {
      if (Date.now() > end) throw new Error("the client writes nothing");
      await pause(50);
    }
  }

  /** Stops writing; what was begun is over when this returns. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  /** All rows that were acknowledged, in their order. */
  acknowledged(): readonly Acknowledged[] {
    return this.all;
  }

  /** The longest time without a row from a moment on, in seconds. */
  longestSilence(from: number): number {
    const moments = [from, ...this.all.filter(({ at }) => at > from).map(({ at }) => at), Date.now()];
    return Math.max(...moments.slice(1).map((at, index) => at - (moments[index] ?? at))) / 1000;
  }

  private async write(): Promise<void> {
    await this.say(TABLE, "SELECT 0");
    while (!this.isStopped) {
      const number = ++this.number;
      const said = await this.say(`INSERT INTO written (number) VALUES (${number})`, `SELECT ${number}`);
      if (said === String(number)) this.all.push({ number, at: Date.now() });
      else if (said === undefined) await this.say(TABLE, "SELECT 0");
      await pause(EVERY_MS);
    }
    await this.leave();
  }

  // What the last statement answers; undefined where no answer came.
  private async say(...statements: readonly string[]): Promise<string | undefined> {
    this.child ??= this.connect();
    const child = this.child;
    const answer = new Promise<string | undefined>((resolve) => {
      const timer = setTimeout(() => done(undefined), PATIENCE_MS);
      const told = (text: string) => done(text.trim());
      const ended = () => done(undefined);
      const done = (said: string | undefined) => {
        clearTimeout(timer);
        child.stdout?.off("data", told);
        child.off("close", ended);
        resolve(said);
      };
      child.stdout?.on("data", told);
      child.once("close", ended);
    });
    child.stdin?.write(`${statements.join("; ")};\n`);
    const said = await answer;
    if (said === undefined) await this.leave();
    return said;
  }

  private connect(): ChildProcess {
    const [program = "", ...rest] = this.argv;
    const env = { PATH: process.env["PATH"], MYSQL_PWD: this.password };
    const child = spawn(program, rest, { env, stdio: ["pipe", "pipe", "ignore"] });
    child.stdout.setEncoding("utf8");
    child.stdin.on("error", () => undefined);
    child.on("error", () => undefined);
    return child;
  }

  private async leave(): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "close");
    child.kill("SIGKILL");
    await ended;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
