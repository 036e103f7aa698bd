import { textProblems } from "./text-problems.js";

const said = (value: object) => textProblems(value).map(({ property, reason }) => `${property}: ${reason}`);
const oneLine = "allowed is text of one line without control characters";
const names = 'is not a name: ASCII letters, digits and "_" first, then also "." and "-"';

test.each<[string, object, string[]]>([
  ["what a shell would take apart", { a: 'it\'s "b" $(c); `d` & <e> ]]> \\ -f = é 😀 ' }, []],
  ["numbers and truths", { a: 1, b: { c: false }, d: [2] }, []],
  ["an empty text", { a: { b: "" } }, ["a.b: it is empty; leave it out"]],
  ["a line break", { a: [{ b: "c\nd" }] }, [`a[0].b: character 2 is a line break; ${oneLine}`]],
  ["a tab", { a: "\t" }, [`a: character 1 is a tab; ${oneLine}`]],
  ["a character that XML does not have", { a: "x\u0007" }, [`a: character 2 is U+0007; ${oneLine}`]],
  ["half a character", { a: "\ud83d" }, [`a: character 1 is U+D83D; ${oneLine}`]],
  ["a character that is none", { a: "\uffff" }, [`a: character 1 is U+FFFF; ${oneLine}`]],
  ["a long text", { a: "x".repeat(100_001) }, ["a: it is 100001 bytes long; allowed are 100000"]],
  ["a name that is an option", { a: { "--force": 1 } }, [`a.--force: "--force" ${names}`]],
  ["a name of two words", { a: { "b c": 1 } }, [`a["b c"]: "b c" ${names}`]],
  ["no name", { a: { "": 1 } }, [`a[""]: "" ${names}`]],
])("text in arguments: %s", (_what, value, problems) => {
  expect(said(value)).toEqual(problems);
});
