# What is installed: the XML descriptions of Pacemaker's cluster properties, or of one agent.
DAEMONS = ("pacemaker-controld", "pacemaker-schedulerd", "pacemaker-based", "crmd", "pengine", "cib")
FOLDERS = ("/usr/libexec/pacemaker", "/usr/lib/pacemaker", "/usr/lib64/pacemaker", "/usr/lib/x86_64-linux-gnu/pacemaker")


def metadata(request):
    if "pcs" in request:
        return {"pcs": dict(zip(("version", "capabilities"), installed_pcs()), pacemaker=pacemaker_version())}
    if "agent" in request:
        return documents([["crm_resource", "--show-metadata", request["agent"]]])
    listed = documents([["crm_attribute", "--list-options=cluster", "--all", "--output-as=xml"]])
    if listed["documents"]:
        return listed
    daemons = [os.path.join(folder, daemon) for folder in FOLDERS for daemon in DAEMONS]
    return documents([[daemon, "metadata"] for daemon in daemons if os.path.exists(daemon)])


def documents(commands):
    asked = [tool(argv) for argv in commands]
    return {"documents": [text(out) for code, out, _err in asked if code == 0]}


def installed_pcs():
    # Its library can be there without it.
    if not on_path("pcs"):
        return "", []
    try:
        from pcs import settings  # a tenth of the time that starting pcs takes

        listed = contents(os.path.join(settings.pcsd_exec_location, "capabilities.xml")) or b""
        return settings.pcs_version, re.findall(r'<capability\b[^>]*\bid="([^"]+)"', text(listed))
    except (ImportError, AttributeError):
        lines = text(tool(["pcs", "--version", "--full"])[1]).split("\n")
        return lines[0].strip(), lines[1].split() if len(lines) > 1 else []


def on_path(name):
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return any(os.access(os.path.join(folder, name), os.X_OK) for folder in folders)


def pacemaker_version():
    found = re.search(r"\d+(\.\d+)+", text(tool(["crm_mon", "--version"])[1]))
    return found.group(0) if found else ""
