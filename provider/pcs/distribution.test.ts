import { distributionOf, readOsRelease } from "./distribution.js";

const fence = ["pve", "ipmilan", "redfish", "virsh", "vmware-rest"].map((name) => `fence-agents-${name}`);
const debian = ["pcs", "pacemaker", "pacemaker-cli-utils", "corosync", "resource-agents"];
const el = ["pcs", "pacemaker", "corosync", "resource-agents", "fence-agents-all"];
const availability = { kind: "section", id: "highavailability" };

test.each([
  ["debian", "12", undefined, { packager: "apt", kind: "own", packages: [...debian, "fence-agents"] }],
  ["debian", "13", undefined, { packager: "apt", kind: "own", packages: [...debian, ...fence] }],
  ["ubuntu", "22.04", "debian", { packager: "apt", kind: "own", packages: [...debian, "fence-agents"] }],
  ["ubuntu", "24.04", "debian", { packager: "apt", kind: "own", packages: [...debian, ...fence] }],
  ["centos", "7", "rhel fedora", { packager: "yum", kind: "vault", packages: el }],
  ["centos", "9", "rhel fedora", { packager: "dnf", ...availability, packages: el }],
  [
    "rocky",
    "8.10",
    "rhel centos fedora",
    { packager: "dnf", kind: "section", id: "ha", packages: [...el, "libknet1-crypto-nss-plugin"] },
  ],
  ["almalinux", "9.4", "rhel centos fedora", { packager: "dnf", ...availability, packages: el }],
  ["rocky", "10.0", "rhel centos fedora", { packager: "dnf", ...availability, packages: el }],
  ["circle", "9.2", "rhel fedora", { packager: "dnf", ...availability, packages: el }],
  [
    "rhel",
    "10.1",
    "fedora",
    {
      packager: "dnf",
      kind: "subscription",
      id: "rhel-10-for-x86_64-highavailability-rpms",
      packages: el,
    },
  ],
])("%s %s (like %s) is prepared in its own way", (id, version, like, expected) => {
  const { packager, repository, packages } = distributionOf(
    readOsRelease(`ID=${id}\nVERSION_ID="${version}"\n${like ? `ID_LIKE="${like}"\n` : ""}`),
  ) as NonNullable<ReturnType<typeof distributionOf>>;
  const where = repository.kind === "vault" || repository.kind === "own" ? {} : { id: repository.id };
  expect({ packager, kind: repository.kind, ...where, packages }).toEqual(expected);
});

test.each([
  ["centos", "8", "rhel fedora"],
  ["centos", "6", "rhel fedora"],
  ["debian", "10", ""],
  ["linuxmint", "21", "ubuntu debian"],
  ["fedora", "42", ""],
  ["", "", ""],
])("%s %s is not known", (id, version, like) => {
  expect(distributionOf(readOsRelease(`ID=${id}\nVERSION_ID=${version}\nID_LIKE="${like}"`))).toBeUndefined();
});

test("an os-release is read with and without quotes", () => {
  const text = `PRETTY_NAME="Rocky Linux 9.4 (Blue Onyx)"\nID='rocky'\nVERSION_ID="9.4"\nID_LIKE="rhel centos"\nHOME_URL="x"\n`;
  expect(readOsRelease(text)).toEqual({
    id: "rocky",
    versionId: "9.4",
    like: ["rocky", "rhel", "centos"],
    name: "Rocky Linux 9.4 (Blue Onyx)",
  });
  expect(readOsRelease("ID=debian")).toEqual({
    id: "debian",
    versionId: "",
    like: ["debian"],
    name: "debian ",
  });
});
