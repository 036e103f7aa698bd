#!/bin/sh
""":"
# The shell reads to the exec, Python takes this for a text: hosts have Python under different names.
for python in python3 /usr/libexec/platform-python python2 python; do
    command -v "$python" >/dev/null 2>&1 && exec "$python" -E -s "$0" "$@"
done
echo "no Python found" >&2
exit 5
"""
# Two OCF agents in one text, told apart by the name of the file: one keeps in a node attribute whether this server has
# all that the other one has, the other one lets clients write on the server that it runs beside, and on no other.
# Written by pulumi-pacemaker. SPDX-License-Identifier: Apache-2.0
import os, socket, subprocess, sys, time

SUCCESS, ERROR, UNIMPLEMENTED, NOT_INSTALLED, NOT_RUNNING = 0, 1, 3, 5, 7
NAME = os.path.basename(sys.argv[0])
KEEPS_WRITABLE = NAME == "mariadb-writable"

PARAMETERS = (
    ("attribute", "", "Name of the node attribute that says how the replication on a node is; the same for both agents."),
    ("client", "mariadb", "The program that speaks to the server."),
    ("socket", "", "The server's socket."),
    ("lag", "30", "Seconds of delay from which on a server counts as lagging."),
)


def option(name):
    return os.environ.get("OCF_RESKEY_" + name) or dict((key, value) for key, value, _ in PARAMETERS)[name]


def mark(kind):
    folder = os.environ.get("HA_RSCTMP", "/run/resource-agents")
    return os.path.join(folder, "mariadb-%s-%s.state" % (kind, option("attribute")))


def put(path):
    with open(path, "w"):
        pass


def gone(path):
    if os.path.exists(path):
        os.unlink(path)


def ran(argv, stdin=""):
    child = subprocess.Popen(
        argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True
    )
    out, err = child.communicate(stdin)
    return child.returncode, out, err


def log(words):
    ran(["logger", "-t", "%s(%s)" % (NAME, os.environ.get("OCF_RESOURCE_INSTANCE", "")), words])


class Away(Exception):
    """The server does not answer."""


def query(statement, words=()):
    argv = [option("client"), "--socket=" + option("socket"), "--batch", "--skip-column-names", "--connect-timeout=5"]
    code, out, err = ran(argv + list(words), statement + ";\n")
    if code != 0:
        raise Away(err.strip())
    return out.strip()


def channel():
    """How this server replicates from the other one, by the words of SHOW SLAVE STATUS; empty where it does not."""
    rows = [line.split("\t") for line in query("SHOW SLAVE STATUS", ["--column-names"]).splitlines()]
    return dict(zip(rows[0], rows[1])) if len(rows) > 1 else {}


def reachable(host, port):
    try:
        socket.create_connection((host, int(port)), 1.5).close()
        return True
    except (IOError, OSError, ValueError):
        return False


def judged():
    """Whether this server has what the other one has: only "ok" lets clients come to it."""
    try:
        writable = query("SELECT @@global.read_only") == "0"
        # Looked at in this order: who lets clients write has made its mark before.
        is_writer = os.path.exists(mark("writable"))
        if writable and not is_writer:
            log("clients could write here, and are not to: read_only is put back")
            query("SET GLOBAL read_only = 1")
        seen = channel()
    except Away:
        return "down"
    if is_writer:
        return "ok"
    if not seen:
        return "none"
    receives, applies = seen.get("Slave_IO_Running"), seen.get("Slave_SQL_Running")
    if applies != "Yes" or receives == "No":
        return "broken"
    if receives != "Yes":
        # Nobody there to be behind of, or one that is there and is not heard.
        return "lagging" if reachable(seen.get("Master_Host"), seen.get("Master_Port")) else "ok"
    behind = seen.get("Seconds_Behind_Master", "NULL")
    return "ok" if behind != "NULL" and int(behind) <= int(option("lag")) else "lagging"


