"""Properties, rights and alerts, as pcs 0.9 speaks of them."""
from refusal import refuse, usage
from resources import only
from shapes import Call, options, sections


def property_set(words, flags):
    if not words:
        usage("property")
    for word in words:
        if word.count("=") != 1:
            refuse("invalid property format: '%s'" % word)
    return [Call(["property", "set"] + words, only(flags, ("force", "node")))]


def property_unset(words, flags):
    if not words:
        usage("property")
    return [Call(["property", "unset"] + words, only(flags, ("force", "node")))]


def permissions(words):
    """read|write|deny xpath X|id I, any number of times."""
    if len(words) % 3:
        usage("acl")
    for at in range(0, len(words), 3):
        if words[at] not in ("read", "write", "deny") or words[at + 1] not in ("xpath", "id"):
            usage("acl")


def role_create(words, _flags):
    if not words:
        usage("acl")
    rest = words[1:]
    permissions(rest[1:] if rest and rest[0].startswith("description=") else rest)
    return [Call(["acl", "role", "create"] + words)]


def role_assign(verb):
    """ROLE [to] [user|group] NAME"""

    def said(words, _flags):
        if not 2 <= len(words) <= 4:
            usage("acl")
        return [Call(["acl", "role", verb] + words)]

    return said


def acl(*command):
    def said(words, _flags):
        if not words:
            usage("acl")
        return [Call(["acl"] + list(command) + words)]

    return said


def permission_add(words, _flags):
    if not words:
        usage("acl")
    permissions(words[1:])
    return [Call(["acl", "permission", "add"] + words)]


def alert(*command):
    """OPTION... [options OPTION...] [meta OPTION...]; what is changed comes first."""
    takes_id = command != ("create",)

    def said(words, flags):
        if not words:
            usage("alert")
        parts = sections(words[1:] if takes_id else words, ("options", "meta"))
        for given in parts.values():
            options(given)
        return [Call(["alert"] + list(command) + words, only(flags, ("force",)))]

    return said


def alert_removed(*command):
    def said(words, _flags):
        if not words:
            usage("alert")
        return [Call(["alert"] + list(command) + words)]

    return said
