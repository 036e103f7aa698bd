import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { startHost, type ScriptedHost } from "../../tests/scripted-host.js";

const root = join(__dirname, "../..");
const compiled = mkdtempSync(join(tmpdir(), "ssh-"));
const preamble = `
  const { run } = require(process.argv[1]);
  const ssh = JSON.parse(process.argv[2]);
`;

// What a signal or an idle socket does to a process can only be tried in another one than jest's.
beforeAll(() => {
  const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
  for (const file of readdirSync(__dirname).filter((name) => /(?<!\.test)\.ts$/.test(name))) {
    const source = readFileSync(join(__dirname, file), "utf8");
    const { outputText } = transpileModule(source, { compilerOptions });
    writeFileSync(join(compiled, file.replace(/ts$/, "js")), outputText);
  }
});

afterAll(() => rmSync(compiled, { recursive: true }));

let host: ScriptedHost;
let endlessRuns: Promise<void>;

beforeEach(async () => {
  const forever = new Promise<never>(() => undefined);
  let runs = (): void => undefined;
  endlessRuns = new Promise((resolve) => (runs = resolve));
  host = await startHost({
    answers: ({ argv }) => (argv[0] === "endless" ? (runs(), forever) : { code: 0 }),
  });
});

afterEach(() => host.close());

function start(script: string): ChildProcess {
  const argv = ["-e", preamble + script, join(compiled, "index.js"), JSON.stringify(host.ssh)];
  const env = { ...process.env, NODE_PATH: join(root, "node_modules") };
  return spawn(process.execPath, argv, { env, stdio: ["ignore", "pipe", "inherit"] });
}

test("an idle connection does not keep the process alive", async () => {
  const child = start(`run(ssh, ["true"]).then(({ code }) => (process.exitCode = 40 + code));`);
  expect(await once(child, "exit")).toEqual([40, null]);
});

test("a running command keeps the process alive", async () => {
  const child = start(
    `run(ssh, ["endless"]).catch((error) => (process.exitCode = error.kind === "lost" ? 40 : 41));`,
  );
  await endlessRuns;
  host.drop();
  expect(await once(child, "exit")).toEqual([40, null]);
});

test.each(["SIGINT", "SIGTERM"] as const)("%s still ends the process", async (signal) => {
  const child = start(
    `setInterval(() => {}, 1000); run(ssh, ["true"]).then(() => process.stdout.write("ready"));`,
  );
  await once(child.stdout ?? child, "data");
  child.kill(signal);
  expect(await once(child, "exit")).toEqual([null, signal]);
});

test("a signal that the process has its own use for is left to it", async () => {
  const child = start(`
    const timer = setInterval(() => {}, 1000);
    process.on("SIGTERM", () => clearInterval(timer));
    run(ssh, ["true"]).then(() => process.stdout.write("ready"));
  `);
  await once(child.stdout ?? child, "data");
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});
