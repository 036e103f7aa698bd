# How a fence agent sees the machines that it can switch off. What it is told, secrets too, comes and goes by stdin.
def victims(request):
    agent = os.path.join("/usr/sbin", os.path.basename(request["agent"]))
    return {"states": dict((name, asked(agent, told)) for name, told in request["targets"].items())}


def asked(agent, told):
    lines = "".join("%s=%s\n" % (name, value) for name, value in sorted(told.items()))
    code, _out, err = tool([agent], lines.encode("utf-8"))
    if code in (0, 2):
        return "on" if code == 0 else "off"
    said = [line for line in text(err).splitlines() if line.strip()]
    return "unknown (%s)" % (said[-1].strip() if said else "exit %d" % code)
