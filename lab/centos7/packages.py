"""What packages of CentOS 7 are called here, and how they are shown: beneath are Debian's, whose tools are out of sight."""
import os
import re
import subprocess

# Debian's own tools, moved where no PATH leads.
TOOLS = "/usr/lib/centos7/debian"
NAMES = {"fence-agents-all": "fence-agents", "python": "python2.7", "python3": None, "podman": None, "yum": "apt", "rpm": "dpkg"}
# What CentOS's packages require, and Debian's only recommend.
REQUIRED = {"pacemaker": ["pacemaker-cli-utils"]}
VERSIONS = {"pcs": "0.9.169-3.el7.centos.1"}


def debian_name(name):
    """None for what CentOS 7 does not have."""
    return NAMES.get(name, name)


def debian_names(names):
    """All that Debian has to install or to remove for them."""
    return [each for name in names for each in [debian_name(name)] + REQUIRED.get(name, [])]


def environment():
    found = dict(os.environ, DEBIAN_FRONTEND="noninteractive", LC_ALL="C.UTF-8")
    found["PATH"] = TOOLS + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    return found


def installed(names):
    """Version and release by the name in CentOS 7, of those that are installed."""
    known = dict((debian_name(name), name) for name in names if debian_name(name))
    argv = [TOOLS + "/dpkg-query", "-W", "-f", "${Package} ${db:Status-Status} ${Version}\n"] + sorted(known)
    shown = subprocess.run(argv, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) if known else None
    rows = [line.split() for line in shown.stdout.decode().splitlines()] if shown else []
    return dict((known[row[0]], version(known[row[0]], row[2])) for row in rows if row[1:2] == ["installed"])


def version(name, debian):
    """(VERSION, RELEASE); Debian's has an epoch in front, and may have no release."""
    number, _dash, release = VERSIONS.get(name, re.sub(r"^\d+:", "", debian)).partition("-")
    return number, release or "1"
