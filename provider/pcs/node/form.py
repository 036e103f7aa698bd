# A new cluster's files, as `pcs cluster setup` leaves them on each node: pcs itself writes the corosync.conf, and its tour
# of the nodes over HTTPS (7 s for two) is left out, because each node is reached anyway.
import pwd, grp

KNOWN_HOSTS, CIB = "/var/lib/pcsd/known-hosts", "/var/lib/pacemaker/cib"
AUTHKEY = "/etc/corosync/authkey"


def form(request):
    return {"draft": draft, "known": known, "install": install, "unseed": unseed}[request["step"]](request)


def draft(request):
    """What pcs makes of the words, while it gets the nodes' tokens; no file of the cluster is in place yet."""
    if "auth" not in request:
        return drafted_files(request["setup"])
    try:
        with locked(request["patience"]):
            entering = pcs_beside(request["auth"], (request["password"] + "\n").encode("utf-8"))
            try:
                files = drafted_files(request["setup"])
            finally:
                code, out, err = entering.ended()
    except Busy:
        return {"auth": {"code": 1, "said": LOCK + " is held by somebody else."}}
    return dict(files, auth={"code": code, "said": text(err) + "\n" + text(out)})


def drafted_files(argv):
    """Where pcs does more in a setup than put files in place, it does it itself."""
    if sends_certificates():
        return {"instead": "pcsd shares its certificate in a cluster"}
    folder = tempfile.mkdtemp(prefix="pulumi-pacemaker-", dir="/run")
    try:
        path = os.path.join(folder, "corosync.conf")
        # The authentication that runs beside it takes longer.
        code, out, err = pcs_beside(argv + ["--corosync_conf=" + path], nice=10).ended()
        conf = contents(path)
    finally:
        shutil.rmtree(folder)
    if code != 0:
        return {"code": code, "said": text(err) + "\n" + text(out)}
    code, empty, _err = tool(["cibadmin", "--empty"])
    if conf is None or code != 0 or b"<crm_config/>" not in empty:
        return {"instead": "pcs or Pacemaker does not write such files"}
    keys = [base64.b64encode(os.urandom(256)).decode() for _ in range(2)]
    return {"conf": text(conf), "corosyncKey": keys[0], "pacemakerKey": keys[1], "cib": text(empty)}


def sends_certificates():
    for path in ("/etc/default/pcsd", "/etc/sysconfig/pcsd"):
        if re.search(r"(?mi)^\s*PCSD_SSL_CERT_SYNC_ENABLED=['\"]?true", text(contents(path) or b"")):
            return True
    return False


def known(request):
    """The tokens by which this node is let in by the others."""
    found = contents(KNOWN_HOSTS)
    hosts = json.loads(text(found)).get("known_hosts", {}) if found else {}
    version = json.loads(text(found)).get("data_version", 0) if found else 0
    return {"version": version, "hosts": dict((name, hosts[name]) for name in request["names"] if name in hosts)}


def install(request):
    with locked(60):
        return place_all(request)


def place_all(request):
    """The files of one node; corosync.conf is last, as with pcs: with it the node is in the cluster."""
    # The survey has seen that there is no cluster: backups and checksums of an earlier one go, as in pcs's own setup.
    for name in os.listdir(CIB):
        if name.startswith("cib"):
            os.unlink(os.path.join(CIB, name))
    if "hosts" in request:
        remember(request["hosts"], request["version"])
    if os.path.exists("/var/lib/pcsd/pcs_settings.conf"):
        os.unlink("/var/lib/pcsd/pcs_settings.conf")
    place(AUTHKEY, base64.b64decode(request["corosyncKey"]), 0o400)
    place("/etc/pacemaker/authkey", base64.b64decode(request["pacemakerKey"]), 0o400, "hacluster", "haclient")
    place(os.path.join(CIB, "cib.xml"), request["cib"].encode(), 0o600, "hacluster", "haclient")
    place("/etc/corosync/corosync.conf", request["conf"].encode("utf-8"), 0o644)
    return {}


def unseed(request):
    return {"code": tool(["cibadmin", "--delete", "--xpath", request["xpath"]])[0]}


def remember(hosts, version):
    found = contents(KNOWN_HOSTS)
    document = json.loads(text(found)) if found else {"format_version": 1, "data_version": 0, "known_hosts": {}}
    document["data_version"] = max(document["data_version"] + 1, version)
    document["known_hosts"].update(hosts)
    place(KNOWN_HOSTS, json.dumps(document, indent=2, sort_keys=True).encode(), 0o600)


def place(path, data, mode, user="root", group="root"):
    """Whole or not at all, and never readable by others meanwhile."""
    handle, new = tempfile.mkstemp(prefix=".pulumi-pacemaker-", dir=os.path.dirname(path))
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(data)
        os.chown(new, pwd.getpwnam(user).pw_uid, grp.getgrnam(group).gr_gid)
        os.chmod(new, mode)
        os.rename(new, path)
    except BaseException:
        os.unlink(new)
        raise
