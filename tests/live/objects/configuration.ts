import { on } from "../pair/seen.js";
import { ground } from "./ground.js";

// Written by pcs and Pacemaker as they like: ids of parts, and the versions.
const OWN_ID =
  /<(nvpair|op|rule|expression|date_expression|date_spec|duration|rsc_expression|op_expression|instance_attributes|utilization|resource_set|acl_permission|fencing-level)\b/;

// What an upgrade of Pacemaker's schema, which some of newer pcs's commands do by themselves, makes of a `master`.
const PROMOTABLE = ["meta_attributes", 'nvpair name="promotable" value="true"'];

/** The configuration as sorted lines, each an element with its place, without what two ways of making it may differ in. */
export async function configuration(): Promise<readonly string[]> {
  return linesOf(await on(ground().lab, "testdb01", "cibadmin", "-Q"));
}

/** The same of a configuration's text. */
export function linesOf(xml: string): readonly string[] {
  const from = xml.indexOf("<configuration>");
  const path: string[] = [];
  const found: string[] = [];
  for (const [tag = ""] of xml.slice(from, xml.indexOf("<status>")).matchAll(/<[^>]+>/g)) {
    if (tag.startsWith("</")) {
      path.pop();
      continue;
    }
    const line = plain(tag, path.at(-1) ?? "");
    // Empty sections and sets come and go.
    if (line.includes('="')) found.push([...path, line].join(" "));
    if (tag.startsWith("<master ")) found.push([...path, line, ...PROMOTABLE].join(" "));
    if (!tag.endsWith("/>")) path.push(line);
  }
  return found.sort();
}

function plain(tag: string, parent: string): string {
  const name = /^<([\w-]+)/.exec(tag)?.[1] ?? "";
  const attributes = [...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([whole]) => whole).sort();
  // A set of defaults is an object with an id of its own.
  const isPart = OWN_ID.test(tag) || (name === "meta_attributes" && !parent.endsWith("_defaults"));
  const kept = isPart ? attributes.filter((one) => !one.startsWith("id=")) : attributes;
  return [name === "master" ? "clone" : name, ...kept].join(" ");
}

/** The configuration's count of changes. */
export async function epoch(): Promise<string> {
  const xml = await on(ground().lab, "testdb01", "cibadmin", "-Q");
  return / epoch="(\d+)"/.exec(xml)?.[1] ?? "";
}
