import { parseRequest } from "./arguments.js";

const LOCKED = { kind: "locked", vmid: 101, lock: "backup" };

test.each([
  ["up", { verb: "up", name: "lab", prepared: false }],
  [
    "up --image trixie --image bookworm --prepared --name mine",
    { verb: "up", name: "mine", images: ["trixie", "bookworm"], prepared: true },
  ],
  ["serve --port 8007", { verb: "serve", name: "lab", port: 8007 }],
  ["status --name mine", { verb: "status", name: "mine" }],
  [`break ${JSON.stringify(LOCKED)}`, { verb: "break", name: "lab", fault: LOCKED }],
  ["mend", { verb: "mend", name: "lab" }],
  ["mend 3", { verb: "mend", name: "lab", id: 3 }],
  [
    "call POST /nodes/pve1/qemu vmid=101 sshkeys=a=b",
    {
      ...{ verb: "call", name: "lab" },
      errand: { method: "POST", path: "/nodes/pve1/qemu", form: { vmid: "101", sshkeys: "a=b" } },
    },
  ],
])("%p is understood", (words, request) => {
  expect(parseRequest(words.split(" "))).toEqual(request);
});

test.each([
  ["start", "Unknown verb start"],
  ["up lab", "Unexpected words: lab"],
  ["up --image buster", "An image is one of bullseye, bookworm, trixie, centos7, not buster"],
  ["call GET", "call needs a method and a path"],
  ["call GET /version now", "A parameter is KEY=VALUE, not now"],
  ["break", "break needs one fault"],
])("%p is refused", (words, message) => {
  expect(() => parseRequest(words.split(" "))).toThrow(new Error(message));
});
