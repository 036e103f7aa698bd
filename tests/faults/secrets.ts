import { deepEqual, ok } from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { run } from "../../lab/command.js";
import { on } from "../live/pair/seen.js";
import { core, type Ground, onHosts, say } from "./ground.js";
import { PAIR } from "./program.js";
import { watched } from "./watch.js";

// Pacemaker itself keeps a device's password in its configuration and its log; all other places are free of it.
const FENCING = `Fence${randomBytes(12).toString("hex")}`;
const INLINE = { inlineKey: true, fencingPassword: FENCING };
const CHANGED = {
  ...INLINE,
  fencingPassword: `${FENCING}2`,
  properties: { ...PAIR.properties, "cluster-recheck-interval": "12min" },
};

// Where programs leave what they were given; the shadow file has the password's hash, which is another text.
const FOLDERS = [
  "/tmp",
  "/run",
  "/var/tmp",
  "/var/log",
  "/var/lib/pcsd",
  "/var/lib/pacemaker",
  "/root",
  "/etc",
];

/** Secrets are nowhere in clear. */
export const secrets = [
  core(
    onHosts(
      "a whole life shows neither password nor key in processes, output, state or files",
      async (ground) => {
        const [places, all] = [
          ["testdb01", "testdb02", "here"],
          [...ground.secrets(), FENCING],
        ];
        const stops = places.map((place) =>
          place === "here" ? watched(all) : watched(all, ground.lab, place),
        );
        try {
          await ground.done("preview", INLINE);
          deepEqual((await ground.done("up", INLINE)).length, 5);
          deepEqual(await ground.done("up", CHANGED), [
            "update ClusterProperty cluster-recheck-interval",
            "update StonithDevice fence",
          ]);
          const found = await on(
            ground.lab,
            "testdb01",
            "cibadmin",
            "-Q",
            "--xpath",
            "//nvpair[@name='password']",
          );
          ok(found.includes(`value="${FENCING}2"`), found.replaceAll(FENCING, "..."));
          deepEqual(await ground.done("refresh", CHANGED), []);
          await inFiles(ground);
          await ground.done("destroy", CHANGED);
        } finally {
          const seen = await Promise.all(stops.map((stop) => stop()));
          for (const [index, { looks, commands }] of seen.entries())
            say(`${places[index]}: ${looks} looks, ${commands} different command lines`);
          deepEqual(
            seen.flatMap(({ found }) => found),
            [],
          );
          ok(seen.every(({ looks }) => looks > 50));
        }
        await inFiles(ground);
      },
    ),
  ),
  onHosts("a run that tells everything it does tells no secret", async (ground) => {
    // From 9 on Pulumi's engine itself prints every property that it hands on. A password that is written in the program is
    // in what Pulumi's SDK tells of it, so there is none in this one.
    const loud = ["-v=8", "--debug", "--logtostderr"];
    for (const verb of ["up", "refresh", "destroy"] as const)
      deepEqual((await ground.run(verb, { inlineKey: true }, loud)).code, 0);
  }),
];

async function inFiles(ground: Ground): Promise<void> {
  const stdin = `${ground.secrets().join("\n")}\n`;
  const holding = (...words: readonly string[]) => [
    ...["grep", "--recursive", "--text", "--files-with-matches", "--fixed-strings", "--devices=skip"],
    ...["--no-messages", "--file=-", ...words],
  ];
  const nodes = await Promise.all(
    ground.lab.nodes.map(({ name }) => ground.lab.exec(name, holding(...FOLDERS), { stdin })),
  );
  const here = await run(holding(ground.stack.folder), { stdin });
  // Pulumi's SDK tells the engine's debug log all that a resource answers, where only secrets of the configuration are
  // masked; this password is written in the program.
  const state = await run(holding("--exclude=events-*.json", ground.stack.folder), { stdin: `${FENCING}\n` });
  deepEqual(
    [...nodes, here, state].map(({ stdout }) => stdout),
    ["", "", "", ""],
  );
  const journals = await Promise.all(
    ground.lab.nodes.map(({ name }) =>
      ground.lab.exec(name, ["journalctl", "--no-pager", "--output=export"]),
    ),
  );
  const told = ground.secrets().filter((secret) => journals.some(({ stdout }) => stdout.includes(secret)));
  deepEqual(told.length, 0);
}
