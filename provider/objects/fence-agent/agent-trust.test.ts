import { chmodSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { type AddressInfo } from "node:net";
import { join } from "node:path";
import { FENCE_TOKEN } from "../../../lab/proxmox/accounts.js";
import { failed, type Fencing, fencing, said } from "../../../tests/fixtures/fence-agent.js";
import { interpreter } from "../../../tests/fixtures/local-node.js";

const OTHER = Array.from({ length: 32 }, () => "AB").join(":");

// CentOS 7 has Python 2.7 alone. What is not installed here cannot be tried here.
const pythons = ["python3", "python2"].flatMap((name) => interpreter(name) ?? []);

describe.each(pythons)("under %s", (python) => {
  let lab: Fencing;
  beforeEach(async () => {
    lab = await fencing(python);
  });
  afterEach(() => lab.close());
  const place = () => `https://${lab.address}`;
  const status = (options: Readonly<Record<string, string>>) => lab.asked({ action: "status", ...options });

  test("a certificate is trusted by its fingerprint, by its authority, or when that is said aloud", async () => {
    const ca = join(lab.folder, "ca.pem");
    const lower = lab.fingerprint.replaceAll(":", "").toLowerCase();
    const runs = [
      await status({ ssl_fingerprint: lab.fingerprint }),
      await status({ ssl_fingerprint: `${OTHER},${lower}` }),
      await status({ ssl_fingerprint: "", ssl_ca_file: ca }),
      await status({ ssl_fingerprint: "", ssl_insecure: "1" }),
    ];
    expect(runs).toEqual(runs.map(() => said("Status: ON")));
  });

  test("who is not trusted hears nothing, the token least of all", async () => {
    const none = await status({ ssl_fingerprint: "" });
    expect([none.code, none.stdout]).toEqual([1, ""]);
    expect(none.stderr).toContain(`no trusted connection to ${place()}: [SSL: CERTIFICATE_VERIFY_FAILED]`);
    const shown = `its certificate has the fingerprint ${lab.fingerprint}`;
    expect(await status({ ssl_fingerprint: OTHER, ssl_insecure: "1" })).toEqual(
      failed(`no trusted connection to ${place()}: ${shown}`),
    );
    // The certificate is for 127.0.0.1 and not for this name.
    const port = String(lab.endpoint.port);
    const ca = join(lab.folder, "ca.pem");
    const foreign = await status({ ip: "localhost", ipport: port, ssl_fingerprint: "", ssl_ca_file: ca });
    expect([foreign.code, foreign.stdout]).toEqual([1, ""]);
    expect(foreign.stderr).toContain(`no trusted connection to https://localhost:${port}: `);
    expect(lab.server.calls).toEqual([]);
  });

  test("the next endpoint is asked where one is dead, silent or somebody else; all are told of when none serves", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const dead = "127.0.0.1:1";
    const ip = `${dead}, 127.0.0.1:${port}`;
    expect(await status({ ip: `${ip}, ${lab.address}`, login_timeout: "1" })).toEqual(said("Status: ON"));
    const [first, second] = [
      `https://${dead} does not answer: Connection refused`,
      `https://127.0.0.1:${port} does not answer in time`,
    ];
    const { stderr, code } = await status({ ip, login_timeout: "1" });
    silent.close();
    expect([
      code,
      stderr.replace(/no trusted connection to (\S+): .*timed out.*$/, "$1 does not answer in time"),
    ]).toEqual([1, `fence_pve_token: ${first}; ${second}`]);
  });

  test.each<[string, Record<string, string>, () => string]>([
    ["a wrong secret", { password: "wrong" }, () => "invalid token value!"],
    ["a token that is gone", { username: "fence@pve!old" }, () => "no such token 'old' for user 'fence@pve'"],
  ])("%s is refused in words, and tried nowhere else", async (_what, options, words) => {
    for (const action of ["off", "status", "monitor"])
      expect(await lab.asked({ action, ip: `${lab.address},127.0.0.1:1`, ...options })).toEqual(
        failed(`${place()} refuses the token: ${words()}`),
      );
    expect(lab.machines.state(101)).toEqual("running");
  });

  test("by hand, the secret comes from a file that nobody else can read", async () => {
    const file = join(lab.folder, "token");
    writeFileSync(file, `${FENCE_TOKEN.secret}\n`, { mode: 0o600 });
    const words = ["-o", "off", `--ip=${lab.address}`, "-l", FENCE_TOKEN.id, "-n", "101"];
    const trust = `--ssl-fingerprint=${lab.fingerprint}`;
    expect(await lab.told(...words, trust, "-k", file)).toEqual(said("Success: Powered OFF"));
    chmodSync(file, 0o640);
    expect(await lab.told(...words, trust, "-k", file)).toEqual(
      failed(`password_file: others than its owner can read ${file}`),
    );
  });
});
