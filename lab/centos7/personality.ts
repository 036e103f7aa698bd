import { readFileSync } from "node:fs";
import { join } from "node:path";

const OWN = "usr/lib/centos7";
const NOTICE = "Debian 11 that shows itself as CentOS 7: for tests of programs that speak to one.";

/** What this system has beside what its Debian needs: the Python of CentOS 7. */
export const PERSONALITY_PACKAGES: readonly string[] = ["python-is-python2", "python2.7"];

/** What a host runs once its packages and files are there: it takes Debian out of sight. */
export const FIRST_SETTLING: readonly string[] = [`/${OWN}/settle`];

/** The files of a Debian 11 that shows itself as CentOS 7.9, by path. */
export const PERSONALITY: Readonly<Record<string, { readonly text: string; readonly mode?: number }>> = {
  ...programs("pcs", ["pcs", "grammar", "refusal", "shapes"]),
  ...programs("pcs", ["resources", "constraints", "clusters", "settings", "configuration"]),
  ...programs("", ["packages", "repositories", "yum", "rpm", "selinux"]),
  [`${OWN}/settle`]: { text: read("settle.sh"), mode: 0o755 },
  "etc/os-release": {
    text: [
      'NAME="CentOS Linux"',
      'VERSION="7 (Core)"',
      'ID="centos"',
      'ID_LIKE="rhel fedora"',
      'VERSION_ID="7"',
      'PRETTY_NAME="CentOS Linux 7 (Core)"',
      'CPE_NAME="cpe:/o:centos:centos:7"',
      'CENTOS_MANTISBT_PROJECT_VERSION="7"',
      `VARIANT="${NOTICE}"`,
      "",
    ].join("\n"),
  },
  "etc/redhat-release": { text: "CentOS Linux release 7.9.2009 (Core)\n" },
  "etc/centos-release": { text: "CentOS Linux release 7.9.2009 (Core)\n" },
  "etc/motd": { text: `${NOTICE}\n` },
  "etc/selinux/config": { text: "SELINUX=enforcing\nSELINUXTYPE=targeted\n" },
  // What the configuration says is SELinux's mode from the next boot on.
  "etc/tmpfiles.d/centos7.conf": { text: "C /run/centos7-selinux - - - - /etc/selinux/config\n" },
  "etc/sudoers.d/centos": { text: "centos ALL=(ALL) NOPASSWD: ALL\n", mode: 0o440 },
  "etc/yum.repos.d/CentOS-Base.repo": { text: ["base", "updates", "extras"].map(deadRepository).join("\n") },
  "etc/apt/apt.conf.d/99centos7": {
    text: `Dir::Bin::dpkg "/${OWN}/debian/dpkg";\nDPkg::Path "/${OWN}/debian:/usr/sbin:/usr/bin:/sbin:/bin";\n`,
  },
  // cloud-init names a host of this kind by the bus, which Debian's starts before there is one.
  "usr/local/bin/hostnamectl": {
    text: [
      "#!/bin/sh",
      'if [ "$1" = set-hostname ] && [ ! -S /run/dbus/system_bus_socket ]; then',
      '  echo "$2" >/etc/hostname',
      '  exec hostname "$2"',
      "fi",
      'exec /usr/bin/hostnamectl "$@"',
      "",
    ].join("\n"),
    mode: 0o755,
  },
  // CentOS's pcsd is one service; Debian's has a second one, which nobody enables here.
  "etc/systemd/system/pcsd.service.d/centos7.conf": {
    text: "[Unit]\nRequires=pcsd-ruby.service\nAfter=pcsd-ruby.service\n",
  },
  "etc/cloud/cloud.cfg.d/90-centos7.cfg": {
    text: [
      "system_info:",
      "  distro: rhel",
      "  default_user:",
      "    name: centos",
      "    lock_passwd: true",
      '    sudo: ["ALL=(ALL) NOPASSWD:ALL"]',
      "    shell: /bin/bash",
      "  ssh_svcname: sshd",
      "",
    ].join("\n"),
  },
  // What OpenSSH 7.4 offers: https://www.openssh.com/txt/release-7.4
  "etc/ssh/sshd_config.d/lab.conf": {
    text: [
      "MaxStartups 10:30:100",
      "HostKeyAlgorithms ecdsa-sha2-nistp256,ssh-ed25519,rsa-sha2-512,rsa-sha2-256,ssh-rsa",
      "KexAlgorithms curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,diffie-hellman-group-exchange-sha256,diffie-hellman-group14-sha256,diffie-hellman-group14-sha1",
      "Ciphers chacha20-poly1305@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr,aes128-gcm@openssh.com,aes256-gcm@openssh.com,aes128-cbc,aes192-cbc,aes256-cbc",
      "",
    ].join("\n"),
  },
};

function programs(folder: string, names: readonly string[]): typeof PERSONALITY {
  const files = names.map((name) => join(folder, `${name}.py`));
  return Object.fromEntries(files.map((file) => [join(OWN, file), { text: read(file), mode: 0o755 }]));
}

function read(file: string): string {
  return readFileSync(join(__dirname, file), "utf8");
}

// As the image has them: the servers that they name are gone.
function deadRepository(id: string): string {
  const folder = id === "base" ? "os" : id;
  return [
    `[${id}]`,
    `name=CentOS-$releasever - ${id}`,
    `mirrorlist=http://mirrorlist.centos.org/?release=$releasever&arch=$basearch&repo=${folder}&infra=$infra`,
    `#baseurl=http://mirror.centos.org/centos/$releasever/${folder}/$basearch/`,
    "gpgcheck=1",
    "gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-CentOS-7",
    "",
  ].join("\n");
}
