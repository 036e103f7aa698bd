import { chance } from "./chance.js";

const fragments: readonly string[] = [
  ...["'", '"', "$(id)", "`id`", ";", "&&", "|", "\\", "\\n", "${HOME}", "%s", "*", "~", "#", "!", "{}"],
  ...[
    "-f",
    "--force",
    "-",
    "=",
    "a=b",
    "id=x",
    "op",
    "meta",
    "rule",
    "set",
    "with",
    "then",
    "(",
    ")",
    "and",
    "or",
  ],
  ...["&amp;", "&", "<x>", "]]>", "<![CDATA[", "<!--", "é", "ß", "漢字", "😀", "\u202e", "\u2028", "\ufeff"],
  ...["\n", "\t", "\r", "\0", "\u0007", "\u001b[31m", "\u007f", "\u0085", "\ufffe", "\ud800", "\udc00x"],
  ...[" ", "  ", "INFINITY", "true", "0", "null", "__proto__", "constructor", "word", "x", "y", "z"],
];

/** Texts that something between a program and the cluster may stumble over; the same seed gives the same ones. */
export class Hostile {
  private readonly below: (limit: number) => number;

  constructor(seed: number) {
    this.below = chance(seed);
  }

  /** A text of any kind. */
  text(): string {
    const kind = this.below(20);
    if (kind === 0) return "";
    if (kind === 1) return this.one().repeat(10_000).slice(0, 10_240);
    if (kind === 2) return ` ${this.joined(3)} `;
    if (kind === 3) return Array.from({ length: 1 + this.below(12) }, () => this.character()).join("");
    return kind < 9 ? this.one() : this.joined(6);
  }

  private joined(most: number): string {
    return Array.from({ length: 1 + this.below(most) }, () => this.one()).join("");
  }

  private one(): string {
    return fragments[this.below(fragments.length)] ?? "";
  }

  // Of each hundred code points one is beyond what is printed.
  private character(): string {
    return String.fromCodePoint(this.below(100) === 0 ? this.below(0x110000) : 0x20 + this.below(0x250));
  }
}
