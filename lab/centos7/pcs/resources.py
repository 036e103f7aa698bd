"""Resources and fencing devices, as pcs 0.9 speaks of them."""
from refusal import refuse, usage
from shapes import Call, operations, options, role_of, sections

# What agents of later times call these; pcs 0.9 does not know an option that replaces another one.
RENAMED = {
    "ip": "ipaddr", "username": "login", "password": "passwd", "password_script": "passwd_script", "plug": "port",
    "ssh": "secure",
}
CREATE = ("disabled", "wait", "no-default-ops", "group", "before", "after", "force")


def resource_create(words, flags):
    if len(words) < 2:
        usage("resource")
    parts = sections(words[2:], ("op", "meta", "clone", "master", "bundle"))
    options(parts[""])
    operations(parts.get("op", []))
    for name in ("meta", "clone", "master"):
        options(parts.get(name, []))
    for word in parts.get("meta", []):
        role_of(word)
    argv = ["resource", "create"] + words[:2] + parts[""]
    for name in ("op", "meta"):
        argv += [name] + parts[name] if parts.get(name) else []
    change = None
    if "clone" in parts:
        argv += ["clone"] + parts["clone"]
    elif "master" in parts:
        argv += ["promotable", words[0] + "-master"] + parts["master"]
        change = ["master", words[0] + "-master"]
    elif "bundle" in parts:
        argv += ["bundle"] + parts["bundle"]
    return [Call(argv, only(flags, CREATE), change)]


def stonith_create(words, flags):
    if len(words) < 2:
        usage("stonith")
    parts = sections(words[2:], ("op", "meta"))
    operations(parts.get("op", []))
    options(parts.get("meta", []))
    device_options(parts[""])
    return [Call(["stonith", "create"] + words, only(flags, ("disabled", "wait", "force", "group", "before", "after")))]


def device_options(words):
    for word in options(words):
        name = word.partition("=")[0]
        if name in RENAMED:
            refuse("invalid stonith option '%s', allowed options are: %s, use --force to override" % (name, RENAMED[name]))


def update(area):
    def said(words, flags):
        if not words:
            usage(area)
        parts = sections(words[1:], ("op", "meta"))
        (device_options if area == "stonith" else options)(parts[""])
        options(parts.get("meta", []))
        operations(parts.get("op", []))
        # Nothing to change is nothing to complain of.
        return [Call([area, "update"] + words, only(flags, ("wait", "force")))] if len(words) > 1 else []

    return said


def delete(area):
    def said(words, flags):
        if len(words) != 1:
            usage(area)
        return [Call([area, "delete"] + words, only(flags, ("force",)))]

    return said


def meta(words, flags):
    if len(words) < 2:
        usage("resource")
    options(words[1:])
    return [Call(["resource", "meta"] + words, only(flags, ("wait", "force")))]


def op_add(words, flags):
    if len(words) < 2:
        usage("resource")
    operations(words[1:])
    return [Call(["resource", "op", "add"] + words, only(flags, ("force",)))]


def clone(words, flags):
    if not words:
        usage("resource")
    options([word for word in words[1:] if word != "meta"])
    return [Call(["resource", "clone"] + words, only(flags, ("wait",)))]


def master(words, flags):
    """[ID] RESOURCE [OPTION...]: an element of its own in the CIB, which Pacemaker 2 still reads."""
    names = [word for word in words if "=" not in word and word != "meta"]
    if not names or len(names) > 2 or words[: len(names)] != names:
        usage("resource")
    values = options([word for word in words[len(names) :] if word != "meta"])
    resource = names[-1]
    identity = names[0] if len(names) == 2 else resource + "-master"
    argv = ["resource", "promotable", resource, identity] + (["meta"] + values if values else [])
    return [Call(argv, only(flags, ("wait",)), ["master", identity])]


def defaults(*command):
    section = "op_defaults" if "op" in command else "rsc_defaults"

    def said(words, _flags):
        return [Call(list(command) + options(words), {}, ["defaults", section] if words else None)]

    return said


def by_node(verb):
    """Its filter is an option of the command line; a word `node=N` came with pcs 0.10."""

    def said(words, flags):
        if len(words) > 1 or any("=" in word for word in words):
            usage("resource")
        node = ["node=" + flags["node"]] if "node" in flags else []
        return [Call(["resource", verb] + words + node, only(flags, ("full", "force")))]

    return said


def placed(verb, taken):
    def said(words, flags):
        if not words or len(words) > 3:
            usage("resource")
        options([word for word in words[1:] if word.startswith("lifetime")])
        return [Call(["resource", verb] + words, only(flags, taken))]

    return said


BUNDLE = ("container", "network", "port-map", "storage-map", "meta")


def bundle_create(words, flags):
    if not words:
        usage("resource")
    parts = sections(words[1:], BUNDLE)
    container = parts.get("container", [])
    if container and "=" not in container[0] and container[0] not in ("docker", "rkt"):
        refuse("'%s' is not a valid container type value, use docker, rkt" % container[0])
    bundle_words(parts, container[1:] if container and "=" not in container[0] else container)
    return [Call(["resource", "bundle", "create"] + words, only(flags, ("disabled", "wait", "force")))]


def bundle_update(words, flags):
    if not words:
        usage("resource")
    parts = sections(words[1:], BUNDLE)
    bundle_words(dict((name, given) for name, given in parts.items() if not name.endswith("-map")), parts.get("container", []))
    return [Call(["resource", "bundle", "update"] + words, only(flags, ("wait", "force")))]


def bundle_words(parts, container):
    for name in ("", "network", "port-map", "storage-map", "meta"):
        options(parts.get(name, []))
    for word in options(container):
        if word.startswith("promoted-max="):
            refuse("invalid container option 'promoted-max', allowed options are: image, masters, network, options, replicas, "
                   "replicas-per-host, run-command, use --force to override")


def level_remove(words, flags):
    if not words:
        usage("stonith")
    level, names = words[0], words[1:]
    # The first name is the target, whatever it is called, and the others are devices.
    if names[:1] in (["target"], ["stonith"]):
        devices = ", ".join("'%s'" % name for name in sorted(names[1:]))
        refuse("Fencing level for '%s' at level '%s' with device(s) %s does not exist" % (names[0], level, devices))
    return [Call(["stonith", "level", "remove"] + words, only(flags, ("force",)))]


def level_clear(words, _flags):
    if len(words) > 1:
        usage("stonith")
    return [Call(["stonith", "level", "clear"] + words)]


def only(flags, taken):
    """pcs 0.9 ignores options that a command has no use for; newer ones refuse them."""
    return dict((name, flags[name]) for name in taken if name in flags)
