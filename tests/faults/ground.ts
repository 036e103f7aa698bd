import { ok } from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { down, type Lab, up } from "../../lab/index.js";
import { labName } from "../live/lab-name.js";
import { changesIn } from "../live/pair/pair.js";
import { type Deployment, type Outcome, Stack } from "../live/stack.js";
import type { Case } from "../live/suite.js";
import { type Declaration, PAIR, programOf } from "./program.js";

/** The verbs of the CLI that these suites use. */
export type Verb = "preview" | "up" | "refresh" | "destroy";

type StateResource = NonNullable<Deployment["resources"]>[number];

const LAB = labName("faults");
// What the first milestone promises for a clear error, the start of the CLI included.
const PROMISED = 60;

/** Two real nodes and a stack that declares their cluster. */
export class Ground {
  private deployed: string | undefined;

  private constructor(
    readonly lab: Lab,
    readonly stack: Stack,
    /** The password of pcs's user on both nodes, unlike any other text. */
    readonly password: string,
  ) {}

  /** Boots the lab unless it runs, and makes a stack that has deployed nothing. */
  static async make(): Promise<Ground> {
    const password = `Pw${randomBytes(12).toString("hex")}`;
    const lab = await up({ name: LAB, haclusterPassword: password, say: () => undefined });
    // Debian's package brings a cluster of one node, which a first attempt may remove and then fail.
    await Promise.all(lab.nodes.map(({ name }) => lab.exec(name, ["pcs", "cluster", "destroy"])));
    const secrets = { haclusterPassword: password, sshPrivateKey: readFileSync(lab.privateKeyFile, "utf8") };
    return new Ground(lab, await Stack.create(lab, { program: programOf(lab, PAIR), secrets }), password);
  }

  /** What must be nowhere in clear: the password, and the lines of the private key but those that all keys have. */
  secrets(): readonly string[] {
    const [_begin, _format, ...lines] = readFileSync(this.lab.privateKeyFile, "utf8").split("\n");
    return [this.password, ...lines.filter((line) => line.length > 40 && !line.startsWith("-----"))];
  }

  /** Runs the CLI with the pair, but for what is given. */
  async run(
    verb: Verb,
    changes: Partial<Declaration> = {},
    options: readonly string[] = [],
  ): Promise<Outcome> {
    const text = programOf(this.lab, { ...PAIR, ...changes });
    await this.stack.program(text);
    this.deployed = undefined;
    const outcome = await this.stack[verb](...options);
    const secrets = [...this.secrets(), ...(changes.fencingPassword ? [changes.fencingPassword] : [])];
    const told = secrets.filter((secret) => outcome.output.includes(secret));
    ok(told.length === 0, `${verb} tells ${told.length} secrets`);
    if (verb === "up" && outcome.code === 0) this.deployed = text;
    return outcome;
  }

  /** A run that has to succeed; answers what was done to what. */
  async done(verb: Verb, changes: Partial<Declaration> = {}): Promise<readonly string[]> {
    return changesIn(await this.run(verb, changes));
  }

  /** A run that has to fail within the seconds given; answers its text. */
  async failed(verb: Verb, changes: Partial<Declaration> = {}, longest = PROMISED): Promise<string> {
    const { code, output, seconds } = await this.run(verb, changes);
    if (code === 0) throw new Error(`${verb} was expected to fail: ${output}`);
    say(`${verb} failed after ${seconds.toFixed(1)} s: ${reasonIn(output)}`);
    ok(seconds <= longest, `the error came after ${seconds} s: ${output}`);
    return output;
  }

  /** Deploys the pair unless it is what was deployed last. */
  async ready(): Promise<void> {
    if (this.deployed !== programOf(this.lab, PAIR)) await this.done("up");
  }

  /** The objects in the state: what a failed run must not have changed. */
  async resources(): Promise<readonly StateResource[]> {
    const { resources = [] } = JSON.parse(
      JSON.stringify(await this.stack.state()),
      withoutCiphers,
    ) as Deployment;
    return resources
      .filter(({ type }) => type.startsWith("pulumi-nodejs:"))
      .map(({ urn, type, id, inputs, outputs }) => ({ urn, type, id, inputs, outputs }))
      .sort((a, b) => a.urn.localeCompare(b.urn));
  }

  /** The objects in the state by type and name. */
  async made(): Promise<readonly string[]> {
    const all = await this.resources();
    return all.map(({ urn }) => urn.split("::").slice(-2).join(" ").replace(/^.*:/, "")).sort();
  }
}

let shared: Ground | undefined;
let clean = true;

/** Boots the lab and makes the stack that the cases share. */
export async function makeGround(): Promise<void> {
  await down(LAB, () => undefined);
  shared = await Ground.make();
}

/** Takes everything down. */
export async function leaveGround(): Promise<void> {
  await shared?.stack.close();
  shared = undefined;
  await down(LAB, () => undefined);
}

/** A case that begins with hosts in no cluster and a stack without objects. */
export function onHosts(name: string, run: (ground: Ground) => Promise<void>): Case {
  return {
    name,
    run: () =>
      using(async (ground) => {
        if ((await ground.resources()).length > 0) await ground.done("destroy");
        await run(ground);
      }),
  };
}

/** A case that begins with the pair running. */
export function onPair(name: string, run: (ground: Ground) => Promise<void>): Case {
  return {
    name,
    run: () =>
      using(async (ground) => {
        await ground.ready();
        await run(ground);
      }),
  };
}

/** The same case, as one of the short selection. */
export function core(each: Case): Case {
  return { ...each, core: true };
}

/** Prints what a reader of the run wants to know beside the case's own time. */
export function say(text: string): void {
  process.stdout.write(`         ${text}\n`);
}

// After a failed case nothing is known, so everything is made anew.
async function using(run: (ground: Ground) => Promise<void>): Promise<void> {
  if (!clean || !shared) {
    await leaveGround();
    shared = await Ground.make();
  }
  clean = false;
  await run(shared as Ground);
  clean = true;
}

// Each save encrypts anew, so that the same secret is another text.
function withoutCiphers(_key: string, value: unknown): unknown {
  return typeof value === "object" && value !== null && "ciphertext" in value ? "[secret]" : value;
}

/** The first line of a failed run that tells why. */
export function reasonIn(output: string): string {
  const lines = output.split("\n").map((line) => line.trim());
  return lines.find((line) => /Unable|not prepared|refus|in use|changed/i.test(line))?.slice(0, 160) ?? "";
}
