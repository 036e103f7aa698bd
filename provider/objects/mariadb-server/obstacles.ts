import type { SeenServer } from "../../mariadb/server.js";
import { versionOf } from "../../mariadb/words.js";

// A certificate, a lag and an expiry are reckoned by the hosts' clocks.
const farApart = 10;

/** What stands in the way of a pair, in words for people; nothing of it is changed. */
export function obstacles(
  seen: readonly SeenServer[],
  { adopt, pair }: { readonly adopt: boolean; readonly pair?: string | undefined },
): string[] {
  return [
    ...seen.flatMap(notInstalled),
    ...versionObstacles(seen),
    ...clockObstacles(seen),
    ...dataObstacles(seen, adopt, pair),
  ];
}

function notInstalled({ node, version, programs, layout }: SeenServer): string[] {
  const missing = Object.keys(programs).filter((name) => !programs[name]);
  if (version !== "" && missing.length === 0) return [];
  const what = [...(version === "" ? ["MariaDB's server"] : []), ...missing].join(", ");
  return [`${node.name} has no ${what}: install ${layout.packages.join(", ")}.`];
}

function versionObstacles(seen: readonly SeenServer[]): string[] {
  const versions = seen.flatMap(({ node, version }) => {
    const known = versionOf(version);
    return known ? [{ name: node.name, ...known }] : [];
  });
  const old = versions.filter(
    ({ series }) => Number(series.split(".")[0]) * 100 + Number(series.split(".")[1]) < 1005,
  );
  const isMixed = new Set(versions.map(({ series }) => series)).size > 1;
  const listed = versions.map(({ name, whole }) => `${name} has ${whole}`).join(", ");
  return [
    ...seen
      .filter(({ version }) => version !== "" && versionOf(version) === undefined)
      .map(({ node, version }) => `${node.name} has a server that is no MariaDB: ${version}`),
    ...old.map(({ name, whole }) => `${name} has MariaDB ${whole}, and 10.5 or newer is needed.`),
    ...(isMixed ? [`Servers of different series cannot replicate both ways: ${listed}.`] : []),
  ];
}

function clockObstacles(seen: readonly SeenServer[]): string[] {
  const sorted = [...seen].sort((a, b) => a.ahead - b.ahead);
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  if (!first || !last || last.ahead - first.ahead <= farApart) return [];
  const seconds = Math.round(last.ahead - first.ahead);
  return [
    `The clocks are far apart: that of ${last.node.name} is ${seconds} s ahead of that of ${first.node.name}. Set them by the same servers of time.`,
  ];
}

function dataObstacles(seen: readonly SeenServer[], adopt: boolean, pair: string | undefined): string[] {
  const foreign = seen.filter(({ mark, databases, replicates }) =>
    mark === null ? databases.length > 0 || replicates : mark !== pair,
  );
  if (adopt && foreign.length === 1 && foreign.every(({ replicates }) => !replicates)) return [];
  return foreign.map(({ node, mark, databases, replicates }) => {
    const has = databases.length > 0 ? `has databases already: ${databases.join(", ")}` : "has data already";
    const from = replicates ? ", and replicates from another server" : "";
    const whose = mark === null ? "" : ", those of another pair";
    return `${node.name} ${has}${whose}${from}. A pair begins with empty servers, or takes over those of one with \`adopt: true\`.`;
  });
}
