import { asks, scriptedNode } from "../../../tests/fixtures/scripted-cluster.js";
import { disconnect } from "../../ssh/index.js";
import { fenceAgentPath, fenceAgentText, passwordPath } from "./agent.js";
import { fenceAgent } from "./fence-agent.js";

test("a node that cannot be reached fails the update, but only after the other one has the new token", async () => {
  const [agent, mode] = [{ text: fenceAgentText, mode: 0o755 }, 0o600];
  const [before, text] = ["a@b!c=old\n", "a@b!d=new\n"];
  const alive = await scriptedNode(
    asks("host", { act: "file", path: fenceAgentPath }, agent),
    asks("host", { act: "file", path: passwordPath }, { text: before, mode }),
    asks("host", { act: "write", path: passwordPath, before, text, mode }, { written: true }),
  );
  const { nodes, connection, hostKeys } = alive.handle;
  const args = {
    nodes: [{ name: "n2", addresses: ["127.0.0.1"] }, ...nodes],
    connection: { ...connection, n2: { port: 1, password: "none", connectTimeout: 1 } },
    ...{ hostKeys, files: {}, password: text.trim() },
  };
  await expect(fenceAgent.update(args, args)).rejects.toThrow("Unable to connect to n2");
  await disconnect();
  await alive.close();
});
