import { asks, scriptedNode, type ScriptedNode, type Step } from "../../tests/fixtures/scripted-cluster.js";
import { disconnect } from "../ssh/index.js";
import { reachableNodes } from "./nodes.js";
import { drafted, install, unseed } from "./quick-setup.js";
import type { NodeSurvey } from "./survey.js";

const nodes: ScriptedNode[] = [];
const empty = "<cib><configuration><crm_config/></configuration></cib>";
const draft = { conf: "totem {}", corosyncKey: "Yw==", pacemakerKey: "cA==", cib: empty };
const setup = {
  ...{ clusterName: "testdb", transport: "knet", totem: {}, transportOptions: {}, crypto: {} },
  ...{ compression: {}, quorum: {}, links: [], nodes: [{ name: "n1", addresses: ["192.168.0.1"] }] },
};
const words = ["cluster", "setup", "testdb", "n1", "addr=192.168.0.1", "transport", "knet"];
const drafts = (answer: object, entry = {}) =>
  asks("form", { step: "draft", setup: words, patience: 180, ...entry }, answer);

async function surveyed(...steps: readonly Step[]): Promise<NodeSurvey> {
  const started = await scriptedNode(...steps);
  nodes.push(started);
  return { node: reachableNodes(started.handle)[0], pcs: "0.11.5" } as NodeSurvey;
}

afterEach(async () => {
  await disconnect();
  await Promise.all(nodes.splice(0).map((one) => one.close()));
});

test.each([
  ["is what pcs wrote and new keys", draft, draft],
  ["is left to pcs where it shares its certificate", { instead: "certificates" }, undefined],
])("a draft %s", async (_what, answer, expected) => {
  const first = await surveyed(drafts(answer));
  expect(await drafted(first, setup)).toEqual(expected);
});

test("arguments that pcs refuses are told in its words", async () => {
  const answer = { code: 1, said: "Error: invalid totem option 'x'" };
  const first = await surveyed(drafts(answer));
  expect(await drafted(first, setup).catch((failure: Error) => failure.message)).toBe(
    `Unable to set up the cluster "testdb" on n1 (exit 1): Error: invalid totem option 'x'`,
  );
});

test.each([
  ["accepted", 0, "n1: Authorized", draft],
  [
    "refused",
    1,
    "Error: n1: Username and/or password is incorrect",
    "Unable to authenticate to pcsd of n1 on n1 (exit 1): Error: n1: Username and/or password is incorrect",
  ],
])("a password that is %s on the way is told in pcs's words", async (_what, code, said, expected) => {
  const entry = { auth: ["host", "auth", "n1", "addr=192.168.0.1", "-u", "hacluster"], password: "hush" };
  const first = await surveyed(drafts({ ...draft, auth: { code, said } }, entry));
  const to = [{ ...first.node, addresses: ["192.168.0.1"] }];
  const seen = await drafted(first, setup, { to, password: "hush" }).catch(
    (failure: Error) => failure.message,
  );
  expect(seen).toEqual(code === 0 ? expected : expect.stringContaining(expected as string));
});

test("all nodes get the same files with a short wait for a DC, and others the first one's tokens", async () => {
  const seeded = empty.replace(
    "<crm_config/>",
    '<crm_config><cluster_property_set id="cib-bootstrap-options"><nvpair id="pulumi-pacemaker-start" name="dc-deadtime" value="1s"/></cluster_property_set></crm_config>',
  );
  const files = { step: "install", ...draft, cib: seeded };
  const known = { version: 3, hosts: { n1: { token: "t1" }, n2: { token: "t2" } } };
  const first = await surveyed(
    asks("form", { step: "known", names: ["n1", "n2"] }, known),
    asks("form", files, {}),
  );
  const second = await surveyed(asks("form", { ...files, ...known }, {}));
  await install([first.node, { ...second.node, name: "n2" }], draft);
});

test("the short wait is taken out by its own mark only", async () => {
  const xpath = "//nvpair[@id='pulumi-pacemaker-start'][@value='1s']";
  const first = await surveyed(asks("form", { step: "unseed", xpath }, { code: 0 }));
  await unseed(first.node);
});
