import type { Suite } from "../../../lab/index.js";

type Respelling = readonly [from: RegExp, to: string];

// Lines are written for pcs 0.11; this is what a person types with another pcs.
const debian11: readonly Respelling[] = [
  [/\bPromoted\b/g, "Master"],
  [/\bUnpromoted\b/g, "Slave"],
  [/(\brule .*role=)Master/, "$1master"],
  [/^(stonith level remove \d) target (\S+) stonith /, "$1 $2 "],
];
const respellings: Readonly<Partial<Record<Suite, readonly Respelling[]>>> = {
  bullseye: debian11,
  trixie: [
    [/^(constraint location add \S+ \S+ \S+) (-?\w+)/, "$1 score=$2"],
    [/ rule ((?:\S+=\S+ )*)(.*)$/, ' rule $1"$2"'],
    [/'([#()])/g, "$1"],
    [/([#()]\w*)'/g, "$1"],
  ],
  centos7: [
    ...debian11,
    [/\bcontainer podman\b/, "container docker"],
    [/ ip=(\S+) username=(\S+) password=(\S+)/, " ipaddr=$1 login=$2 passwd=$3"],
    [/^resource promotable (\S+) (\S+) meta promoted-max=/, "resource master $2 $1 master-max="],
    // Of what has one name only, pcs chooses the name: another one is given with Pacemaker's own tools.
    [/^resource clone (\S+) (\S+) meta (.*)$/, `resource clone $1 $3 && ${renamed("$1-clone", "$2")}`],
    ...["rsc", "op"].map((of): Respelling => {
      const create = `^(resource ${of === "op" ? "op " : ""}defaults) set create id=(\\S+) .*meta (.*) rule .*$`;
      return [new RegExp(create), `$1 $3 && ${renamed(`${of}_defaults-options`, "$2")}`];
    }),
    [/^(resource (?:op )?defaults) set update \S+ meta (.*)$/, "$1 $2"],
    [/^resource defaults set delete .*$/, "resource defaults resource-stickiness= migration-threshold="],
    [/^resource op defaults set delete .*$/, "resource op defaults timeout="],
  ],
};

/** A line of pcs in the words of the pcs that a system has. */
export function respelled(line: string, words: Suite): string {
  return (respellings[words] ?? []).reduce((said, [from, to]) => said.replace(from, to), line);
}

function renamed(from: string, to: string): string {
  const scope = "--scope configuration";
  return `cibadmin --query ${scope} | sed s/${from}/${to}/g | cibadmin --replace ${scope} --xml-pipe`;
}
