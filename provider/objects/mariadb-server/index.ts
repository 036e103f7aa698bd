export { MariadbServer, mariadbServer, type MariadbServerArgs } from "./mariadb-server.js";
