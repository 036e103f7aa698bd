#!/usr/bin/python3.9
"""yum: install, update, remove, makecache, clean, repolist. apt does it, from the folder of packages, out of sight."""
import os
import subprocess
import sys
import time

sys.path.insert(0, "/usr/lib/centos7")
from packages import TOOLS, debian_name, debian_names, environment, installed
from repositories import Unreachable, reach_all

LOCK, LOG, SETTLE = "/var/run/yum.pid", "/var/log/yum.log", "/usr/lib/centos7/settle"
# A slow line: as long as cloud-init's update holds the lock at the first boot.
FIRST_BOOT_SECONDS = 20
VERBS = ("install", "update", "upgrade", "remove", "erase", "makecache", "clean", "repolist")
APT = [TOOLS + "/apt-get", "-y", "-q", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold"]


def main(words):
    if os.geteuid() != 0:
        return failed("You need to be root to perform this command.")
    names = [word for word in words if not word.startswith("-")]
    options = [word for word in words if word.startswith("-")]
    if not names or names[0] not in VERBS:
        return failed("No such command: %s. This stand-in knows %s." % (" ".join(names[:1]), ", ".join(VERBS)))
    verb, names = names[0], names[1:]
    if verb not in ("clean", "repolist", "makecache") and not set(options) & {"-y", "--assumeyes"}:
        return failed("Exiting on user command")
    lock()
    try:
        if is_first_boot():
            time.sleep(FIRST_BOOT_SECONDS)
        return done(verb, names)
    except Unreachable as away:
        return failed("%s" % away)
    finally:
        os.unlink(LOCK)


def done(verb, names):
    if verb == "clean":
        print("Cleaning repos: base extras updates")
        return 0
    if verb in ("remove", "erase"):
        return applied("Erased", "remove", sorted(installed(names)))
    repositories = reach_all()
    if verb == "repolist":
        print("\n".join(["repo id"] + repositories))
        return 0
    missing = [name for name in names if name not in installed(names)]
    code = apt(["update"])
    if code != 0 or verb == "makecache":
        return code
    if verb in ("update", "upgrade"):
        return apt(["dist-upgrade"])
    wanted = [name for name in missing if exists(name)]
    for name in missing:
        if name not in wanted:
            print("No package %s available." % name)
    if missing and not wanted:
        return failed("Error: Nothing to do")
    return applied("Installed", "install", wanted)


def applied(what, verb, names):
    if not names:
        print("Nothing to do")
        return 0
    before = installed(names)
    code = apt([verb] + debian_names(names))
    after = dict(before, **installed(names))
    with open(LOG, "a") as log:
        for name in names if code == 0 else []:
            log.write("%s %s: %s-%s-%s.x86_64\n" % (time.strftime("%b %d %H:%M:%S"), what, name, *after[name]))
    return code


def apt(words):
    """With Debian's Python in sight of the packages' own scripts, and with no service started: CentOS starts none."""
    begun = subprocess.call([SETTLE, "open"])
    try:
        return begun or subprocess.call(APT + words, env=environment(), stdin=subprocess.DEVNULL)
    finally:
        subprocess.call([SETTLE, "close"])


def exists(name):
    known = debian_name(name)
    argv = [TOOLS + "/apt-cache", "show", "--quiet", known or name]
    return known is not None and subprocess.call(argv, env=environment(), stdout=-3, stderr=-3) == 0


def lock():
    """One yum at a time; a number that no process has any more is nobody's."""
    told = False
    while True:
        try:
            handle = os.open(LOCK, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
            os.write(handle, str(os.getpid()).encode())
            return os.close(handle)
        except FileExistsError:
            with open(LOCK) as opened:
                holder = opened.read().strip()
        if holder and not os.path.exists("/proc/" + holder):
            os.unlink(LOCK)
        elif not told:
            told = True
            print("Existing lock %s: another copy is running as pid %s.\nAnother app is currently holding the yum lock; "
                  "waiting for it to exit..." % (LOCK, holder), flush=True)
        time.sleep(2 if holder else 0.1)


def is_first_boot():
    parent = "/proc/%d/cmdline" % os.getppid()
    if not os.path.exists(parent):
        return False
    with open(parent) as opened:
        return "cloud-init" in opened.read()


def failed(message):
    sys.stderr.write(message + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
