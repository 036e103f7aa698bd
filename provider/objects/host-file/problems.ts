import type { Problem } from "../../lifecycle/cib-object.js";
import type { Declared } from "./host-file.js";

/** What is wrong with a file's arguments by themselves. */
export function problemsOf(args: Partial<Declared>): readonly Problem[] {
  const { nodes, path, content, contents, mode, owner, group } = args;
  const without = (nodes ?? []).find(({ name }) => contents !== undefined && contents[name] === undefined);
  return [
    ...(path === undefined || /^\/(?:[^/\0\n]+\/)*[^/\0\n]+$/.test(path)
      ? []
      : [{ property: "path", reason: `"${path}" is not a file's path from the root on` }]),
    ...(path !== undefined && path.split("/").some((part) => part === ".." || part === ".")
      ? [{ property: "path", reason: `"${path}" goes through "." or "..": say where the file is` }]
      : []),
    ...(content !== undefined && contents !== undefined
      ? [{ property: "contents", reason: "there is `content` too: give one of them" }]
      : []),
    ...(without ? [{ property: "contents", reason: `there is none for ${without.name}` }] : []),
    ...(mode === undefined || /^0[0-7]{3}$/.test(mode)
      ? []
      : [{ property: "mode", reason: `"${mode}" is not a mode of four octal digits such as "0640"` }]),
    ...nameProblems("owner", owner),
    ...nameProblems("group", group),
  ];
}

function nameProblems(property: string, name: string | undefined): readonly Problem[] {
  if (name === undefined || /^[a-z_][\w.-]*\$?$/i.test(name)) return [];
  return [{ property, reason: `"${name}" is not the name of a user or a group` }];
}
