SHORT = "Power fencing of virtual machines of Proxmox VE, known to its API by a token"
LONG = (
    "%s switches virtual machines (QEMU) of Proxmox VE off and on. It finds the Proxmox node that a machine is on, also "
    "after the machine has moved, waits for the outcome of each task and believes nothing but the machine's state that it "
    "sees afterwards. A machine that is locked, by a backup or a migration, cannot be switched off: the agent waits for "
    "the lock to go, and fails with the lock's name when it does not. The token needs VM.Audit and VM.PowerMgmt on the "
    "machines, and nothing else." % NAME
)
AGENT_VERSION = "2"


def metadata():
    """The description that pcs and Pacemaker read, in the fence agents' form."""
    lines = [
        '<?xml version="1.0" ?>',
        "<resource-agent name=%s shortdesc=%s>" % (quoteattr(NAME), quoteattr(SHORT)),
        "<longdesc>%s</longdesc>" % escape(LONG),
        "<vendor-url>https://www.proxmox.com</vendor-url>",
        "<parameters>",
    ]
    for option in OPTIONS:
        lines.extend(parameter(option))
    lines.extend(["</parameters>", "<actions>"])
    # A machine that comes back switches itself on: nothing has to be let in again as with fencing by a switch's port.
    lines.append('<action name="on" automatic="0"/>')
    lines.extend("<action name=%s/>" % quoteattr(name) for name in ACTIONS if name != "on")
    lines.extend(["</actions>", "</resource-agent>"])
    return "\n".join(lines)


def parameter(option):
    heading = "name=%s unique=%s required=%s" % (quoteattr(option.name), '"0"', '"1"' if option.required else '"0"')
    content = "<content type=%s" % quoteattr(option.kind)
    if option.default is not None:
        content += " default=%s" % quoteattr(option.default)
    lines = ["<parameter %s>" % heading]
    if not option.secret:
        lines.append("<getopt mixed=%s/>" % quoteattr(spelling(option)))
    return lines + [content + "/>", '<shortdesc lang="en">%s</shortdesc>' % escape(option.words), "</parameter>"]


def spelling(option):
    value = "" if option.kind == "boolean" else "=[%s]" % option.name
    return ("-%s, " % option.letter if option.letter else "") + option.flag + value


def manual():
    """What --help shows."""
    lines = ["NAME", "    %s - %s" % (NAME, SHORT[0].lower() + SHORT[1:]), "", "SYNOPSIS"]
    lines += ["    %s --action=ACTION --ip=HOST --password-file=FILE --plug=MACHINE" % NAME]
    lines += ["    %s < FILE" % NAME, "", "DESCRIPTION"]
    lines += wrapped(LONG) + [""]
    lines += wrapped("Without options they are read from stdin, one `name=value` a line: the only way for a secret itself.")
    lines += ["", "OPTIONS"]
    for option in OPTIONS:
        lines.append("    " + (option.name + "=... (by stdin only)" if option.secret else spelling(option)))
        shown = option.words if option.default in (None, "0") else "%s Default %s." % (option.words, option.default)
        lines += ["    " + line for line in wrapped(shown)]
    lines += ["", "EXIT STATUS", "    0  done; for status: the machine is on", "    1  failed, and stderr says why"]
    lines += ["    2  for status: the machine is off", "", "EXAMPLES"]
    lines += ["    # Is machine 101 on? The fingerprint is that of `pvenode cert info` on the Proxmox node."]
    lines += ["    %s -o status -a 10.0.0.1,10.0.0.2 -k /root/token -n 101 \\" % NAME]
    lines += ["        --ssl-fingerprint=AB:CD:..."]
    return "\n".join(lines)


def wrapped(words, width=100):
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return ["    " + line for line in lines]
