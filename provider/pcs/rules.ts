import { isBefore } from "./features.js";
import type { Installed, Questions } from "./installed.js";
import { childrenOf, type Element } from "./xml.js";

/** A rule as a tree: expressions in pcs's words, joined by `and` or `or`. */
type Tree = string | { readonly joined: "and" | "or"; readonly parts: readonly Tree[] };

/** pcs's words of a rule: what is separate argv words up to 0.11 and one string from 0.12. */
export function ruleWords(text: string): string[] {
  return text.match(/"[^"]*"|[()]|[^\s()]+/g)?.map((word) => word.replace(/^"(.*)"$/, "$1")) ?? [];
}

/** What has to be known of the installed software to judge a rule. */
export function ruleQuestions(text: string | undefined): Questions {
  return text !== undefined && quotedWords(text).some((word) => /\s/.test(word)) ? { pcs: true } : {};
}

/** Why a text is no rule; undefined when it is one. */
export function ruleProblem(text: string, { pcs }: Installed = {}): string | undefined {
  if (/"/.test(text.replace(/"[^"]*"/g, ""))) return "a quote is not closed, or is inside of a value";
  const quoted = quotedWords(text);
  const keyword = quoted.find((word) => ["", "and", "or", "(", ")"].includes(word));
  if (keyword !== undefined) return `"${keyword}" is not a value: pcs takes it for a part of the rule itself`;
  try {
    parse(text);
  } catch (failure) {
    return (failure as Error).message;
  }
  const option = ruleWords(text).find((word) => /^-(?!\d+$|INFINITY$)/.test(word));
  if (option !== undefined) return `"${option}" is not a value: pcs takes it for an option`;
  const [first = ""] = ruleWords(text);
  if (first.includes("=")) return `"${first}" is no attribute: pcs takes it for an option of the constraint`;
  const enclosed = quoted.find((word) => /[()]/.test(word));
  if (enclosed !== undefined) return `"${enclosed}" holds parentheses, and pcs takes no such value in a rule`;
  const blank = quoted.find((word) => /\s/.test(word));
  if (blank !== undefined && pcs && !isBefore(pcs.version, "0.12"))
    return `"${blank}" holds blanks, and pcs ${pcs.version} takes no such value in a rule`;
  return undefined;
}

function quotedWords(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"/g)].map(([, word = ""]) => word);
}

/** The rule of an element of the CIB in pcs's words; spelled as declared where it means the same. */
export function foundRule(element: Element, declared: string | undefined): string {
  const found = spell(treeOf(element));
  return declared !== undefined && !ruleProblem(declared) && spell(parse(declared)) === found
    ? declared
    : found;
}

function parse(text: string): Tree {
  const words = ruleWords(text);
  const tree = joined(words);
  if (words.length > 0) throw new Error(`"${words[0]}" is not expected in the rule "${text}"`);
  return tree;
}

function joined(words: string[]): Tree {
  const parts = [part(words)];
  let operator: "and" | "or" | undefined;
  while (words[0] === "and" || words[0] === "or") {
    const next = words.shift() as "and" | "or";
    if (operator && next !== operator) throw new Error("a mix of `and` and `or` needs parentheses");
    operator = next;
    parts.push(part(words));
  }
  return operator ? flat(operator, parts) : (parts[0] as Tree);
}

// `a and ( b and c )` means `a and b and c`.
function flat(joined: "and" | "or", parts: readonly Tree[]): Tree {
  const inner = (one: Tree) => (typeof one !== "string" && one.joined === joined ? one.parts : [one]);
  return { joined, parts: parts.flatMap(inner) };
}

function part(words: string[]): Tree {
  if (words[0] === "(") {
    words.shift();
    const inner = joined(words);
    if (words.shift() !== ")") throw new Error("a parenthesis is not closed");
    return inner;
  }
  const expression: string[] = [];
  while (words.length > 0 && !["and", "or", "(", ")"].includes(words[0] as string))
    expression.push(words.shift() as string);
  if (expression.length === 0) throw new Error("an expression is missing in the rule");
  refuseUnknown(expression);
  return inOrder(expression).map(quoted).join(" ");
}

const comparisons = ["lt", "gt", "lte", "gte", "eq", "ne"];
const comparedAs = ["string", "integer", "number", "version"];

// Only a comparison of an attribute has no word of its own in front.
function refuseUnknown(expression: readonly string[]): void {
  const [first = "", operator = "", type = ""] = expression;
  if (["date", "date-spec", "resource", "op", "defined", "not_defined"].includes(first)) return;
  if (!comparisons.includes(operator))
    throw new Error(
      `"${expression.join(" ")}" is not an expression: ATTRIBUTE ${comparisons.join("|")} VALUE`,
    );
  if (expression.length !== 3 && !(expression.length === 4 && comparedAs.includes(type)))
    throw new Error(`"${expression.join(" ")}" does not compare with one value: quote it`);
}

function quoted(word: string): string {
  return /[\s()]/.test(word) ? `"${word}"` : word;
}

// The order of a specification's fields means nothing.
function inOrder(words: readonly string[]): string[] {
  const fields = words.filter((word) => /^[a-z]+=/.test(word));
  return [...words.filter((word) => !fields.includes(word)), ...fields.sort()];
}

function spell(tree: Tree): string {
  if (typeof tree === "string") return tree;
  const parts = tree.parts.map((one) => (typeof one === "string" ? one : `( ${spell(one)} )`));
  return parts.join(` ${tree.joined} `);
}

function treeOf(element: Element): Tree {
  if (element.name !== "rule") return inOrder(expressionWords(element)).map(quoted).join(" ");
  const parts = element.children.map(treeOf);
  const operator = element.attributes["boolean-op"] === "or" ? "or" : "and";
  return parts.length === 1 ? (parts[0] as Tree) : flat(operator, parts);
}

function expressionWords({ name, attributes, children }: Element): string[] {
  const at = (key: string) => attributes[key] ?? "";
  if (name === "rsc_expression") return ["resource", [at("class"), at("provider"), at("type")].join(":")];
  if (name === "op_expression")
    return ["op", at("name"), ...(attributes["interval"] ? [`interval=${at("interval")}`] : [])];
  if (name === "date_expression") return dateWords(attributes, children);
  const operation = at("operation");
  if (/defined$/.test(operation)) return [operation, at("attribute")];
  return [at("attribute"), operation, ...(attributes["type"] ? [at("type")] : []), at("value")];
}

function dateWords(attributes: Element["attributes"], children: readonly Element[]): string[] {
  const { operation = "", start = "", end = "" } = attributes;
  if (operation === "date_spec") return ["date-spec", ...fields(children, "date_spec")];
  if (operation === "in_range") {
    const until = end ? [end] : ["duration", ...fields(children, "duration")];
    return ["date", "in_range", ...(start ? [start] : []), "to", ...until];
  }
  return ["date", operation, start || end];
}

function fields(children: readonly Element[], name: string): string[] {
  const [element] = childrenOf({ name: "", attributes: {}, children }, name);
  return Object.entries(element?.attributes ?? {})
    .filter(([key]) => key !== "id")
    .map(([key, value]) => `${key}=${value}`);
}
