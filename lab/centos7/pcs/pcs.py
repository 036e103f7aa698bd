#!/usr/bin/python3.9
"""
pcs 0.9.169 for a host that shows itself as CentOS 7: takes the words of 0.9, refuses all others, and lets the pcs that is
installed (0.10) do it. What the cluster does is Pacemaker 2's and Corosync 3's.
"""
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
from configuration import change
from grammar import VERSION, Refused, translated
from refusal import usage

REAL = ["/usr/bin/python3.9", "-Es", "/usr/lib/centos7/pcs-0.10"]
# What pcs learned after 0.9, by the names that it gives it.
LATER = (
    r"separated-name|keys-sync|transport|corosync\.link|config\.update|authkey|get\.struct|tag|custom-id|promot|podman|multiple|"
    r"rule-rsc-op|defaults\.rule|number|demote|auth\.|disaster|no-master|brief|create\.local|remove\.list"
)
EARLIER = ["pcmk.resource.create.master", "pcmk.resource.master", "pcs.auth"]


def main(argv):
    try:
        calls, flags = translated(argv)
        if "version" in flags:
            print(VERSION)
            if "full" in flags:
                print(" ".join(sorted(capabilities())))
            return 0
        if not argv or "help" in flags or "h" in flags:
            usage()
    except Refused as refused:
        sys.stdout.write(refused.stdout)
        sys.stderr.write(refused.stderr)
        return 1
    for call in calls:
        code = changed(call, flags.get("f")) if call.change else run(call.argv, call.flags, flags.get("f"))
        if code != 0:
            return code
    return 0


def run(argv, flags, path):
    given = ["-f", flags.get("f", path)] if "f" in flags or path else []
    for name, value in flags.items():
        if name in ("u", "p"):
            given += ["-" + name, value]
        elif name != "f":
            given.append("--%s=%s" % (name, value) if value else "--" + name)
    sys.stdout.flush()
    # A negative number is no option, whatever it looks like.
    return subprocess.call(REAL + given + ["--"] + argv)


def changed(call, path):
    """In a file, and what came of it goes to the cluster as a difference."""
    if path:
        code = run(call.argv, call.flags, path)
        if code == 0:
            change(path, *call.change)
        return code
    with tempfile.TemporaryDirectory() as folder:
        old, new = os.path.join(folder, "old"), os.path.join(folder, "new")
        asked = subprocess.run(["cibadmin", "--query"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        if asked.returncode != 0:
            sys.stderr.write("Error: unable to get cib\n")
            return 1
        for path in (old, new):
            with open(path, "wb") as opened:
                opened.write(asked.stdout)
        waits = "wait" in call.flags
        code = run(call.argv, dict((name, value) for name, value in call.flags.items() if name != "wait"), new)
        if code != 0:
            return code
        change(new, *call.change)
        code = run(["cluster", "cib-push", new, "diff-against=" + old], {}, None)
        return subprocess.call(["crm_resource", "--wait"]) if code == 0 and waits else code


def capabilities():
    listed = subprocess.check_output(REAL + ["--version", "--full"]).decode().split("\n")[1].split()
    return [name for name in listed if not re.search(LATER, name)] + EARLIER


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
