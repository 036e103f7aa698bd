#!/usr/bin/python3.9
"""rpm's questions for packages: -q NAME..., -q --qf FORMAT NAME..., -qa. Debian's packages answer."""
import subprocess
import sys

sys.path.insert(0, "/usr/lib/centos7")
from packages import TOOLS, environment, installed

USUAL = "%{NAME}-%{VERSION}-%{RELEASE}.x86_64\n"


def main(words):
    template, names = USUAL, []
    words = list(words)
    asks = False
    while words:
        word = words.pop(0)
        if word in ("--qf", "--queryformat") and words:
            template = words.pop(0).replace("\\n", "\n")
        elif word in ("-q", "--query", "--quiet"):
            asks = True
        elif word in ("-qa", "-aq"):
            asks, names = True, everything()
        elif word == "--version":
            print("RPM version 4.11.3")
            return 0
        elif word.startswith("-"):
            return refused(word)
        else:
            names.append(word)
    if not asks or not names:
        return refused(" ".join(sys.argv[1:]))
    found = installed(names)
    for name in names:
        if name in found:
            sys.stdout.write(filled(template, name, *found[name]))
        else:
            print("package %s is not installed" % name)
    return min(255, len([name for name in names if name not in found]))


def filled(template, name, version, release):
    values = {"NAME": name, "VERSION": version, "RELEASE": release, "ARCH": "x86_64", "EPOCH": "(none)"}
    for key, value in values.items():
        template = template.replace("%%{%s}" % key, value)
    return template


def everything():
    argv = [TOOLS + "/dpkg-query", "-W", "-f", "${Package}\n"]
    return subprocess.check_output(argv, env=environment()).decode().split()


def refused(words):
    sys.stderr.write("rpm: this stand-in only answers questions for packages, not: %s\n" % words)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
