export {
  MariadbReplication,
  mariadbReplication,
  type MariadbReplicationArgs,
} from "./mariadb-replication.js";
