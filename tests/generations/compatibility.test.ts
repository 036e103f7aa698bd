import { readFileSync } from "node:fs";
import { compatibility, compatibilityPath } from "./compatibility.js";

test("docs/compatibility.md says what the tables say: `npm run compatibility` writes it", () => {
  expect(readFileSync(compatibilityPath, "utf8")).toEqual(compatibility());
});
