import { labSuite } from "../lab-name.js";

type Respelling = readonly [from: RegExp, to: string];

// Lines are written for pcs 0.11; this is what a person types with the pcs of another Debian.
const respellings: Readonly<Record<string, readonly Respelling[]>> = {
  bullseye: [
    [/\bPromoted\b/g, "Master"],
    [/\bUnpromoted\b/g, "Slave"],
    [/(\brule .*role=)Master/, "$1master"],
    [/^(stonith level remove \d) target (\S+) stonith /, "$1 $2 "],
  ],
  trixie: [
    [/^(constraint location add \S+ \S+ \S+) (-?\w+)/, "$1 score=$2"],
    [/ rule ((?:\S+=\S+ )*)(.*)$/, ' rule $1"$2"'],
    [/'([#()])/g, "$1"],
    [/([#()]\w*)'/g, "$1"],
  ],
};

/** A line of pcs in the words of the lab's generation. */
export function respelled(line: string): string {
  return (respellings[labSuite()] ?? []).reduce((said, [from, to]) => said.replace(from, to), line);
}
