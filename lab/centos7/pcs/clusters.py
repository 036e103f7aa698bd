"""Clusters, nodes and the quorum, as pcs 0.9 speaks of them: a node is its name, and options are flags."""
import socket

from refusal import refuse, usage
from resources import only
from shapes import Call, options

TOTEM = ("token", "token_coefficient", "consensus", "join", "miss_count_const", "fail_recv_const")
QUORUM = ("wait_for_all", "auto_tie_breaker", "last_man_standing", "last_man_standing_window")


def auth(words, flags):
    """NODE[:PORT]..., each of which has to resolve: there is no other address than a name."""
    if not words:
        usage("cluster")
    hosts = []
    for word in words:
        name, _colon, port = word.partition(":")
        if not resolves(name):
            refuse("Unable to communicate with %s" % name)
        hosts += [name, "addr=" + name + (":" + port if port else "")]
    return [Call(["host", "auth"] + hosts, only(flags, ("u", "p")))]


def setup(words, flags):
    if "name" not in flags:
        refuse("A cluster name (--name <name>) is required to setup a cluster")
    if not words:
        usage("cluster")
    names = [word.partition(",")[0] for word in words]
    if any("," in word for word in words):
        refuse("this stand-in has Corosync 3, where udpu takes one address a node")
    unresolved = [name for name in names if not resolves(name)]
    if unresolved:
        refuse("Unable to resolve all hostnames, use --force to override")
    transport = flags.get("transport", "udpu")
    if transport not in ("udp", "udpu"):
        refuse("'%s' is not a valid transport value, use udp, udpu, use --force to override" % transport)
    carried = (["ip_version=ipv6"] if "ipv6" in flags else []) + (["netmtu=" + flags["netmtu"]] if "netmtu" in flags else [])
    argv = ["cluster", "setup", flags["name"]] + names + ["transport", transport] + carried
    for group, known in (("totem", TOTEM), ("quorum", QUORUM)):
        given = ["%s=%s" % (name, flags[name]) for name in known if name in flags]
        argv += [group] + given if given else []
    local = ("corosync_conf",) if "local" in flags else ()
    return [Call(argv, only(flags, ("start", "enable", "wait", "force") + local))]


def resolves(name):
    try:
        return bool(socket.getaddrinfo(name, None))
    except (OSError, UnicodeError):
        return False


def on_nodes(verb, taken):
    def said(words, flags):
        if any("=" in word for word in words):
            usage("cluster")
        return [Call(["cluster", verb] + words, only(flags, taken))]

    return said


def node_add(words, flags):
    """One node by its name; a watchdog is a flag."""
    if len(words) != 1 or "=" in words[0]:
        usage("cluster")
    extra = ["watchdog=" + flags["watchdog"]] if "watchdog" in flags else []
    argv = ["cluster", "node", "add", words[0].partition(",")[0]] + extra
    return [Call(argv, only(flags, ("start", "enable", "wait", "force")))]


def node_remove(words, flags):
    if len(words) != 1:
        usage("cluster")
    return [Call(["cluster", "node", "remove"] + words, only(flags, ("force",)))]


def remote_add(verb):
    """HOST [NAME]: newer ones take them the other way round."""

    def said(words, flags):
        names = [word for word in words if "=" not in word]
        if len(names) not in (1, 2):
            usage("cluster")
        argv = names if verb == "add-guest" else [names[-1], names[0]]
        return [Call(["cluster", "node", verb] + argv + options(words[len(names) :]), only(flags, ("force", "wait")))]

    return said


def verify(words, flags):
    if len(words) > 1:
        usage("cluster")
    given = {"f": words[0]} if words else only(flags, ("f",))
    return [Call(["cluster", "verify"], dict(given, **({"full": ""} if "V" in flags else {})))]


def push(words, flags):
    if not words or len(words) > 2:
        usage("cluster")
    return [Call(["cluster", "cib-push"] + words, only(flags, ("config", "wait")))]


def clear_auth(words, _flags):
    if words:
        usage("pcsd")
    return [Call(["pcsd", "deauth"]), Call(["host", "deauth"])]


def standby(verb):
    def said(words, flags):
        return [Call(["node", verb] + words, only(flags, ("all", "wait", "force")))]

    return said


def attributes(verb):
    def said(words, flags):
        if len(words) > 1:
            options(words[1:])
        return [Call(["node", verb] + words, only(flags, ("force", "name")))]

    return said


def quorum_update(words, flags):
    if not words:
        usage("quorum")
    return [Call(["quorum", "update"] + options(words), only(flags, ("skip-offline",)))]
