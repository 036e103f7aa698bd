# What a destroyed cluster leaves on a node: tokens that its nodes accept from each other, and the backups that pcs made
# of its corosync.conf; and what this package keeps there. pcs itself revokes the tokens, inside this process, so that none
# is in an argument list.
def forget(request):
    if "recall" in request:
        return {"tokens": accepted(request["recall"])}
    folder = "/etc/corosync"
    for name in os.listdir(folder) if os.path.isdir(folder) else []:
        path = os.path.join(folder, name)
        if re.match(r"corosync\.conf\.\d+$", name) and is_of(text(contents(path) or b""), request["cluster"]):
            os.unlink(path)
    for path in (LOCK, LEDGER):
        if os.path.exists(path):
            os.unlink(path)
    return {"revoked": not request["tokens"] or revoke(request["tokens"])}


def accepted(names):
    """The tokens by which this node is let in by others, by their name."""
    known = contents("/var/lib/pcsd/known-hosts")
    hosts = json.loads(text(known)).get("known_hosts", {}) if known else {}
    return dict((name, hosts[name]["token"]) for name in names if name in hosts)


def is_of(conf, cluster):
    found = dict(re.findall(r"^\s*(cluster_name|cluster_uuid):\s*(\S+)", conf, re.M))
    uuid = found.get("cluster_uuid")
    return found.get("cluster_name") == cluster["name"] and uuid in (None, cluster.get("uuid", uuid))


def revoke(tokens):
    try:
        import contextlib, pcs.app
    except ImportError:
        return False
    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
        try:
            pcs.app.main(["pcsd", "deauth"] + tokens)
        except SystemExit as end:
            return not end.code
    return True
