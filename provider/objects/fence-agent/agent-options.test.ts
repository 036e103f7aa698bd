import { failed, type Fencing, fencing, said } from "../../../tests/fixtures/fence-agent.js";

let lab: Fencing;
beforeAll(async () => {
  lab = await fencing();
});
afterAll(() => lab.close());

test.each<[string, Record<string, string>, string]>([
  [
    "an action that is none",
    { action: "fence" },
    "action: 'fence' is none of on, off, reboot, status, monitor, list, list-status, metadata, validate-all",
  ],
  ["no address", { ip: "" }, "ip is missing"],
  ["an address that is none", { ip: "https://pve1" }, "ip: 'https://pve1' is neither HOST nor HOST:PORT"],
  [
    "a user without a token",
    { username: "fence@pve" },
    "username: 'fence@pve' is not the id of an API token: USER@REALM!TOKEN",
  ],
  [
    "a secret without the token's id",
    { username: "" },
    "username is missing: the secret is given without the token's id",
  ],
  ["no secret", { password: "" }, "the token's secret is missing: password by stdin, or password_file"],
  [
    "a secret that would end its header",
    { password: "a b" },
    "the token's secret is empty or has characters that no secret of Proxmox has",
  ],
  ["no machine", { action: "off", plug: "" }, "plug is missing: which machine is meant?"],
  ["a time that is none", { power_timeout: "1m" }, "power_timeout: '1m' is not a whole number"],
  ["neither yes nor no", { ssl_insecure: "maybe" }, "ssl_insecure: 'maybe' is neither 1 nor 0"],
  [
    "a fingerprint of another kind",
    { ssl_fingerprint: "AB:CD" },
    "ssl_fingerprint: 'abcd' is not a SHA-256 fingerprint: 64 hexadecimal digits",
  ],
  ["authorities that are not there", { ssl_ca_file: "/nowhere" }, "ssl_ca_file: there is no file /nowhere"],
])("options with %s are refused without asking anybody", async (_what, options, words) => {
  expect(await lab.asked({ action: "validate-all", ...options })).toEqual(failed(words));
  expect(lab.server.calls).toEqual([]);
});

test("good options are good, those of the cluster are passed over, and a mistake in a name is told", async () => {
  const cluster = { action: "validate-all", port: "102", pcmk_host_list: "a", crm_feature_set: "3.16" };
  expect(await lab.asked(cluster)).toEqual(said(""));
  expect(await lab.asked({ action: "validate-all", power_timeuot: "3" })).toEqual({
    ...said(""),
    stderr: "fence_pve_token: the option power_timeuot is not known and has no effect",
  });
});

test.each([["-psecret"], ["--password=secret"], ["--passwd"], ["--pass=secret"]])(
  "a secret on the command line is refused: %s",
  async (word) => {
    expect(await lab.told("-o", "status", word)).toEqual(
      failed("a secret must not be on the command line, which everybody can read: use --password-file"),
    );
  },
);

test("a word that is no option is a failure, never the exit code of a machine that is off", async () => {
  expect(await lab.told("--frobnicate")).toEqual(failed("option --frobnicate not recognized; see --help"));
  expect(await lab.told("status")).toEqual(failed("'status' is no option; see --help"));
});

test("the metadata are those that pcs and Pacemaker read, whichever way they ask", async () => {
  const { stdout } = await lab.told("-o", "metadata");
  expect((await lab.asked({ action: "metadata" })).stdout).toEqual(stdout);
  const names = [...stdout.matchAll(/<parameter name="(\w+)" unique="0" required="(\d)">/g)];
  expect(names.filter(([, , required]) => required === "1").map(([, name]) => name)).toEqual(["ip"]);
  expect(names.map(([, name]) => name)).toEqual(
    expect.arrayContaining(["action", "plug", "password", "ssl_fingerprint", "power_timeout"]),
  );
  const actions = [...stdout.matchAll(/<action ([^>]*)\/>/g)].map(([, words]) => words);
  expect(actions).toEqual([
    'name="on" automatic="0"',
    ...["off", "reboot", "status", "monitor", "list", "list-status", "metadata", "validate-all"].map(
      (name) => `name="${name}"`,
    ),
  ]);
  // A secret has no word for the command line.
  expect(stdout).not.toContain("--password=");
});

test("the help names every option of the metadata, and what the exit codes mean", async () => {
  const [{ stdout: help }, { stdout: metadata }] = [
    await lab.told("--help"),
    await lab.told("-o", "metadata"),
  ];
  const flags = [...metadata.matchAll(/<getopt mixed="([^"]*)"\/>/g)].map(([, flag = ""]) => flag);
  expect(flags.filter((flag) => !help.includes(`    ${flag}\n`))).toEqual([]);
  expect(help).toContain("    2  for status: the machine is off\n");
});
