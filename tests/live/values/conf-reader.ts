/**
 * A program for a node: lets pcs change a corosync.conf where it is told to, and answers what is in it by a reader that is
 * not ours, and what Corosync itself says of it.
 */
export const READER = `
import json, os, subprocess, sys, tempfile
request = json.load(sys.stdin)
folder = tempfile.mkdtemp()
path = os.path.join(folder, "corosync.conf")
def contents():
    with open(path, encoding="utf-8", newline="\\n") as opened:
        return opened.read()
with open(path, "w", encoding="utf-8", newline="\\n") as opened:
    opened.write(request["conf"])
code, said = 0, ""
if request["argv"]:
    ran = subprocess.run(request["argv"] + ["--corosync_conf=" + path], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    code, said = ran.returncode, ran.stdout
ran = subprocess.run(["corosync", "-t", "-c", path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
tested = "" if ran.returncode == 0 else ran.stdout
sections, options = [], []
for line in contents().split("\\n"):
    line = line.strip(" \\t")
    if line.endswith("{"):
        sections.append(line[:-1].strip())
    elif line == "}":
        sections.pop()
    elif ": " in line and not line.startswith("#"):
        name, value = line.split(": ", 1)
        options.append([".".join(sections + [name]), value])
os.unlink(path)
os.rmdir(folder)
json.dump({"code": code, "said": said, "tested": tested, "options": options}, sys.stdout)
`;
