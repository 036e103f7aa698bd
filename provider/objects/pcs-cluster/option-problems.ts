import type { Problem } from "../../lifecycle/cib-object.js";
import { corosyncChecks, linkChecks } from "../../pcs/corosync-options.js";
import type { Value, Values } from "../../pcs/options.js";
import { type Check, namedProblems } from "../../pcs/value-checks.js";
import { optionGroups, type Declared, type OptionGroup } from "./arguments.js";

/** What is wrong with Corosync's options: names, values, and what does not go together. */
export function corosyncProblems(args: Partial<Declared>): Problem[] {
  const { transport, links, crypto, quorum, totem } = args;
  const own = [
    ...optionGroups.flatMap((group) => namedProblems(group, args[group], checksOf(group, transport))),
    ...(links ?? []).flatMap((options, place) =>
      namedProblems(`links[${place}]`, options, checksOfLink(transport)),
    ),
    ...(links ? linkProblems(links, args) : []),
    ...wrong(
      "crypto",
      transport !== undefined && transport !== "knet" && crypto !== undefined,
      `${transport} has no crypto options; only knet has`,
    ),
    ...wrong(
      "compression",
      transport !== undefined && transport !== "knet" && args.compression !== undefined,
      `${transport} has no compression; only knet has`,
    ),
    ...wrong(
      "crypto.hash",
      crypto?.["hash"] === "none" && (crypto["cipher"] ?? "aes256") !== "none",
      `"none" does not go with a cipher, which needs a hash; give \`cipher: "none"\` too, or another hash`,
    ),
    ...wrong(
      "quorum.last_man_standing_window",
      is(quorum, "last_man_standing_window") && String(quorum?.["last_man_standing"]) !== "1",
      "it needs last_man_standing: 1",
    ),
  ];
  return own.some(({ property }) => property.startsWith("totem")) ? own : [...own, ...timeProblems(totem)];
}

function checksOf(group: OptionGroup, transport: string | undefined): Readonly<Record<string, Check>> {
  const others = transport === "knet" ? ["netmtu"] : ["knet_pmtud_interval", "link_mode"];
  const checks: Readonly<Record<string, Check>> = corosyncChecks[group];
  if (group !== "transportOptions" || transport === undefined) return checks;
  return Object.fromEntries(Object.entries(checks).filter(([name]) => !others.includes(name)));
}

function checksOfLink(transport: string | undefined): Readonly<Record<string, Check>> {
  if (transport === undefined) return { ...linkChecks.knet, ...linkChecks.udp };
  return transport === "knet" ? linkChecks.knet : linkChecks.udp;
}

function linkProblems(links: readonly Values[], { nodes, transport }: Partial<Declared>): Problem[] {
  const count = nodes && Math.max(0, ...nodes.map(({ addresses }) => addresses.length));
  const numbers = links.map((options, place) => Number(options["linknumber"] ?? place));
  return [
    ...wrong(
      "links",
      count !== undefined && links.length > count,
      `options of ${links.length} links are given; the nodes have ${count}, one an address`,
    ),
    ...links.flatMap((options, place) => [
      ...wrong(
        `links[${place}].linknumber`,
        is(options, "linknumber") && count !== undefined && (numbers[place] ?? 0) >= count,
        `there is no link ${numbers[place]}; the nodes have ${count}, counted from 0`,
      ),
      ...wrong(
        `links[${place}].linknumber`,
        transport !== "udp" && transport !== "udpu" && numbers.indexOf(numbers[place] ?? 0) < place,
        `link ${numbers[place]} has options already; each link is given once`,
      ),
      ...(["ping_interval", "ping_timeout"] as const).flatMap((name, index, both) => {
        const other = both[1 - index] ?? "";
        const reason = `it needs ${other} too`;
        return wrong(`links[${place}].${name}`, is(options, name) && !is(options, other), reason);
      }),
      ...wrong(
        `links[${place}].mcastaddr`,
        is(options, "mcastaddr") && String(options["broadcast"]) === "1",
        "broadcast: 1 and a multicast address exclude each other",
      ),
    ]),
  ];
}

// Corosync does not start with these; its own defaults are those of version 3.
function timeProblems(totem: Values | undefined): Problem[] {
  const known = (name: string, byDefault: number) => Number(totem?.[name] ?? 0) || byDefault;
  const token = known("token", 3000);
  const sent = Number(totem?.["token_retransmits_before_loss_const"] ?? 0) || 4;
  const consensus = known("consensus", 1.2 * token);
  const join = known("join", 50);
  const least = Math.ceil(30 * (sent + 0.2));
  return [
    ...wrong(
      is(totem, "token") ? "totem.token" : "totem.token_retransmits_before_loss_const",
      token < least && !known("token_retransmit", 0),
      `the token goes round in ${token} ms and is sent again ${sent} times meanwhile; that takes at least ${least} ms`,
    ),
    ...wrong(
      is(totem, "join") ? "totem.join" : "totem.consensus",
      join > consensus,
      `join, ${join} ms, is longer than consensus, ${consensus} ms`,
    ),
  ];
}

function is(options: Values | undefined, name: string): boolean {
  const value: Value | undefined = options?.[name];
  return value !== undefined;
}

function wrong(property: string, isWrong: boolean, reason: string): Problem[] {
  return isWrong ? [{ property, reason }] : [];
}
