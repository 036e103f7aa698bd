import * as pulumi from "@pulumi/pulumi";
import { secretNames } from "../pcs/options.js";
import { HalfDone } from "./outcome.js";
import { keptSecret, withSecrets } from "./secrets.js";
import type { Properties } from "./unknown.js";
import type { Verbs } from "./verbs.js";

const marked = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});
const answering = (properties: Properties): Verbs => ({
  check: (_olds, inputs) => Promise.resolve({ inputs, failures: [] }),
  diff: () => Promise.resolve({ replaces: [], deleteBeforeReplace: true }),
  create: () => Promise.resolve({ id: "f1", outs: properties }),
  read: (id) => Promise.resolve(id === "gone" ? {} : { id, inputs: properties, props: properties }),
  update: () => Promise.reject(new HalfDone("it does not start", "f1", properties)),
  delete: () => Promise.resolve(),
});

const given: Properties = {
  stonithId: "f1",
  options: { ip: "10.0.0.9", password: "hush" },
  recipients: [{ id: "ops", options: { api_key: "hush" } }],
  cluster: { connection: { n1: { password: "the connection is secret as a whole" } } },
};
const kept: Properties = {
  stonithId: "f1",
  options: { ip: "10.0.0.9", password: marked("hush") },
  recipients: [{ id: "ops", options: { api_key: marked("hush") } }],
  cluster: given["cluster"],
};

test("what is answered has its secrets marked for the engine, also what was half done", async () => {
  const verbs = withSecrets(answering(given));
  expect([
    (await verbs.check({}, given)).inputs,
    (await verbs.create({})).outs,
    await verbs.read("f1", {}),
    await verbs.read("gone", {}),
    await verbs.update("f1", {}, {}).catch(({ properties }: HalfDone) => properties),
  ]).toEqual([kept, kept, { id: "f1", inputs: kept, props: kept }, {}, kept]);
});

test.each<[string, unknown, boolean]>([
  ["a record", { options: { ip: "10.0.0.9", passwd: "hush" } }, true],
  ["a record in a list", { recipients: [{ options: { TOKEN: "hush" } }] }, true],
  ["a record that is known later", { options: pulumi.output({ passwd: "hush" }) }, true],
  ["a record that is a promise", { options: Promise.resolve({ passwd: "hush" }) }, true],
  ["a record without a secret that is known later", { options: pulumi.output({ ip: "10.0.0.9" }) }, false],
  ["a record without a secret", { options: { ip: "10.0.0.9", passwd: undefined } }, false],
])("%s is kept secret when it names one", async (_what, args, secret) => {
  expect(await pulumi.isSecret(pulumi.output(keptSecret(args as object)))).toBe(secret);
});

test("what is not secret in a record stays readable", async () => {
  const { options } = keptSecret({ options: { ip: "10.0.0.9", passwd: "hush" } });
  expect(options.ip).toBe("10.0.0.9");
  expect(await pulumi.isSecret(options.passwd as unknown as pulumi.Output<string>)).toBe(true);
});

test.each([
  ...["passwd", "password", "PASSWORD", "admin_password", "test_pass", "snmp_priv_passwd", "passphrase"],
  ...["secret", "secret_key", "access_token", "token", "community", "apikey", "access_key", "private_key"],
])("the value of %s is secret", (name) => {
  expect(secretNames.test(name)).toBe(true);
});

test.each([
  "passwd_script",
  "token_file",
  "check_passwd_use_empty",
  "smb_passdb_backend",
  "passive",
  "bypass",
  "key",
])("the value of %s is no secret", (name) => {
  expect(secretNames.test(name)).toBe(false);
});
