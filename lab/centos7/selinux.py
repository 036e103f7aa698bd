#!/usr/bin/python3.9
"""getenforce, setenforce, sestatus, restorecon: SELinux as a mode that can be read and set; no kernel enforces it here."""
import os
import re
import sys

CONFIG, MODE = "/etc/selinux/config", "/run/centos7-selinux"


def main(name, words):
    return {"getenforce": getenforce, "setenforce": setenforce, "sestatus": sestatus}.get(name, nothing)(words)


def mode():
    """Of this boot: what the configuration said when it began, until somebody sets another."""
    with open(MODE if os.path.exists(MODE) else CONFIG) as opened:
        return re.search(r"^SELINUX=(\w+)", opened.read(), re.M).group(1)


def getenforce(_words):
    print(mode().capitalize())
    return 0


def setenforce(words):
    wanted = {"0": "permissive", "1": "enforcing"}.get({"permissive": "0", "enforcing": "1"}.get(words[0].lower(), words[0])) if words else None
    if wanted is None:
        sys.stderr.write("usage:  setenforce [ Enforcing | Permissive | 1 | 0 ]\n")
        return 1
    if mode() == "disabled":
        sys.stderr.write("setenforce: SELinux is disabled\n")
        return 1
    with open(MODE, "w") as opened:
        opened.write("SELINUX=%s\n" % wanted)
    return 0


def sestatus(_words):
    print("SELinux status:                 %s" % ("disabled" if mode() == "disabled" else "enabled"))
    if mode() != "disabled":
        print("Current mode:                   %s" % mode())
    return 0


def nothing(_words):
    return 0


if __name__ == "__main__":
    sys.exit(main(os.path.basename(sys.argv[0]), sys.argv[1:]))
