import { parseRequest } from "./arguments.js";

test.each([
  ["up", { verb: "up", name: "lab" }],
  ["up --suite trixie --nodes 3 --name mine", { verb: "up", name: "mine", suite: "trixie", nodes: 3 }],
  ["up --bare", { verb: "up", name: "lab", bare: true }],
  ["--name=mine up", { verb: "up", name: "mine" }],
  ["down", { verb: "down", name: "lab", all: false }],
  ["down --all", { verb: "down", name: "lab", all: true }],
  ["status", { verb: "status" }],
  ["status --name mine", { verb: "status", name: "mine" }],
  ["exec testdb01 -- pcs status --full", execution(["pcs", "status", "--full"])],
  ["exec testdb01 -- cat -- --name", execution(["cat", "--", "--name"])],
])("%p is understood", (words, request) => {
  expect(parseRequest(words.split(" "))).toEqual(request);
});

test.each([
  ["", "Unknown verb "],
  ["start", "Unknown verb start"],
  ["up lab", "Unexpected words: lab"],
  ["up -- true", "Unexpected words: true"],
  ["up --nodes 0", "The number of nodes is 1 to 99, not 0"],
  ["up --nodes two", "The number of nodes is 1 to 99, not two"],
  ["up --suite buster", "The suite is one of bullseye, bookworm, trixie, centos7, not buster"],
  ["exec testdb01", "exec needs a node and, after --, a command"],
  ["exec -- true", "exec needs a node and, after --, a command"],
  ["exec testdb01 testdb02 -- true", "Unexpected words: testdb01 testdb02 true"],
])("%p is refused", (words, message) => {
  expect(() => parseRequest(words.split(" "))).toThrow(new Error(message));
});

test("a missing verb and an unknown option are refused", () => {
  expect(() => parseRequest([])).toThrow(new Error("A verb is missing"));
  expect(() => parseRequest(["up", "--size", "2"])).toThrow("Unknown option '--size'");
});

function execution(argv: readonly string[]) {
  return { verb: "exec", name: "lab", node: "testdb01", argv };
}
