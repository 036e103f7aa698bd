# What a host has of what a cluster needs, in one look, and files written whole. Secrets come by stdin and stay in memory.
import glob, grp, pwd, stat, struct, warnings

APT_LOCKS = ("/var/lib/dpkg/lock-frontend", "/var/lib/dpkg/lock", "/var/lib/apt/lists/lock", "/var/cache/apt/archives/lock")
RPM_LOCKS = ("/var/lib/rpm/.rpm.lock", "/usr/lib/sysimage/rpm/.rpm.lock")
PID_FILES = ("/var/run/yum.pid", "/var/cache/dnf/metadata_lock.pid", "/var/cache/dnf/download_lock.pid", "/var/lib/dnf/rpmdb_lock.pid")


def host(request):
    return {"look": look, "busy": busy, "file": whole_file, "write": write}[request["act"]](request)


def look(request):
    conf = "/etc/corosync/corosync.conf"
    return {
        "files": dict((path, as_text(contents(path))) for pattern in request["files"] for path in glob.glob(pattern)),
        "packages": versions(request["packages"]),
        "services": dict((name, service(name)) for name in request["services"]),
        "password": password("hacluster", request["password"]),
        "packagedConf": contents(conf) is not None and packaged(conf),
        "firewalld": firewalld(),
        "ufw": ufw(),
        "selinux": selinux(),
    }


def busy(_request):
    """Who prepares the host already: cloud-init, which rewrites files, and whoever holds the packages' lock."""
    started = [path for path in ("/run/cloud-init/enabled", "/run/cloud-init/status.json") if os.path.exists(path)]
    holders = [pid for pid in [locker(path) for path in APT_LOCKS + RPM_LOCKS] + [written(path) for path in PID_FILES] if pid]
    return {
        "cloudInit": bool(started) and not os.path.exists("/run/cloud-init/result.json"),
        "packages": {"pid": holders[0], "name": as_text(contents("/proc/%d/comm" % holders[0]) or b"").strip()} if holders else None,
    }


def whole_file(request):
    data = contents(request["path"])
    if data is None:
        return {"text": None, "mode": None, "owner": None, "group": None}
    known = os.stat(request["path"])
    owner, group = name_of(pwd.getpwuid, known.st_uid), name_of(grp.getgrgid, known.st_gid)
    return {"text": as_text(data), "mode": stat.S_IMODE(known.st_mode), "owner": owner, "group": group}


def name_of(look_up, number):
    try:
        return look_up(number)[0]
    except KeyError:
        return str(number)


def write(request):
    """Writes a file whole or removes it, if it still is what it was when the new text was made."""
    path, before = os.path.realpath(request["path"]), contents(request["path"])
    if as_text(before) != request["before"]:
        return {"written": False}
    if request["text"] is None:
        if before is not None:
            os.unlink(path)
        return {"written": True}
    try:
        owner = pwd.getpwnam(request["owner"]).pw_uid if "owner" in request else None
        group = grp.getgrnam(request["group"]).gr_gid if "group" in request else None
    except KeyError as unknown:
        return {"written": False, "unknown": str(unknown.args[0])}
    data = request["text"].encode("latin-1")
    if not os.path.isdir(os.path.dirname(path)):
        os.makedirs(os.path.dirname(path), 0o755)
    handle, new = tempfile.mkstemp(prefix=".pulumi-pacemaker-", dir=os.path.dirname(path))
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        set_attributes(path, new, request.get("mode"), owner, group)
        os.rename(new, path)
    except (IOError, OSError) as failure:
        os.unlink(new)
        if failure.errno != errno.EBUSY:
            raise
        # A file that is a mount of its own, as in a container, cannot be replaced.
        with open(path, "wb") as opened:
            opened.write(data)
    # SELinux's label is by the file's place; where there is no SELinux there is no such tool.
    tool(["restorecon", path])
    return {"written": True}


def set_attributes(path, new, mode, owner, group):
    """What was asked for, or what the file before had; a secret is never readable meanwhile."""
    known = os.stat(path) if os.path.exists(path) else None
    if known:
        os.chown(new, known.st_uid, known.st_gid)
    os.chown(new, -1 if owner is None else owner, -1 if group is None else group)
    before = stat.S_IMODE(known.st_mode) if known else 0o644
    os.chmod(new, before if mode is None else mode)


def as_text(data):
    """A character for each byte, so that what is not changed goes back as it was."""
    return None if data is None else data.decode("latin-1")


def versions(names):
    code, out, _err = tool(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status} ${Version}\n"] + names)
    if code != 127:
        rows = [line.split() for line in text(out).splitlines()]
        return dict((row[0], row[2]) for row in rows if len(row) == 3 and row[1] == "installed")
    _code, out, _err = tool(["rpm", "-q", "--qf", "%{NAME} %{VERSION}-%{RELEASE}\n"] + names)
    rows = [line.split() for line in text(out).splitlines()]
    return dict((row[0], row[1]) for row in rows if len(row) == 2 and row[0] in names)


def password(user, given):
    lines = [line.split(":") for line in as_text(contents("/etc/shadow") or b"").splitlines()]
    hashed = dict((line[0], line[1]) for line in lines if len(line) > 1).get(user)
    if hashed is None:
        return "no user"
    return "matches" if len(hashed) > 10 and crypted(given, hashed) == hashed else "differs"


def crypted(given, hashed):
    """The password hashed in the way of another hash; Python lost the module for it in 3.13."""
    try:
        warnings.simplefilter("ignore")
        import crypt

        return crypt.crypt(given if isinstance(given, str) else given.encode("utf-8"), str(hashed))
    except ImportError:
        pass
    for name in ("libcrypt.so.1", "libcrypt.so.2"):
        try:
            import ctypes

            library = ctypes.CDLL(name)
            library.crypt.restype = ctypes.c_char_p
            return text(library.crypt(given.encode("utf-8"), hashed.encode("utf-8")) or b"")
        except (ImportError, OSError):
            pass
    perl = "my ($given, $hashed) = <STDIN>; chomp($given, $hashed); print crypt($given, $hashed)"
    return text(tool(["perl", "-e", perl], ("%s\n%s\n" % (given, hashed)).encode("utf-8"))[1])


def locker(path):
    """The process that holds a lock on a file; 0 when nobody does, or nobody that can be seen from here."""
    try:
        with open(path, "rb") as opened:
            asked = struct.pack("@hhqqi", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
            kind, _whence, _start, _length, pid = struct.unpack("@hhqqi", fcntl.fcntl(opened, fcntl.F_GETLK, asked))
    except (IOError, OSError):
        return 0
    return pid if kind != fcntl.F_UNLCK and pid > 0 else 0


def written(path):
    """The living process whose number a lock file holds; it outlives one that was killed."""
    number = as_text(contents(path) or b"").strip()
    return int(number) if number.isdigit() and os.path.exists("/proc/" + number) else 0


def firewalld():
    if not service("firewalld")["active"]:
        return None
    query = ["--query-service=high-availability"]
    return {
        "permanent": tool(["firewall-cmd", "--permanent"] + query)[0] == 0,
        "running": tool(["firewall-cmd"] + query)[0] == 0,
    }


def ufw():
    code, out, _err = tool(["ufw", "status"])
    if code != 0 or "Status: active" not in text(out):
        return None
    return re.findall(r"^(\S+)\s+ALLOW", text(out), re.M)


def selinux():
    code, out, _err = tool(["getenforce"])
    return text(out).strip().lower() if code == 0 else None
