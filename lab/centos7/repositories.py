"""Which repositories a host has, and whether they can be reached in 2026: those of CentOS 7 only where they were archived."""
import configparser
import glob
import os
import re

FOLDERS = {"base": "os", "updates": "updates", "extras": "extras"}


class Unreachable(Exception):
    pass


def reach_all(folder="/etc/yum.repos.d", keys=os.path.exists):
    """The ids of those that are switched on; raises Unreachable for the first one that cannot be had, as yum does."""
    parser = configparser.RawConfigParser(strict=False)
    parser.read(sorted(glob.glob(os.path.join(folder, "*.repo"))))
    enabled = [name for name in parser.sections() if parser.get(name, "enabled", fallback="1").strip() not in ("0", "no", "false")]
    if not enabled:
        raise Unreachable("There are no enabled repos.")
    for name in enabled:
        reach(name, dict(parser.items(name)), keys)
    return enabled


def reach(name, values, keys):
    listed, base = values.get("mirrorlist", ""), values.get("baseurl", "")
    if listed and not base:
        raise Unreachable(no_host(name, listed, "Could not retrieve mirrorlist %s error was\n" % expanded(listed)))
    host = re.sub(r"^\w+://([^/]*).*$", r"\1", base)
    if host in ("mirror.centos.org", "mirrorlist.centos.org", ""):
        raise Unreachable(no_host(name, base, ""))
    # An archive has the release's full number, which "7" is not, and a folder for each repository.
    if "/7.9.2009/%s/" % FOLDERS.get(name, name) not in expanded(base):
        raise Unreachable("%srepodata/repomd.xml: [Errno 14] HTTPS Error 404 - Not Found\nTrying other mirror." % expanded(base))
    key = values.get("gpgkey", "").replace("file://", "")
    if values.get("gpgcheck", "0").strip() == "1" and not keys(key):
        raise Unreachable("GPG key retrieval failed: [Errno 14] curl#37 - \"Couldn't open file %s\"" % key)


def no_host(name, address, first):
    host = re.sub(r"^\w+://([^/]*).*$", r"\1", address)
    return (
        '%s14: curl#6 - "Could not resolve host: %s; Unknown error"\n\n\n'
        " One of the configured repositories failed (Unknown),\n"
        " and yum doesn't have enough cached data to continue.\n\n"
        "Cannot find a valid baseurl for repo: %s/7/x86_64" % (first, host, name)
    )


def expanded(address):
    return address.replace("$releasever", "7").replace("$basearch", "x86_64").replace("$infra", "genclo")
