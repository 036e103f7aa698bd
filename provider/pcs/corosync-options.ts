import { isIP } from "node:net";
import { type Check, ipAddress, oneOf, port, whole } from "./value-checks.js";

// Corosync keeps them in 32 bits, with a sign where it reckons with them.
const most = 2 ** 31 - 1;
const count = whole(0, most);
const milliseconds = whole(0, most, "milliseconds");
const flag = oneOf("0", "1");

/** A multicast address. */
const multicast: Check = [
  "a multicast address, 224.0.0.0 to 239.255.255.255 or ff00::/8",
  (value) => (isIP(value) === 4 ? /^2(2[4-9]|3\d)\./.test(value) : isIP(value) === 6 && /^ff/i.test(value)),
];

/** What pcs and Corosync take of each option that pcs writes into corosync.conf; the rest of a section is pcs's own. */
export const corosyncChecks = {
  totem: {
    ...{ block_unlisted_ips: oneOf("yes", "no"), consensus: timeout(30), downcheck: timeout(30) },
    ...{ fail_recv_const: count, heartbeat_failures_allowed: count, hold: timeout(14), join: timeout(30) },
    ...{ max_messages: count, max_network_delay: timeout(30), merge: timeout(30), miss_count_const: count },
    ...{ send_join: milliseconds, seqno_unchanged_const: count, token: timeout(30) },
    ...{ token_coefficient: milliseconds, token_retransmit: timeout(30) },
    ...{ token_retransmits_before_loss_const: count, window_size: count },
  },
  transportOptions: {
    ip_version: oneOf("ipv4", "ipv6", "ipv4-6", "ipv6-4"),
    ...{ knet_pmtud_interval: count, link_mode: oneOf("active", "passive", "rr"), netmtu: whole(1, most) },
  },
  crypto: {
    cipher: oneOf("aes256", "aes192", "aes128", "none"),
    hash: oneOf("sha512", "sha384", "sha256", "sha1", "md5", "none"),
    model: oneOf("nss", "openssl"),
  },
  compression: {
    level: count,
    model: oneOf("none", "zlib", "lz4", "lz4hc", "lzo2", "lzma", "bzip2", "zstd"),
    threshold: count,
  },
  quorum: {
    ...{ auto_tie_breaker: flag, last_man_standing: flag, last_man_standing_window: whole(1, most) },
    wait_for_all: flag,
  },
} as const;

/** The same of a link's options, which depend on the transport. */
export const linkChecks = {
  knet: {
    ...{
      linknumber: whole(0, 7),
      link_priority: whole(0, 255),
      mcastport: port,
      ping_interval: milliseconds,
    },
    ...{ ping_precision: count, ping_timeout: milliseconds, pong_count: count },
    transport: oneOf("udp", "sctp"),
  },
  udp: {
    ...{
      mcastport: port,
      bindnetaddr: ipAddress,
      broadcast: oneOf("1"),
      mcastaddr: multicast,
      ttl: whole(0, 255),
    },
  },
} as const;

/** The names of the options in each group. */
export const corosyncOptions = {
  totem: Object.keys(corosyncChecks.totem),
  transportOptions: Object.keys(corosyncChecks.transportOptions),
  crypto: Object.keys(corosyncChecks.crypto),
  compression: Object.keys(corosyncChecks.compression),
  quorum: Object.keys(corosyncChecks.quorum),
  links: [...new Set([...Object.keys(linkChecks.knet), ...Object.keys(linkChecks.udp)])],
} as const;

// Corosync takes 0 for its default, and does not start with less than this.
function timeout(least: number): Check {
  const [allowed, test] = whole(least, most, "milliseconds");
  return [`${allowed}, or 0 for Corosync's default`, (value) => test(value) || /^0+$/.test(value)];
}
