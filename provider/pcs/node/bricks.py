# What is where a brick is or is to be. Making its place is the one act here that changes anything, and it looks again before
# it does: nothing is ever written over data.
import stat

FSTAB = "/etc/fstab"
VOLUME_ID = "trusted.glusterfs.volume-id"


def place(path):
    """What is where a brick is or is to be."""
    names = sorted(os.listdir(path)) if os.path.isdir(path) else []
    parent = os.path.dirname(path)
    return {
        "kind": "nothing" if not os.path.lexists(path) else "folder" if os.path.isdir(path) else "file",
        "names": [as_word(name) for name in names[:5]],
        "count": len(names),
        "volume": volume_id(path),
        "within": next((one for one in parents(path) if volume_id(one)), None),
        "onRoot": os.stat(existing(parent)).st_dev == os.stat("/").st_dev,
        "mounted": mount_source(parent),
        "isMount": mount_source(path) is not None,
    }


def as_word(name):
    return re.sub(r"[^\x20-\x7e]", "?", name)


def parents(path):
    parent = os.path.dirname(path)
    return [] if parent == path else [parent] + parents(parent)


def existing(path):
    return path if os.path.isdir(path) else existing(os.path.dirname(path))


def volume_id(path):
    """The volume that a folder is a brick of, as gluster writes its id."""
    data = None
    try:
        data = os.getxattr(path, VOLUME_ID)
    except AttributeError:
        code, out, _err = tool(["getfattr", "--absolute-names", "--only-values", "-n", VOLUME_ID, path])
        data = out if code == 0 else None
    except (IOError, OSError):
        pass
    if not data or len(data) != 16:
        return None
    digits = "".join("%02x" % byte for byte in bytearray(data))
    return "-".join([digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]])


def mounts():
    """Each mount: what, where, in the kernel's words."""
    rows = [line.split(" ") for line in text(contents("/proc/self/mounts") or b"").splitlines()]
    return [(row[0], re.sub(r"\\([0-7]{3})", lambda found: chr(int(found.group(1), 8)), row[1])) for row in rows if len(row) > 2]


def mount_source(folder):
    return ([None] + [what for what, where in mounts() if where == folder])[-1]


def device(path):
    """What a device holds: a signature that blkid knows, or anything that is not zero."""
    real = os.path.realpath(path)
    if not os.path.exists(real) or not stat.S_ISBLK(os.stat(real).st_mode):
        return {"there": False, "holds": None, "mounted": None}
    mounted = [where for what, where in mounts() if os.path.realpath(what) == real]
    name = os.path.basename(real)
    used = [one for folder in ("holders", "") for one in listed(os.path.join("/sys/class/block", name, folder)) if folder or one.startswith(name)]
    return {"there": True, "holds": "it is used by %s" % ", ".join(used) if used else signature(real), "mounted": mounted[0] if mounted else None}


def listed(folder):
    return sorted(os.listdir(folder)) if os.path.isdir(folder) else []


def signature(real):
    code, out, _err = tool(["blkid", "-p", "-o", "export", real])
    found = [line for line in text(out).splitlines() if re.match(r"(TYPE|PTTYPE|LABEL|UUID)=", line)]
    if found or code not in (0, 2):
        return " ".join(found) or "more than one signature"
    with open(real, "rb") as opened:
        return "something that is not zero" if opened.read(1 << 20).strip(b"\0") else None


def make_brick(request):
    """A brick's folder, on its device where it has one; answers why not instead."""
    path, on = request["path"], request.get("device")
    why = mounted_for(os.path.dirname(path), on, request) if on else None
    if why:
        return {"refused": why}
    seen = place(path)
    is_ours = seen["volume"] is not None and seen["volume"] == request.get("volume")
    if seen["kind"] == "file" or (seen["count"] > 0 and not is_ours):
        return {"refused": "%s holds data: %s" % (path, ", ".join(seen["names"]))}
    if seen["kind"] == "nothing":
        os.makedirs(path, 0o755)
    return {"refused": None}


def mounted_for(folder, on, request):
    seen = device(on)
    if not seen["there"]:
        return "there is no device %s" % on
    if seen["mounted"] is None:
        if seen["holds"] is None:
            if not request.get("makeFilesystem"):
                return "%s has no filesystem" % on
            # Without -f it refuses by itself what holds anything.
            code, out, err = tool(["mkfs.xfs", "-q", "-i", "size=512", os.path.realpath(on)])
            if code != 0:
                return "mkfs.xfs failed on %s (exit %d): %s" % (on, code, text(err or out).strip())
        if not os.path.isdir(folder):
            os.makedirs(folder, 0o755)
        kept(on, folder)
        code, out, err = tool(["mount", folder])
        if code != 0:
            return "%s cannot be mounted on %s (exit %d): %s" % (on, folder, code, text(err or out).strip())
        seen = device(on)
    return None if seen["mounted"] == folder else "%s is mounted on %s, not on %s" % (on, seen["mounted"], folder)


def kept(on, folder):
    """The line of /etc/fstab, so that it is mounted after the next boot too."""
    _code, out, _err = tool(["blkid", "-s", "UUID", "-o", "value", os.path.realpath(on)])
    lines = text(contents(FSTAB) or b"").splitlines()
    if any(line.split()[1:2] == [folder] for line in lines if not line.startswith("#")):
        return
    line = "UUID=%s %s xfs defaults,noatime,nofail 0 0" % (text(out).strip(), folder)
    with open(FSTAB, "a") as opened:
        opened.write("%s# A brick of GlusterFS\n%s\n" % ("" if not lines or contents(FSTAB).endswith(b"\n") else "\n", line))
