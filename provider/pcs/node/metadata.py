# What is installed: the XML descriptions of Pacemaker's cluster properties, or of one agent.
DAEMONS = ("pacemaker-controld", "pacemaker-schedulerd", "pacemaker-based", "crmd", "pengine", "cib")
FOLDERS = ("/usr/libexec/pacemaker", "/usr/lib/pacemaker", "/usr/lib64/pacemaker", "/usr/lib/x86_64-linux-gnu/pacemaker")


def metadata(request):
    if "pcs" in request:
        return {"documents": [pcs_version()]}
    if "agent" in request:
        return documents([["crm_resource", "--show-metadata", request["agent"]]])
    listed = documents([["crm_attribute", "--list-options=cluster", "--all", "--output-as=xml"]])
    if listed["documents"]:
        return listed
    return documents([[os.path.join(folder, daemon), "metadata"] for folder in FOLDERS for daemon in DAEMONS])


def documents(commands):
    asked = [tool(argv) for argv in commands]
    return {"documents": [text(out) for code, out, _err in asked if code == 0]}


def pcs_version():
    try:
        from pcs import settings  # a tenth of the time that starting pcs takes

        return settings.pcs_version
    except (ImportError, AttributeError):
        return text(tool(["pcs", "--version"])[1]).strip()
