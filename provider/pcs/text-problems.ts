import type { Mistake } from "./argument-problems.js";

// Linux gives a program at most 128 KiB in one word of its environment, which is how an agent gets an option.
const longest = 100_000;

/**
 * What is wrong with the texts in arguments, wherever they are: what Pacemaker's configuration does not carry unchanged,
 * and names that pcs would take for something else.
 */
export function textProblems(value: unknown, property = ""): Mistake[] {
  if (typeof value === "string") {
    const reason = textReason(value);
    return reason === undefined ? [] : [{ property, reason }];
  }
  if (Array.isArray(value)) return value.flatMap((one, index) => textProblems(one, `${property}[${index}]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const simple = /^[\w.#-]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
    const path = property === "" ? name : `${property}${simple}`;
    const reason = nameReason(name);
    return reason === undefined ? textProblems(inner, path) : [{ property: path, reason }];
  });
}

// Never the text itself: it may be a password.
function textReason(text: string): string | undefined {
  if (text === "") return "it is empty; leave it out";
  const bytes = Buffer.byteLength(text);
  if (bytes > longest) return `it is ${bytes} bytes long; allowed are ${longest}`;
  const characters = [...text];
  const control = characters.findIndex(isControl);
  if (control >= 0)
    return `character ${control + 1} is ${spelled(characters[control])}; allowed is text of one line without control characters`;
  return undefined;
}

function nameReason(name: string): string | undefined {
  // Some commands of pcs make an id of it, and one id that is none spoils all that is written with it.
  if (!/^\w[\w.-]*$/.test(name))
    return `${JSON.stringify(name)} is not a name: ASCII letters, digits and "_" first, then also "." and "-"`;
  return undefined;
}

// What XML cannot carry, and what Pacemaker before 3 rewrites: line breaks, tabs, other control characters.
function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  const control = code < 0x20 || (code >= 0x7f && code <= 0x9f);
  return control || (code >= 0xd800 && code <= 0xdfff) || (code & 0xfffe) === 0xfffe;
}

function spelled(character = ""): string {
  const known: Readonly<Record<string, string>> = { "\n": "a line break", "\t": "a tab" };
  return (
    known[character] ?? `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`
  );
}