def tell(value):
    ran(["attrd_updater", "-n", option("attribute"), "-U", value])
    return SUCCESS


def watch_start():
    put(mark("watched"))
    return tell(judged())


def watch_stop():
    gone(mark("watched"))
    ran(["attrd_updater", "-n", option("attribute"), "-D"])
    return SUCCESS


def watch_monitor():
    return tell(judged()) if os.path.exists(mark("watched")) else NOT_RUNNING


def write_start():
    try:
        seen = channel()
        received = seen.get("Gtid_IO_Pos", "")
        if seen.get("Slave_SQL_Running") == "Yes" and received:
            # What has been received is applied first: clients then find all that they were told is kept.
            query("SELECT MASTER_GTID_WAIT('%s', 45)" % received)
        put(mark("writable"))
        query("SET GLOBAL read_only = 0")
    except Away as reason:
        gone(mark("writable"))
        sys.stderr.write("the server does not answer: %s\n" % reason)
        return ERROR
    return SUCCESS


OTHERS = """FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND USER NOT IN ('system user', 'event_scheduler')
AND COMMAND NOT IN ('Binlog Dump', 'Slave_IO', 'Slave_SQL', 'Slave_worker', 'Daemon')"""
BEHIND = "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE COMMAND = 'Binlog Dump' AND STATE NOT LIKE '%sent all binlog%'"


def write_stop():
    try:
        query("SET GLOBAL read_only = 1")
        ids = query("SELECT ID " + OTHERS).split()
        for each in ids:
            try:
                query("KILL CONNECTION %d" % int(each))
            except Away:
                pass  # It has ended by itself.
        deadline = time.time() + 10
        while query(BEHIND) != "0" and time.time() < deadline:
            time.sleep(0.05)
    except Away:
        pass  # Where no server answers, nobody writes.
    gone(mark("writable"))
    return SUCCESS


def write_monitor():
    if not os.path.exists(mark("writable")):
        return NOT_RUNNING
    try:
        return SUCCESS if query("SELECT @@global.read_only") == "0" else ERROR
    except Away as reason:
        sys.stderr.write("the server does not answer: %s\n" % reason)
        return ERROR


def meta_data():
    words = "Clients may write on the server beside it" if KEEPS_WRITABLE else "How the replication of a MariaDB server is"
    text = "".join(
        '<parameter name="%s" required="%d"><longdesc lang="en">%s</longdesc><shortdesc lang="en">%s</shortdesc>'
        '<content type="string" default="%s"/></parameter>' % (name, name in ("attribute", "socket"), words, name, value)
        for name, value, words in PARAMETERS
    )
    sys.stdout.write(
        '<?xml version="1.0"?>\n<!DOCTYPE resource-agent SYSTEM "ra-api-1.dtd">\n'
        '<resource-agent name="%s" version="1.0"><version>1.0</version><longdesc lang="en">%s.</longdesc>'
        '<shortdesc lang="en">%s</shortdesc><parameters>%s</parameters><actions><action name="start" timeout="60s"/>'
        '<action name="stop" timeout="60s"/><action name="monitor" timeout="20s" interval="5s" depth="0"/>'
        '<action name="meta-data" timeout="5s"/><action name="validate-all" timeout="5s"/></actions></resource-agent>\n'
        % (NAME, words, words, text)
    )
    return SUCCESS


def main():
    verbs = {"start": write_start, "stop": write_stop, "monitor": write_monitor}
    if not KEEPS_WRITABLE:
        verbs = {"start": watch_start, "stop": watch_stop, "monitor": watch_monitor}
    verbs.update({"meta-data": meta_data, "validate-all": lambda: SUCCESS})
    verb = verbs.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if verb is None:
        return UNIMPLEMENTED
    try:
        return verb()
    except OSError as missing:
        sys.stderr.write("%s\n" % missing)
        return NOT_INSTALLED


if __name__ == "__main__":
    sys.exit(main())
