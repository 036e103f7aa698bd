import { keysFolder } from "../../provider/mariadb/layout.js";
import type { SemiSync } from "./arguments.js";

/** Settings of a server by their names, with underscores. */
export type Settings = Readonly<Record<string, string | number | boolean>>;

/** What all servers of a pair have. */
export interface PairSettings {
  readonly name: string;
  readonly semiSync: boolean | SemiSync;
  readonly settings: Settings;
}

/** The configuration of one server of a pair, by its place in it. */
export function configurationText(pair: PairSettings, index: number): string {
  const lines = Object.entries({ ...pairSettings(pair, index), ...pair.settings }).map(
    ([name, value]) => `${name} = ${value === true ? "ON" : value === false ? "OFF" : value}`,
  );
  return `# Written by pulumi-pacemaker for the pair ${pair.name}, which puts it back when it is changed.\n[mysqld]\n${lines.join("\n")}\n`;
}

/** The settings that a pair makes itself. */
export function pairSettings({ semiSync }: Pick<PairSettings, "semiSync">, index: number): Settings {
  const seconds = typeof semiSync === "object" ? semiSync.timeout : 30;
  return {
    bind_address: "*",
    // A client must not wait for a name server that is away.
    skip_name_resolve: true,
    // Each server writes into a domain of its own: what only one of them has is no conflict, and comes when it is back.
    server_id: index + 1,
    gtid_domain_id: index + 1,
    gtid_strict_mode: true,
    auto_increment_increment: 2,
    auto_increment_offset: index + 1,
    log_bin: "binlog",
    relay_log: "relay",
    binlog_format: "ROW",
    log_slave_updates: true,
    sync_binlog: 1,
    innodb_flush_log_at_trx_commit: 1,
    // Only the server with the address is told otherwise, by the cluster.
    read_only: true,
    // A source that is silent for so long is asked anew.
    slave_net_timeout: 8,
    ssl_cert: `${keysFolder}/server.pem`,
    ssl_key: `${keysFolder}/server.key`,
    ...(semiSync === false
      ? {}
      : {
          rpl_semi_sync_master_enabled: true,
          rpl_semi_sync_slave_enabled: true,
          rpl_semi_sync_master_wait_point: "AFTER_SYNC",
          rpl_semi_sync_master_timeout: seconds * 1000,
          // One that has said goodbye is not waited for.
          rpl_semi_sync_master_wait_no_slave: false,
        }),
  };
}
