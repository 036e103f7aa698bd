import { fixture } from "../../tests/fixtures/fixture.js";
import { readCorosyncConf } from "./corosync-conf.js";

test("a corosync.conf that pcs wrote is read in pcs's words", () => {
  expect(readCorosyncConf(fixture("corosync.conf"))).toEqual({
    clusterName: "testdb",
    clusterUuid: "82cea543b3ef448baaad5eef376788b1",
    transport: "knet",
    nodes: [
      { name: "testdb01", id: "1", addresses: ["192.168.0.113", "192.168.1.113"] },
      { name: "testdb02", id: "2", addresses: ["192.168.0.114", "192.168.1.114"] },
    ],
    totem: { token: "4000" },
    transportOptions: { ip_version: "ipv4" },
    crypto: { cipher: "aes256", hash: "sha512" },
    compression: { model: "zlib", threshold: "100" },
    quorum: { wait_for_all: "1" },
    links: [{ linknumber: "0", link_priority: "10" }],
  });
});

test("comments, several sections of one name, values with colons and nodes without names are read", () => {
  const text = `# a comment
totem {
  version: 2
  # cluster_name: commented
  interface {
    linknumber: 0
    knet_ping_interval: 100
    mcastport: 5410
  }
}
totem {
  cluster_name: c:1
  transport: udpu
}
nodelist {
  node {
    ring1_addr: fd00::2
    ring0_addr: fd00::1
    nodeid: 1
  }
}`;
  expect(readCorosyncConf(text)).toEqual({
    clusterName: "c:1",
    clusterUuid: undefined,
    transport: "udpu",
    nodes: [{ name: "fd00::1", id: "1", addresses: ["fd00::1", "fd00::2"] }],
    totem: {},
    transportOptions: {},
    crypto: {},
    compression: {},
    quorum: {},
    links: [{ linknumber: "0", mcastport: "5410", ping_interval: "100" }],
  });
});

test.each(["", "}}}\nnot: closed {\n"])("a file that is none holds no cluster: %j", (text) => {
  const { clusterName, nodes } = readCorosyncConf(text);
  expect([clusterName, nodes]).toEqual(["", []]);
});

test("a quorum device is read with its model's options and its heuristics", () => {
  const text = `quorum {
    provider: corosync_votequorum

    device {
        model: net
        sync_timeout: 31000
        votes: 1

        net {
            algorithm: ffsplit
            host: witness
        }

        heuristics {
            mode: on
            exec_ping: /bin/ping -c 1 10.0.0.1
        }
    }
}`;
  expect(readCorosyncConf(text).device).toEqual({
    model: "net",
    options: { sync_timeout: "31000" },
    modelOptions: { algorithm: "ffsplit", host: "witness" },
    heuristics: { mode: "on", exec_ping: "/bin/ping -c 1 10.0.0.1" },
  });
});
