# What a host has of GlusterFS: its daemon, its pool, its volumes, and what is where bricks are to be.
import xml.etree.ElementTree as elements

INFO = "/var/lib/glusterd/glusterd.info"
# Who waits for more entries than these does not look at each of them, which takes minutes on a host that heals them.
MANY = 100


def gluster(request):
    return {"look": gluster_look, "state": gluster_state, "brick": make_brick}[request["act"]](request)


def gluster_look(request):
    peers, volumes = asked("peer", "status"), asked("volume", "info")
    code, out, _err = tool(["gluster", "--version"])
    return {
        "version": text(out).split("\n")[0].replace("glusterfs", "").strip() if code == 0 else None,
        "running": peers is not None,
        "uuid": own_uuid(),
        "clock": time.time(),
        "peers": [peer(one) for one in peers.iter("peer")] if peers is not None else [],
        "volumes": [volume(one) for one in volumes.iter("volume")] if volumes is not None else [],
        "places": dict((path, place(path)) for path in request["places"]),
        "devices": dict((path, device(path)) for path in request["devices"]),
    }


def gluster_state(request):
    """Which bricks of a volume answer, what is to be healed, and how many programs have it mounted."""
    name = request["volume"]
    status = asked("volume", "status", name)
    counted = heal_counts(name) if request.get("waiting") else {}
    many = any(count > MANY for count in counted.values())
    heal = None if many else asked("volume", "heal", name, "info", "summary")
    bricks = {}
    healing = dict((brick, {"pending": count, "splitBrain": 0}) for brick, count in counted.items()) if many else {}
    for node in status.iter("node") if status is not None else []:
        host, path = said(node, "hostname"), said(node, "path")
        if path.startswith("/"):
            bricks["%s:%s" % (host, path)] = said(node, "status") == "1"
    for brick in heal.iter("brick") if heal is not None else []:
        pending, split = said(brick, "totalNumberOfEntries"), said(brick, "numberOfEntriesInSplitBrain")
        if said(brick, "status") == "Connected" and pending.isdigit():
            healing[said(brick, "name")] = {"pending": int(pending), "splitBrain": int(split) if split.isdigit() else 0}
    return {"online": bricks, "healing": healing, "clients": clients(name)}


def heal_counts(name):
    """How many entries each brick's index has for others, without a look at them; those in split brain are among these."""
    words = ["gluster", "--mode=script", "volume", "heal", name, "statistics", "heal-count"]
    code, out, _err = tool(["timeout", "-k", "5", "50"] + words)
    found = re.findall(r"^Brick (\S+)\s*\nNumber of entries: (\d+)", text(out), re.M) if code == 0 else []
    return dict((brick, int(count)) for brick, count in found)


def clients(name):
    """Mounts and programs; the pool's own daemons are none. Old versions do not tell."""
    code, out, _err = tool(["gluster", "--mode=script", "volume", "status", name, "client-list"])
    rows = re.findall(r"^(fuse|gfapi\S*)\s+(\d+)\s*$", text(out), re.M) if code == 0 else []
    return sum(int(count) for _kind, count in rows)


def asked(*words):
    """The answer as XML; nothing where the daemon does not run, says that it cannot, or does not answer in time."""
    _code, out, _err = tool(["timeout", "-k", "5", "50", "gluster", "--mode=script", "--xml"] + list(words))
    try:
        root = elements.fromstring(out)
    except Exception:
        return None
    return root if (root.findtext("opRet") or "") == "0" else None


def said(element, name):
    return (element.findtext(name) or "").strip()


def own_uuid():
    found = re.search(r"^UUID=(\S+)$", text(contents(INFO) or b""), re.M)
    return found.group(1) if found else None


def peer(element):
    names = [said(element, "hostname")] + [(one.text or "").strip() for one in element.iter("hostname")]
    return {
        "uuid": said(element, "uuid"),
        "names": sorted(set(name for name in names if name)),
        "connected": said(element, "connected") == "1",
        "state": said(element, "stateStr"),
    }


def volume(element):
    bricks = [
        {"name": said(one, "name"), "host": said(one, "hostUuid"), "arbiter": said(one, "isArbiter") == "1"}
        for one in element.iter("brick")
    ]
    options = dict((said(one, "name"), said(one, "value")) for one in element.iter("option"))
    return {
        "name": said(element, "name"),
        "id": said(element, "id"),
        "started": said(element, "statusStr") == "Started",
        "type": said(element, "typeStr"),
        "replicas": int(said(element, "replicaCount") or 0),
        "bricks": bricks,
        "options": options,
    }
