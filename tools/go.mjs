// Builds a program from a Go module's source, for a machine that has Go and the module proxy but no released binaries.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { heartbeat, say } from "./say.mjs";

// sudo's PATH has no folder for Go where Go's own instructions put it.
const places = ["go", "/usr/local/go/bin/go"];

/**
 * The Go program to build the modules in `folders` with; where there is none, an error that says what to install,
 * `instead` being the way without Go.
 * @param {readonly string[]} folders
 * @param {string} instead
 */
export function findGo(folders, instead) {
  const needed = folders.map(goDirective).sort(compareVersions).at(-1) ?? "";
  const advice = `Either ${instead}, or install Go ${needed} or newer (https://go.dev/doc/install) and try again.`;
  for (const go of places) {
    const asked = spawnSync(go, ["env", "GOVERSION", "GOTOOLCHAIN"], { encoding: "utf8" });
    if (asked.status !== 0) continue;
    const [version = "", toolchain = ""] = asked.stdout.split("\n");
    const has = version.replace(/^go/, "");
    // From 1.21 on Go fetches the newer toolchain that a module asks for, unless it was told not to.
    const fetches = compareVersions(has, "1.21") >= 0 && !/^(local|path)$/.test(toolchain);
    if (compareVersions(has, needed) >= 0 || fetches) return go;
    throw new Error(`Go ${has} is installed, and building needs ${needed}. ${advice}`);
  }
  throw new Error(`Go is not installed, and building needs it. ${advice}`);
}

/**
 * Compares two versions number by number; what follows the numbers (a pre-release) is not looked at.
 * @param {string} a
 * @param {string} b
 */
export function compareVersions(a, b) {
  const [left, right] = [a, b].map((version) => (version.match(/\d+/g) ?? []).slice(0, 3).map(Number));
  for (const place of [0, 1, 2]) {
    const difference = (left?.[place] ?? 0) - (right?.[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * The version of `module` that the Go module in `folder` requires.
 * @param {string} folder
 * @param {string} module
 */
export function requiredVersion(folder, module) {
  const line = readFileSync(join(folder, "go.mod"), "utf8")
    .split("\n")
    .map((text) =>
      text
        .trim()
        .replace(/^require /, "")
        .split(" "),
    )
    .find(([name]) => name === module);
  if (!line?.[1]) throw new Error(`${basename(folder)}/go.mod does not require ${module}.`);
  return line[1];
}

/**
 * Builds the program `source` with the module in `folder` into the file `out` and says how it gets on.
 * @param {{ go: string, folder: string, source: string, ldflags: string, out: string, abort: AbortSignal }} options
 */
export async function goBuild({ go, folder, source, ldflags, out, abort }) {
  const argv = ["build", "-C", folder, "-v", "-trimpath", "-buildvcs=false", "-mod=readonly"];
  argv.push("-tags", "osusergo grpcnotrace", "-ldflags", ldflags, "-o", out, source);
  const name = basename(out);
  const [compiled, fetched, other] = [new Set(), new Set(), /** @type {string[]} */ ([])];
  const stop = heartbeat((seconds) => {
    const fetching = fetched.size > 0 ? ` ${fetched.size} modules fetched,` : "";
    return `  ${name}: ${seconds} s,${fetching} ${compiled.size} packages compiled`;
  });
  try {
    // Without cgo no C compiler is needed, and the released binaries are built so too.
    const env = { ...process.env, CGO_ENABLED: "0", GOWORK: "off" };
    const child = spawn(go, argv, { env, stdio: ["ignore", "ignore", "pipe"] });
    const interrupt = () => child.kill("SIGINT");
    abort.addEventListener("abort", interrupt);
    createInterface({ input: child.stderr }).on("line", (line) => {
      if (line.startsWith("go: downloading ")) fetched.add(line);
      else if (/^[\w.~/-]+$/.test(line)) compiled.add(line);
      else other.push(line);
    });
    const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
    abort.removeEventListener("abort", interrupt);
    abort.throwIfAborted();
    if (code !== 0 || !existsSync(out)) {
      throw new Error(`Unable to build ${name} (go build, exit ${code}):\n${other.slice(-20).join("\n")}`);
    }
  } finally {
    say(`  ${name}: ${stop()} s, ${compiled.size} packages compiled`);
  }
}

/** @param {string} folder */
function goDirective(folder) {
  return /^go (\S+)$/m.exec(readFileSync(join(folder, "go.mod"), "utf8"))?.[1] ?? "";
}
