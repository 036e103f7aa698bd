import { identifier, literal } from "../../mariadb/words.js";

/** What a user may do where: privileges by their place, such as `app.*`. */
export type Grants = Readonly<Record<string, readonly string[]>>;

/** A user as it is to be, or as it is on a server. */
export interface Account {
  /** The hash of its password; never the password. */
  readonly hash: string;
  readonly requireTls: boolean;
  readonly grants: Grants;
}

/** A user's name with the hosts that it may come from. */
export function accountName(user: string, host: string): string {
  return `${literal(user)}@${literal(host)}`;
}

/** A place as the server writes it: names in backquotes; `_` and `%` are no wildcards. */
export function place(target: string): string {
  const [database = "", table = ""] = target.split(".");
  if (database === "*") return "*.*";
  const whole = table === "*" ? database.replace(/[_%]/g, "\\$&") : database;
  return `${identifier(whole)}.${table === "*" ? "*" : identifier(table)}`;
}

/** What `SHOW GRANTS` says of a user. */
export function readGrants(rows: readonly string[]): Account {
  const seen = rows.flatMap((row) => {
    const [, privileges, target, rest = ""] = /^GRANT (.+?) ON (\S+) TO (.+)$/.exec(row) ?? [];
    return privileges === undefined || target === undefined ? [] : [{ privileges, target, rest }];
  });
  const ending = seen.map(({ rest }) => rest).join("\n");
  const [, hash = ""] = /IDENTIFIED BY PASSWORD '([^']*)'/.exec(ending) ?? [];
  return {
    hash,
    requireTls: / REQUIRE (SSL|X509|SUBJECT|ISSUER)/.test(ending),
    grants: Object.fromEntries(seen.map(({ privileges, target }) => [target, words(privileges)])),
  };
}

/** The same, as it is declared. */
export function declaredGrants(grants: Grants): Grants {
  const places = Object.entries(grants).map(([target, all]) => [place(target), words(all.join(","))]);
  return { "*.*": ["USAGE"], ...Object.fromEntries(places) };
}

/** What makes one of the other: nothing where they are alike. */
export function changes(name: string, wanted: Account, seen: Account | undefined): string[] {
  const { hash, requireTls, grants } = wanted;
  const isNew =
    seen?.hash !== hash || seen.requireTls !== requireTls || !alike(grants["*.*"], seen.grants["*.*"]);
  const global = grants["*.*"] ?? ["USAGE"];
  const [here, there] = [Object.keys(grants), Object.keys(seen?.grants ?? {})];
  const left = there.filter((target) => target !== "*.*" && !here.includes(target));
  const surplus = there.flatMap((target) => {
    const extra = (seen?.grants[target] ?? []).filter(
      (one) => here.includes(target) && !grants[target]?.includes(one) && one !== "USAGE",
    );
    return extra.length > 0 ? [`REVOKE ${extra.join(", ")} ON ${target} FROM ${name}`] : [];
  });
  const lacking = here.filter(
    (target) =>
      target !== "*.*" && !(grants[target] ?? []).every((one) => seen?.grants[target]?.includes(one)),
  );
  return [
    ...(isNew
      ? [
          `GRANT ${global.join(", ")} ON *.* TO ${name} IDENTIFIED BY PASSWORD ${literal(hash)} REQUIRE ${requireTls ? "SSL" : "NONE"}`,
        ]
      : []),
    ...left.map((target) => `REVOKE ALL PRIVILEGES ON ${target} FROM ${name}`),
    ...surplus,
    ...lacking.map((target) => `GRANT ${(grants[target] ?? []).join(", ")} ON ${target} TO ${name}`),
  ];
}

function words(text: string): string[] {
  const all = text.split(",").map((one) => one.trim().toUpperCase());
  return all.map((one) => (one === "ALL" ? "ALL PRIVILEGES" : one)).sort();
}

function alike(one: readonly string[] = [], other: readonly string[] = []): boolean {
  return one.join() === other.join();
}
