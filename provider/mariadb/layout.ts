import { readOsRelease } from "../pcs/distribution.js";

/** Where a distribution has MariaDB's parts, and what they are called. */
export interface Layout {
  /** The folder whose files the server reads as its configuration. */
  readonly configurationFolder: string;
  /** The file that names that folder. */
  readonly configuration: string;
  readonly dataFolder: string;
  readonly pidFile: string;
  readonly socket: string;
  readonly log: string;
  /** The server itself: what would start it again on its own must not stand between it and the cluster. */
  readonly binary: string;
  /** The program that speaks to it. */
  readonly client: string;
  /** The systemd unit that the package brings, and that the cluster takes the place of. */
  readonly unit: string;
  /** Packages that all this is in. */
  readonly packages: readonly string[];
}

const both = { dataFolder: "/var/lib/mysql", unit: "mariadb.service", client: "mariadb" } as const;
const debian: Layout = {
  ...both,
  configurationFolder: "/etc/mysql/mariadb.conf.d",
  configuration: "/etc/mysql/my.cnf",
  pidFile: "/run/mysqld/mysqld.pid",
  socket: "/run/mysqld/mysqld.sock",
  log: "/var/log/mariadb.log",
  binary: "/usr/sbin/mariadbd",
  packages: ["mariadb-server", "mariadb-backup", "socat"],
};
const el: Layout = {
  ...both,
  configurationFolder: "/etc/my.cnf.d",
  configuration: "/etc/my.cnf",
  pidFile: "/run/mariadb/mariadb.pid",
  socket: "/var/lib/mysql/mysql.sock",
  log: "/var/log/mariadb/mariadb.log",
  binary: "/usr/libexec/mariadbd",
  packages: ["mariadb-server", "mariadb-backup", "socat"],
};
// MariaDB's own repository for CentOS 7: the release that the distribution brings, 5.5, has no GTID.
const centos7: Layout = {
  ...el,
  binary: "/usr/sbin/mysqld",
  client: "mysql",
  packages: ["MariaDB-server", "MariaDB-backup", "socat"],
};

/** The layout of a host by the text of its /etc/os-release; undefined where none is known. */
export function layoutOf(osRelease: string): Layout | undefined {
  const { id, versionId, like } = readOsRelease(osRelease);
  if (like.some((name) => name === "debian" || name === "ubuntu")) return debian;
  if (id === "centos" && versionId === "7") return centos7;
  return like.some((name) => ["rhel", "centos", "fedora"].includes(name)) ? el : undefined;
}

/** The folder of a server's key and of the certificates that it trusts. */
export const keysFolder = "/etc/pulumi-pacemaker-mariadb";
/** The port through which a copy of one server goes to the other. */
export const copyPort = 4444;
