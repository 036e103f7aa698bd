# What every program on a node starts with: tools run as lists of words, one request read, one answer written.
# Python 2.7 to 3.13; nothing is left on the node.
import base64, contextlib, errno, fcntl, io, json, os, re, shutil, signal, subprocess, sys, tempfile, time, traceback

LOCK = "/run/lock/pulumi-pacemaker.lock"
LEDGER = "/var/lib/pacemaker/pulumi-pacemaker.objects"  # what provider/pcs/ledger.ts keeps
STARTED = {}  # how often each tool was started here


def text(data):
    return data if isinstance(data, str) else data.decode("utf-8", "replace")


def tool(argv, stdin=b"", environment=None):
    """Runs a program; answers (code, stdout, stderr) with the outputs as bytes; 127 when it is not there."""
    name = " ".join([os.path.basename(argv[0])] + argv[1:2]) if "cibadmin" in argv[0] else os.path.basename(argv[0])
    STARTED[name] = STARTED.get(name, 0) + 1
    # Python 2 would spell words from a request in ASCII, and fail.
    argv = [word if isinstance(word, str) else word.encode("utf-8") for word in argv]
    try:
        child = subprocess.Popen(
            argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
        )
    except OSError as missing:
        if missing.errno not in (errno.ENOENT, errno.EACCES):
            raise
        return 127, b"", ("%s: not found" % argv[0]).encode()
    out, err = child.communicate(stdin)
    return child.returncode, out, err


def contents(path):
    try:
        with open(path, "rb") as opened:
            return opened.read()
    except (IOError, OSError):
        return None


@contextlib.contextmanager
def locked(seconds):
    """One writer a node: holds the lock that other runs of this program wait for."""
    with open(LOCK, "w") as lock:
        deadline = time.time() + seconds
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except (IOError, OSError):
                if time.time() > deadline:
                    raise Busy()
                time.sleep(0.02)
        yield


class Busy(Exception):
    pass


def answer(programs):
    request = json.loads(sys.stdin.read())
    result = programs[request["program"]](request)
    result["tools"] = STARTED
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()
