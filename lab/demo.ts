import { run } from "./command.js";
import { failover } from "./demo-failover.js";
import { begin, BEGINNING, DEMO_LAB, isThere, type Platform, possiblePlatform } from "./demo-platform.js";
import {
  earlierPlatform,
  hasProject,
  makeProject,
  pulumi,
  removeProject,
  unlock,
  watchedUp,
} from "./demo-project.js";
import { down, Interrupted, type Lab, LabFailure, open } from "./index.js";

const SERVICE_IP = "192.168.0.115";
const USAGE = `usage: npm run demo                          makes a pair from nothing and shows what it does
       npm run demo -- pulumi WORDS...       runs Pulumi on it, for instance: npm run demo -- pulumi preview
       npm run demo:down                     removes all of it`;
const NEXT = "`npm run demo` goes on from here, `npm run demo:down` removes all of it.";

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));

async function main([verb = "up", ...words]: readonly string[]): Promise<number> {
  const interruption = new AbortController();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, () => interruption.abort());
  try {
    if (verb === "up" && words.length === 0) return await show(interruption.signal);
    if (verb === "down" && words.length === 0) return await remove();
    if (verb === "pulumi") return await pulumi(await open(DEMO_LAB), words);
    process.stderr.write(`${USAGE}\n`);
    return 2;
  } catch (error) {
    if (interruption.signal.aborted || error instanceof Interrupted) {
      say(`\nInterrupted. ${NEXT}`);
      return 130;
    }
    if (!(error instanceof LabFailure)) throw error;
    say(`\n${error.message}\n${NEXT}`);
    return 1;
  }
}

async function show(signal: AbortSignal): Promise<number> {
  const began = Date.now();
  const chapter = (title: string) => {
    signal.throwIfAborted();
    say(`\n=== ${title} (${Math.round((Date.now() - began) / 1000)} s)`);
  };
  chapter("The Pulumi CLI");
  const { pulumiBin } = await import("../tools/pulumi.mjs");
  say(`in ${await pulumiBin()}`);
  // The state of machines that are gone would only stand in the way of new ones.
  if (!isThere()) removeProject();
  const platform = earlierPlatform() ?? (await possiblePlatform(say));

  chapter(BEGINNING[platform]);
  const made = await begin(platform, say);
  for (const { name } of made.nodes) await made.link(name, "up");
  await makeProject(made, platform);

  chapter("What Pulumi is going to make");
  await succeeds(made, ["preview"]);
  chapter("pulumi up");
  const table = await watchedUp(made);
  const ended = Date.now();
  const times = table.times(ended);
  if (times.length > 0) say(["", "Where the time went:", "", ...times].join("\n"));
  else say("There was nothing to do.");
  // Machines that were made since.
  const lab = await open(DEMO_LAB);

  chapter("What the cluster says: pcs status on testdb01");
  await inside(lab.inNode("testdb01", ["pcs", "status"]));
  chapter("What a client sees: ping");
  await inside(lab.inNamespace(["ping", "-n", "-c", "3", "-i", "0.2", SERVICE_IP]));

  chapter("The active node loses its network");
  await failover(lab, SERVICE_IP, say, signal);

  chapter("Done");
  say(`The pair runs, and ${SERVICE_IP} answers. Look around:

  npm run lab -- exec testdb01 --name demo -- pcs status
  npm run lab -- exec testdb01 --name demo -- bash        a shell on the node
  npm run demo -- pulumi preview                          nothing to change
  npm run demo -- pulumi stack output
  npm run lab -- exec testdb01 --name demo -- pcs resource update testdb-ip op monitor interval=20s
  npm run demo -- pulumi refresh                          sees that; then npm run demo -- pulumi up repairs it

The program is program/index.ts, its settings are in .demo/: change them, npm run demo -- pulumi up.
Take it down:

  npm run demo:down`);
  return 0;
}

/** Takes everything down, also what an interrupted demo has left. */
async function remove(): Promise<number> {
  const platform = earlierPlatform();
  if (platform && isThere() && hasProject()) {
    say("=== pulumi destroy");
    const code = await destroyed(platform);
    if (code !== 0) say("Pulumi could not destroy all of it; it goes all the same.");
  }
  say("=== The machines and their network");
  await down(DEMO_LAB, say);
  removeProject();
  say(
    "Nothing of the demo is left but what is built once: CLI, plugin and the systems' files, in the cache.",
  );
  return 0;
}

async function destroyed(platform: Platform): Promise<number> {
  const lab = await begin(platform, say);
  for (const { name } of lab.nodes) await lab.link(name, "up");
  await unlock(lab);
  return watched(lab, ["destroy", "--yes", "--skip-preview", "--remove"]);
}

// Dots that say "it goes on" are for a terminal, which redraws its lines.
function watched(lab: Lab, words: readonly string[]): Promise<number> {
  return pulumi(lab, process.stdout.isTTY ? words : [...words, "--suppress-progress"]);
}

async function succeeds(lab: Lab, words: readonly string[]): Promise<void> {
  const code = await watched(lab, words);
  if (code !== 0) throw new LabFailure(`pulumi ${words[0]} ended with exit code ${code}: see above`);
}

async function inside(argv: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await run(argv);
  say(`${stdout}${stderr}`.trimEnd());
  if (code !== 0) throw new LabFailure(`${argv.at(-1)} did not answer (exit ${code})`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
