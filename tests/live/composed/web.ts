import { equal, match } from "node:assert/strict";
import { changesIn } from "../pair/pair.js";
import { holders } from "../pair/seen.js";
import type { Stack } from "../stack.js";
import type { Case } from "../suite.js";
import {
  deployed,
  destroyed,
  hosts,
  lab,
  NODES,
  on,
  OTHER,
  SECRETS,
  SERVICE_IP,
  withStack,
} from "./ground.js";
import { until } from "../until.js";

/** examples/web-content */
export const web: readonly Case[] = [
  {
    name: "a web server with its content: served by the node with the address, also when its server has died",
    core: true,
    run: served,
  },
];

async function served(): Promise<void> {
  const { haclusterPassword } = SECRETS;
  const config = {
    ...{ nodes: hosts().slice(0, 2), serviceIp: SERVICE_IP, page: "<h1>first</h1>\n" },
    properties: { "stonith-enabled": "false" },
  };
  await withStack({ example: "web-content", config, secrets: { haclusterPassword } }, async (stack) => {
    await deployed(stack);
    match(await page(), /first/);
    await movedByDeath();
    await changed(stack);
    await destroyed(stack);
  });
}

// Whatever takes the place of its server finds no place: the server stays away on this node.
async function movedByDeath(): Promise<void> {
  const [active = ""] = await holders(lab(), SERVICE_IP);
  await on(active, "sh", "-c", "mv /usr/sbin/apache2 /usr/sbin/apache2.away; pkill -KILL -x apache2");
  await until("the other node has the address", 60, async () =>
    (await holders(lab(), SERVICE_IP)).every((node) => node !== active),
  );
  await until("its server answers", 30, async () => (await page().catch(() => "")).includes("first"));
  await on(active, "mv", "/usr/sbin/apache2.away", "/usr/sbin/apache2");
  await on(active, "pcs", "resource", "cleanup");
}

async function changed(stack: Stack): Promise<void> {
  await on(NODES[0], "sh", "-c", "echo by hand >/var/www/html/index.html");
  equal(changesIn(await stack.refresh()).join(), "update HostFile page");
  equal(changesIn(await stack.up()).join(), "update HostFile page");
  await stack.configure({ page: "<h1>second</h1>\n" });
  equal(changesIn(await stack.up()).join(), "update HostFile page");
  match(await page(), /second/);
  equal(changesIn(await stack.refresh()).join(), "");
}

function page(): Promise<string> {
  const get = `import urllib.request as r; print(r.urlopen("http://${SERVICE_IP}/", timeout=5).read().decode())`;
  return on(OTHER, "python3", "-c", get);
}
