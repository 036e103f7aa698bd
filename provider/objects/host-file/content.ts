import { createHash } from "node:crypto";
import { readHostFile, type SeenFile } from "../../pcs/host.js";
import type { ReachableNode } from "../../pcs/nodes.js";
import type { Declared } from "./host-file.js";

type Text = Pick<Declared, "content" | "contents">;
type Form = Text & Pick<Declared, "mode" | "owner" | "group">;

/** A node's text as its bytes, a character for each. */
export function contentOf({ content, contents }: Text, node: string): string {
  return Buffer.from(content ?? contents?.[node] ?? "", "utf8").toString("latin1");
}

/** The SHA-256 of a text's bytes, in hexadecimal digits. */
export function digestOf(bytes: string): string {
  return createHash("sha256").update(bytes, "latin1").digest("hex");
}

/** How a node's file is when it is as declared. */
export function wordOf(args: Form, node: string): string {
  const { mode, owner, group } = args;
  return `${mode} ${owner}:${group} ${digestOf(contentOf(args, node))}`;
}

/** How a file that was seen is, in the same words. */
export function seenWord({ text, mode, owner, group }: SeenFile): string {
  if (text === null) return "missing";
  return `${octal(mode ?? 0)} ${owner}:${group} ${digestOf(text)}`;
}

/** How a node's file is now. */
export async function stateOf(node: ReachableNode, { path }: Pick<Declared, "path">): Promise<string> {
  return seenWord(await readHostFile(node, path));
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}
