# What a node's own log says of fencing that failed: Pacemaker keeps the agents' words nowhere else.
LOGS = ("/var/log/pacemaker/pacemaker.log", "/var/log/pacemaker.log", "/var/log/cluster/corosync.log")
LAST_BYTES = 2 ** 22

# An agent's own words; how one run of an agent ended; how all that was tried for a node ended. Pacemaker 1.1 to 3.0.
SAID = re.compile(r"(\S+)\[(\d+)\] stderr: \[ (.*?) \]\s*$")
RAN = re.compile(
    r"Operation '[\w-]+' \[(\d+)\] (?:\(call [^)]*\) )?(?:targeting (\S+) )?(?:using (\S+) )?"
    r"(?:for (?:host '([^']*)' with )?device '([^']*)' )?(?:returned:?|could not be executed:) (.*)$"
)
ENDED = re.compile(r"Operation '?[\w-]+'? (?:targeting|of) (\S+) by (?:.*?) for \S+: (.*)$")


def fencing_failures(status):
    """Why each node and each fencing device failed last, and when (seconds since 1970), where something is amiss now."""
    if status is None or not re.search(r'unclean="true"|<failure ', status):
        return {}
    found = sorted((os.stat(path).st_mtime, path) for path in logs() if os.path.isfile(path))
    return failures_in(last_of(found[-1][1]).split("\n")) if found else {}


def logs():
    named = [contents(path) or b"" for path in ("/etc/default/pacemaker", "/etc/sysconfig/pacemaker")]
    given = re.findall(r"^\s*PCMK_logfile=[\"']?([^\s\"']+)", "\n".join(text(each) for each in named), re.M)
    return tuple(given) + LOGS


def last_of(path):
    with open(path, "rb") as opened:
        opened.seek(max(0, os.fstat(opened.fileno()).st_size - LAST_BYTES))
        return text(opened.read())


def failures_in(lines):
    # What an agent said last: Pacemaker may try it again, as another process, before it tells of an end, and a watch says what
    # the fencing that still runs is going to say.
    words, pending, last, failures = {}, None, None, {}
    for line in lines:
        said, ran, ended = SAID.search(line), RAN.search(line), ENDED.search(line)
        if said:
            agent, process, spoken = said.groups()
            words[process] = re.sub(r"^%s: " % re.escape(agent), "", spoken)
            pending = words[process]
            last = [pending, moment(line)]
        elif ran:
            process, target, device, host, old_device, result = ran.groups()
            target, device = target or host, device or old_device
            if re.match(r"0\b", result):
                failures.pop(target, None)
                failures.pop(device, None)
                last = None
            else:
                said_last = words.get(process) or pending or bare(result)
                failures[target or device] = [said_last, moment(line)]
            pending = None
        elif ended:
            target, result = ended.groups()
            if result.startswith("OK"):
                failures.pop(target, None)
                last = None
            else:
                failures.setdefault(target, [bare(result), moment(line)])
    return dict(failures, **({"": last} if last else {}))


def bare(result):
    """Pacemaker's own words for a result, without what is of no use to people."""
    return re.sub(r"\s*(\||, retrying with |id=).*$", "", re.sub(r"^(-?\d+)\b", r"exit \1", result)).strip()


def moment(line):
    stamp = re.match(r"([A-Z][a-z]{2}) +(\d+) (\d\d:\d\d:\d\d)", line)
    if not stamp:
        return 0
    year = time.localtime().tm_year
    for each in (year, year - 1):
        at = time.mktime(time.strptime(" ".join((str(each),) + stamp.groups()), "%Y %b %d %H:%M:%S"))
        if at < time.time() + 86400:
            return at
    return 0
