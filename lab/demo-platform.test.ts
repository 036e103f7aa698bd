import { possiblePlatform } from "./demo-platform.js";

const advice = "Go is not installed, and building needs it. Either install the plugin, or install Go.";

test.each<[string, () => Promise<string>, string, readonly string[]]>([
  [
    "machines on Proxmox, where the plugin is there",
    async () => "/plugins",
    "proxmox",
    ["The Pulumi plugin for Proxmox is in /plugins"],
  ],
  [
    "prepared hosts, where it can be neither found nor built",
    async () => Promise.reject(new Error(advice)),
    "hosts",
    [
      advice,
      "So without virtual machines: the pair is made of two hosts that are prepared already.",
      "With pulumi-resource-proxmoxve on PATH there are machines: npm run demo:down, then npm run demo.",
    ],
  ],
])("the demo's pair is made of %s", async (_what, plugin, platform, lines) => {
  const said: string[] = [];
  expect(await possiblePlatform((line) => said.push(line), plugin)).toEqual(platform);
  expect(said).toEqual(lines);
});
