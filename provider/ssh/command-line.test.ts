import { commandLine, quote } from "./command-line.js";

test.each([
  ["pcs", "pcs"],
  ["ip=192.168.0.115", "ip=192.168.0.115"],
  ["", "''"],
  ["a b", "'a b'"],
  ["it's", "'it'\\''s'"],
  ["$HOME", "'$HOME'"],
  ["=zsh", "'=zsh'"],
  ["~", "'~'"],
])("%j is quoted as %s", (word, quoted) => {
  expect(quote(word)).toBe(quoted);
});

test("sudo, the time limit and the environment are in front of the command", () => {
  expect(commandLine(["pcs", "status"], { seconds: 30, sudo: true })).toBe(
    "sudo -n -- timeout -k 10 30 env -u http_proxy -u HTTP_PROXY -u https_proxy -u HTTPS_PROXY " +
      "-u all_proxy -u ALL_PROXY LC_ALL=C.UTF-8 pcs status",
  );
});

const noName = "Unable to run a command: its first word is not the name of a program.";
const noTime = "Unable to run pcs: its timeout must be a positive number of seconds.";

test.each<[string, readonly string[], number, string]>([
  ["no command", [], 1, noName],
  ["a variable as command", ["A=1", "pcs"], 1, noName],
  ["an option as command", ["-i"], 1, noName],
  ["a NUL character", ["pcs", "secret\0"], 1, "Unable to run pcs: an argument contains a NUL character."],
  ["no time", ["pcs"], 0, noTime],
  ["endless time", ["pcs"], Infinity, noTime],
  [
    "more than Linux takes in one argument",
    ["pcs", "x".repeat(128 * 1024)],
    1,
    "Unable to run pcs: its arguments are longer than 128 KiB. Use stdin for data.",
  ],
])("%s is refused", (_what, argv, seconds, message) => {
  expect(() => commandLine(argv, { seconds, sudo: false })).toThrow(new RangeError(message));
});
