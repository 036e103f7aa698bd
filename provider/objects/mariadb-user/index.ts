export { MariadbUser, mariadbUser, type MariadbUserArgs } from "./mariadb-user.js";
