import { machineProblems } from "./access.js";

const good = {
  ...{ endpoint: "https://pve1.example:8006/", apiToken: "root@pam!pulumi=0123-abcd", vmId: 101 },
  fingerprint: Array.from({ length: 32 }, () => "AB").join(":"),
};
const url = "is not the URL of an API, such as https://pve1.example:8006/";
const form = "an API token has the form user@realm!name=secret";

test("what is right has no problems, nor has what is not known yet", () => {
  expect([machineProblems(good), machineProblems({})]).toEqual([[], []]);
});

test.each<[object, string, string]>([
  [{ endpoint: "http://pve1.example:8006/" }, "endpoint", `"http://pve1.example:8006/" ${url}`],
  [{ endpoint: "https://pve1.example/api2" }, "endpoint", `"https://pve1.example/api2" ${url}`],
  [{ endpoint: "; rm -rf /" }, "endpoint", `"; rm -rf /" ${url}`],
  [{ apiToken: "secret" }, "apiToken", form],
  [{ apiToken: "a@b!c=d\r\nHost: x" }, "apiToken", form],
  [{ apiToken: "a@b!c=é" }, "apiToken", form],
  [
    { fingerprint: "AB" },
    "fingerprint",
    '"AB" is not a SHA-256 fingerprint of 32 pairs of hexadecimal digits',
  ],
  [{ vmId: 99 }, "vmId", "99 is not a whole number from 100 to 999999999"],
])("%j is refused", (wrong, property, reason) => {
  expect(machineProblems({ ...good, ...wrong })).toEqual([{ property, reason }]);
});
