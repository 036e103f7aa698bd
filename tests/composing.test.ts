import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./fixtures/packed.js";

const text = readFileSync(join(root, "docs/composing.md"), "utf8");
const programs = readdirSync(join(root, "examples")).map((name) =>
  readFileSync(join(root, "examples", name, "index.ts"), "utf8"),
);

test("all code of the guide to composing is in an example, word for word", () => {
  const blocks = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => code);
  expect(blocks.length).toBeGreaterThan(5);
  expect(blocks.filter((code) => !programs.some((program) => program.includes(code)))).toEqual([]);
});
