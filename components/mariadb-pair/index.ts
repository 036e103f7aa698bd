export type { MariadbPairArgs, PairDatabase, SemiSync } from "./arguments.js";
export { MariadbPair } from "./mariadb-pair.js";
