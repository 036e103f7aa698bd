import type { Problem } from "../../lifecycle/cib-object.js";
import type { Declared } from "./mariadb-user.js";

const name = /^[\w$-]+$/;
const target = /^(\*\.\*|[\w$-]+\.(\*|[\w$-]+))$/;
const privilege = /^[a-z]+( [a-z]+)*$/i;

/** What is wrong with a user's arguments by themselves. */
export function problemsOf({
  user,
  host,
  password,
  grants,
  database,
}: Partial<Declared>): readonly Problem[] {
  return [
    ...(user === undefined || /^[\w.-]{1,80}$/.test(user)
      ? []
      : [
          {
            property: "user",
            reason: `"${user}" is not a user's name of at most 80 letters, digits, "_", "." and "-"`,
          },
        ]),
    ...(host === undefined || /^[\w.%:/-]{1,255}$/.test(host)
      ? []
      : [{ property: "host", reason: `"${host}" is no host as MariaDB writes it, such as "10.0.0.%"` }]),
    ...(password === "" ? [{ property: "password", reason: "it is empty" }] : []),
    ...(database === undefined || name.test(database)
      ? []
      : [
          {
            property: "database",
            reason: `"${database}" is not a database's name: letters, digits, "_", "$" and "-"`,
          },
        ]),
    ...Object.entries(grants ?? {}).flatMap(([place, privileges]) => [
      ...(target.test(place)
        ? []
        : [{ property: "grants", reason: `"${place}" is no place: *.*, DATABASE.* or DATABASE.TABLE` }]),
      ...privileges
        .filter((one) => !privilege.test(one))
        .map((one) => ({ property: "grants", reason: `"${one}" is no privilege, such as SELECT or ALL` })),
    ]),
  ];
}
