import { createHash } from "node:crypto";

/** A text as a literal of SQL. */
export function literal(text: string): string {
  return `'${text.replace(/\\/g, "\\\\").replace(/'/g, "''").replace(/\0/g, "\\0")}'`;
}

/** A name as an identifier of SQL. */
export function identifier(name: string): string {
  return `\`${name.replace(/`/g, "``")}\``;
}

/** How the server keeps a password (mysql_native_password): so it never gets the password itself. */
export function passwordHash(password: string): string {
  const once = createHash("sha1").update(password, "utf8").digest();
  return `*${createHash("sha1").update(once).digest("hex").toUpperCase()}`;
}

/** The version that a server says: its series, such as 10.11, and all of it. */
export function versionOf(said: string): { readonly series: string; readonly whole: string } | undefined {
  const [, whole, series] = /\b((\d+\.\d+)\.\d+)-MariaDB/i.exec(said) ?? [];
  return whole === undefined || series === undefined ? undefined : { whole, series };
}
