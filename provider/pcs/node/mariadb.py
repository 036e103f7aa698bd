# What a MariaDB server on a node is, its certificate, statements for it, and a copy of it from the other node's server.
import calendar, stat

OWN = ("mysql", "performance_schema", "sys", "test", "lost+found", "#rocksdb", "#innodb_redo")
MARK = "pulumi-pacemaker.pair"


def mariadb(request):
    acts = {"survey": examine, "certify": certify, "say": say, "receive": receive, "send": send, "mark": put_mark}
    return acts[request["act"]](request)


def examine(request):
    """What is there, with the server running or not; nothing is changed."""
    folder = request["datadir"]
    versions = [first_line([name, "--version"]) for name in ("mariadbd", "mysqld", "/usr/libexec/mysqld")]
    certificate = contents(os.path.join(request["keys"], "server.pem"))
    return {
        "osRelease": text(contents("/etc/os-release") or b""),
        "version": ([one for one in versions if one] or [""])[0],
        "programs": dict((name, tool([name, "--version"])[0] != 127) for name in request["programs"]),
        "time": time.time(),
        "databases": databases(folder),
        "replicates": any(os.path.exists(os.path.join(folder, name)) for name in ("master.info",)),
        "mark": None if contents(os.path.join(folder, MARK)) is None else text(contents(os.path.join(folder, MARK))).strip(),
        "certificate": None if certificate is None else text(certificate),
        "peers": text(contents(os.path.join(request["keys"], "peers.pem")) or b""),
        "configured": max([changed(path) for path in request["configuration"]] or [0]),
    }


def changed(path):
    return os.stat(path).st_mtime if os.path.exists(path) else 0


def first_line(argv):
    code, out, _err = tool(argv)
    return text(out).strip().split("\n")[0] if code == 0 else ""


def databases(folder):
    """Databases that somebody has made: each is a folder of the data."""
    try:
        names = sorted(os.listdir(folder))
    except (IOError, OSError):
        return []
    return [name for name in names if name not in OWN and os.path.isdir(os.path.join(folder, name))]


def certify(request):
    """A key that never leaves the node, and a certificate that signs itself: the other node trusts it and nobody else."""
    folder, name = request["keys"], request["name"]
    if not os.path.isdir(folder):
        os.makedirs(folder, 0o755)
    key, certificate = os.path.join(folder, "server.key"), os.path.join(folder, "server.pem")
    if contents(certificate) is None or contents(key) is None:
        umask = os.umask(0o077)
        words = ["-newkey", "rsa:2048", "-nodes", "-days", "36500", "-subj", "/CN=" + name]
        code, _out, err = tool(["openssl", "req", "-x509"] + words + ["-keyout", key, "-out", certificate])
        os.umask(umask)
        if code != 0:
            return {"failure": "openssl: %s" % text(err).strip()[-300:]}
    os.chmod(certificate, 0o644)
    os.chmod(key, 0o640)
    give(key, "root", "mysql")
    return {"certificate": text(contents(certificate))}


def give(path, user, group):
    code, _out, err = tool(["chown", "%s:%s" % (user, group), path])
    if code != 0:
        raise EnvironmentError(text(err))


def say(request):
    """Statements by standard input, so that no secret is among arguments; answers what comes out, a line a row."""
    words = ["--socket=" + request["socket"], "--batch", "--skip-column-names", "--connect-timeout=10", "--default-character-set=utf8mb4"]
    # Words of the server may hold line breaks, which only the other way of writing keeps in their column.
    words += ["--column-names"] if request["names"] else ["--raw"]
    code, out, err = tool([request["client"]] + words, request["statements"].encode("utf-8"))
    return {"code": code, "out": text(out), "err": text(err)}


def put_mark(request):
    path = os.path.join(request["datadir"], MARK)
    with open(path, "w") as opened:
        opened.write(request["pair"] + "\n")
    give(path, "mysql", "mysql")
    return {}


def receive(request):
    """Takes a copy of the other server's data in place of what is here, and makes it ready to be started."""
    folder, keys = request["datadir"], request["keys"]
    fresh = folder.rstrip("/") + ".copy"
    shutil.rmtree(fresh, True)
    os.mkdir(fresh, 0o700)
    listen = "OPENSSL-LISTEN:%d,reuseaddr,%s" % (request["port"], trust(keys))
    source = subprocess.Popen(["socat", "-u", "-T", "60", listen, "STDOUT"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    unpack = subprocess.Popen(["mbstream", "-x", "-C", fresh], stdin=source.stdout, stderr=subprocess.PIPE)
    source.stdout.close()
    unpacked = unpack.communicate()[1]
    heard = source.communicate()[1]
    if source.returncode != 0 or unpack.returncode != 0:
        shutil.rmtree(fresh, True)
        return {"failure": "receiving the copy: %s" % text(heard + unpacked).strip()[-600:]}
    code, out, err = tool(["mariadb-backup", "--prepare", "--target-dir=" + fresh])
    if code != 0:
        shutil.rmtree(fresh, True)
        return {"failure": "preparing the copy: %s" % text(err or out).strip()[-600:]}
    position = [text(contents(os.path.join(fresh, name)) or b"") for name in ("mariadb_backup_binlog_info", "xtrabackup_binlog_info")]
    position = ([one for one in position if one] or [""])[0].split()
    with open(os.path.join(fresh, MARK), "w") as opened:
        # Where the copy ends is needed until the replication begins there.
        opened.write("%s copied:%s\n" % (request["pair"], position[2] if len(position) > 2 else ""))
    empty(folder)
    for name in os.listdir(fresh):
        os.rename(os.path.join(fresh, name), os.path.join(folder, name))
    os.rmdir(fresh)
    give_all(folder)
    tool(["restorecon", "-R", folder])
    return {}


def empty(folder):
    """The folder itself may be a mount of its own."""
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        else:
            os.unlink(path)


def give_all(folder):
    code, _out, err = tool(["chown", "-R", "mysql:mysql", folder])
    if code != 0:
        raise EnvironmentError(text(err))


def send(request):
    """Sends a copy of the running server's data; the server goes on meanwhile."""
    to = "OPENSSL:%s:%d,%s,verify=1,commonname=%s" % (bracketed(request["to"]), request["port"], trust(request["keys"]), request["name"])
    space = tempfile.mkdtemp(prefix="pulumi-pacemaker-copy-")
    try:
        words = ["--backup", "--stream=mbstream", "--target-dir=" + space, "--socket=" + request["socket"], "--user=root"]
        log = open(os.path.join(space, "log"), "w+")
        backup = subprocess.Popen(["mariadb-backup"] + words, stdout=subprocess.PIPE, stderr=log)
        sink = subprocess.Popen(
            ["socat", "-u", "-T", "60", "STDIN", to + ",retry=60,interval=0.5"], stdin=backup.stdout, stderr=subprocess.PIPE
        )
        backup.stdout.close()
        heard = sink.communicate()[1]
        backup.wait()
        log.seek(0)
        told = log.read()
        if backup.returncode != 0 or sink.returncode != 0:
            return {"failure": "sending the copy: %s" % (text(heard) + told[-600:]).strip()}
        return {}
    finally:
        shutil.rmtree(space, True)


def trust(keys):
    return "cert=%s,key=%s,cafile=%s" % tuple(os.path.join(keys, name) for name in ("server.pem", "server.key", "peers.pem"))


def bracketed(address):
    return "[%s]" % address if ":" in address else address
