import { chance } from "./chance.js";

/** The file that no node may have: each command among the texts makes it. */
export const TRACE = "/tmp/values-were-run";

const fragments: readonly string[] = [
  ...["'", '"', "$(id)", "`id`", ";", "&&", "|", "\\", "\\n", "${HOME}", "%s", "*", "~", "#", "!", "{}"],
  ...["-f", "--force", "-", "=", "a=b", "id=x", "op", "meta", "rule", "set", "with", "then", "(", ")"],
  ...["and", "or", "--", "--wait", "%n%n", "score=1", "\\u0041", "%00", "'\"'", "}\n{", "$IFS", "<(id)"],
  ...["&amp;", "&", "<x>", "]]>", "<![CDATA[", "<!--", "&#10;", "é", "ß", "漢字", "😀", "\u202e", "\u2028"],
  ...["\ufeff", "e\u0301", "\u200d", "\u00a0", "\u3000", "İ", "\u0300\u0301\u0302", "👩‍👩‍👧"],
  ...["\n", "\t", "\r", "\0", "\u0007", "\u001b[31m", "\u007f", "\u0085", "\ufffe", "\ud800", "\udc00x"],
  ...[" ", "  ", "INFINITY", "true", "0", "null", "__proto__", "constructor", "word", "x", "y", "z"],
  ...[`$(touch ${TRACE})`, `\`touch ${TRACE}\``, `; touch ${TRACE};`, `' ; touch ${TRACE} ; '`],
  ...[`" ; touch ${TRACE} ; "`, `\ntouch ${TRACE}\n`, `| touch ${TRACE} #`, `$'\\n'touch ${TRACE}`],
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
    // The longest that is taken, and one more.
    if (kind === 4 && this.below(20) === 0)
      return "é".repeat(50_000).slice(1) + "x".repeat(2 + this.below(2));
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
