# What a node is and holds, in one look: nothing is changed.
import socket


def survey(request):
    conf, status = contents("/etc/corosync/corosync.conf"), crm_mon()
    return {
        "pcs": installed_pcs()[0],
        "pacemaker": first_version(["pacemakerd", "--version"]),
        "corosync": first_version(["corosync", "-v"]),
        "services": dict((name, service(name)) for name in ("pcsd", "corosync", "pacemaker")),
        "corosyncConf": None if conf is None else text(conf),
        "packagedConf": conf is not None and packaged("/etc/corosync/corosync.conf"),
        "objects": ledger(),
        "configured": os.path.exists("/var/lib/pacemaker/cib/cib.xml"),
        "unresolved": [name for name in request["names"] if tool(["getent", "hosts", name])[0] != 0],
        "resolved": resolved(re.findall(r"ring\d+_addr:\s*(\S+)", text(conf or b"")) + request["names"]),
        "witness": witness() if re.search(br"^\s*device\s*\{", conf or b"", re.M) else None,
        "crm_mon": status,
        "fencing": fencing_failures(status),
    }


def resolved(names):
    """What the addresses of a corosync.conf are here: `pcs cluster setup NAME NODE...` writes the nodes' names."""
    return dict((name, addresses(name)) for name in names)


def addresses(name):
    try:
        return sorted(set(found[4][0] for found in socket.getaddrinfo(name, None)))
    except (IOError, OSError, UnicodeError):
        return []


def first_version(argv):
    found = re.search(r"\d+(\.\d+)+", text(tool(argv)[1]))
    return found.group(0) if found else ""


def service(name):
    shown = text(tool(["systemctl", "show", name, "-p", "ActiveState,UnitFileState,LoadState"])[1])
    states = dict(line.split("=", 1) for line in shown.split("\n") if "=" in line)
    return {
        "installed": states.get("LoadState") == "loaded",
        "active": states.get("ActiveState") == "active",
        "enabled": states.get("UnitFileState") == "enabled",
    }


def packaged(path):
    """Debian ships a corosync.conf of one node: nobody's cluster as long as it is unmodified."""
    if len(re.findall(br"^\s*node\s*\{", contents(path) or b"", re.M)) > 1:
        return False  # dpkg takes long to say so
    code, owner, _err = tool(["dpkg", "-S", path])
    if code != 0:
        return False
    code, changed, _err = tool(["dpkg", "--verify", text(owner).split(":")[0]])
    return not any(line.endswith(path) for line in text(changed).split("\n"))


def witness():
    """How the quorum device's daemon stands to its witness: "Connected", "Connect failed", ...; "" where it does not run."""
    found = re.search(r"^State:\s*(.+?)\s*$", text(tool(["corosync-qdevice-tool", "-s"])[1]), re.M)
    return found.group(1) if found else ""


def ledger():
    """What objects of a stack are in the cluster, as the provider notes it; None where nobody does."""
    kept = contents(LEDGER)
    return None if kept is None else text(kept)


def crm_mon():
    for words in (["--output-as=xml"], ["--as-xml"]):
        code, out, _err = tool(["crm_mon", "-1", "-r"] + words)
        if code == 0:
            return text(out)
    return None
