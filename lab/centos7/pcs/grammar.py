"""
Every command of pcs 0.9.169, and what each is called in the pcs that is installed. Written from what was seen of 0.9 from
outside; what it does not have is refused, also where the pcs beneath could do it.
"""
import getopt
import re

import clusters
import constraints
import resources
import settings
from refusal import Refused, refuse, usage
from resources import only
from shapes import Call, options

VERSION = "0.9.169"

AREAS = ("cluster", "resource", "stonith", "constraint", "property", "acl", "qdevice", "quorum", "booth", "status", "config",
         "pcsd", "node", "alert")
FLAGS = """
force skip-offline autocorrect interactive autodelete start enable disabled off all full groups local expired safe simulate
no-strict hide-inactive monitor no-default-ops nodesc wait? config pacemaker corosync defaults debug version help fullhelp
master no-watchdog-validation strict ipv6 broadcast0 broadcast1 pending to= from= name= group= before= after= node= type=
transport= rrpmode= token= token_coefficient= consensus= join= miss_count_const= fail_recv_const= netmtu= encryption=
wait_for_all= auto_tie_breaker= last_man_standing= last_man_standing_window= addr0= addr1= bcast0= bcast1= mcast0= mcast1=
mcastport0= mcastport1= ttl0= ttl1= corosync_conf= cluster_conf= booth-conf= booth-key= watchdog= device= request-timeout=
""".split()


def same(*command, **more):
    """A command of the same words in both."""
    most, taken = more.get("most", 99), more.get("flags", ())

    def said(words, flags):
        if len(words) > most or len(words) < more.get("least", 0):
            usage(command[0])
        return [Call(list(command) + words, only(flags, taken))]

    return said


def checked(*command, **more):
    """The same words in both, of which those after the first are options."""

    def said(words, flags):
        if not words:
            usage(command[0])
        more.get("check", options)(words[1:])
        return [Call(list(command) + words, only(flags, ("force", "wait")))]

    return said


def table():
    found = {
        "resource create": resources.resource_create, "resource delete": resources.delete("resource"),
        "resource update": resources.update("resource"), "resource meta": resources.meta, "resource clone": resources.clone,
        "resource master": resources.master, "resource op add": resources.op_add,
        "resource op remove": same("resource", "op", "remove", least=1),
        "resource op delete": same("resource", "op", "remove", least=1),
        "resource op defaults": resources.defaults("resource", "op", "defaults"),
        "resource defaults": resources.defaults("resource", "defaults"),
        "resource cleanup": resources.by_node("cleanup"), "resource refresh": resources.by_node("refresh"),
        "resource move": resources.placed("move", ("master", "wait")), "resource ban": resources.placed("ban", ("master", "wait")),
        "resource clear": resources.placed("clear", ("master", "wait", "expired")),
        "resource bundle create": resources.bundle_create, "resource bundle update": resources.bundle_update,
        "resource bundle reset": same("resource", "bundle", "reset", least=1),
        "resource group add": same("resource", "group", "add", least=2, flags=("before", "after", "wait")),
        "resource group remove": same("resource", "group", "remove", least=2, flags=("wait",)),
        "resource group list": same("resource", "group", "list", most=0),
        "resource utilization": lambda words, flags: checked("resource", "utilization")(words, flags)
        if words else [Call(["resource", "utilization"])],
        "stonith create": resources.stonith_create, "stonith delete": resources.delete("stonith"),
        "stonith update": resources.update("stonith"), "stonith level remove": resources.level_remove,
        "stonith level delete": resources.level_remove, "stonith level clear": resources.level_clear,
        "stonith level add": same("stonith", "level", "add", least=3, flags=("force",)),
        "stonith level": same("stonith", "level", most=0), "stonith level verify": same("stonith", "level", "verify"),
        "stonith fence": same("stonith", "fence", least=1, most=1, flags=("off",)),
        "stonith confirm": same("stonith", "confirm", least=1, most=1, flags=("force",)),
        "constraint location": constraints.location, "constraint colocation": constraints.colocation,
        "constraint order": constraints.order, "constraint ticket": constraints.ticket,
        "constraint remove": constraints.by_id, "constraint delete": constraints.by_id,
        "constraint rule": constraints.rule_command, "constraint ref": same("constraint", "ref", least=1),
        "constraint": same("constraint", most=0, flags=("full",)),
        "property set": settings.property_set, "property unset": settings.property_unset,
        "acl role create": settings.role_create, "acl role assign": settings.role_assign("assign"),
        "acl role unassign": settings.role_assign("unassign"), "acl permission add": settings.permission_add,
        "alert create": settings.alert("create"), "alert update": settings.alert("update"),
        "alert remove": settings.alert_removed("remove"), "alert recipient add": settings.alert("recipient", "add"),
        "alert recipient update": settings.alert("recipient", "update"),
        "alert recipient remove": settings.alert_removed("recipient", "remove"),
        "cluster auth": clusters.auth, "cluster setup": clusters.setup, "cluster node add": clusters.node_add,
        "cluster node remove": clusters.node_remove, "cluster node add-remote": clusters.remote_add("add-remote"),
        "cluster node add-guest": clusters.remote_add("add-guest"), "cluster verify": clusters.verify,
        "cluster cib": same("cluster", "cib", most=2, flags=("config",)), "cluster cib-push": clusters.push,
        "cluster reload corosync": same("cluster", "reload", "corosync", most=0),
        "cluster pcsd-status": same("status", "pcsd"), "pcsd clear-auth": clusters.clear_auth,
        "node attribute": clusters.attributes("attribute"), "node utilization": clusters.attributes("utilization"),
        "quorum update": clusters.quorum_update, "quorum unblock": same("quorum", "unblock", flags=("force",)),
        "quorum expected-votes": same("quorum", "expected-votes", least=1, most=1),
    }
    for verb in "standby unstandby".split():
        found["cluster " + verb] = found["node " + verb] = clusters.standby(verb)
    for verb in "maintenance unmaintenance".split():
        found["node " + verb] = clusters.standby(verb)
    for verb in "start stop enable disable destroy kill".split():
        taken = {"destroy": ("all", "force"), "kill": ()}.get(verb, ("all", "wait", "request-timeout", "force"))
        found["cluster " + verb] = clusters.on_nodes(verb, taken)
    for verb in ("cib-upgrade sync status corosync report node-clear uidgid").split():
        found["cluster " + verb] = same("cluster", verb)
    for verb in ("remove-remote", "remove-guest", "clear"):
        found["cluster node " + verb] = same("cluster", "node", verb, least=1, most=1, flags=("force",))
    for area in ("resource", "stonith"):
        for verb in ("enable", "disable"):
            found["%s %s" % (area, verb)] = same(area, verb, least=1, flags=("wait", "safe", "simulate", "no-strict"))
        for verb in ("show", "list", "describe"):
            found["%s %s" % (area, verb)] = same(area, verb, flags=("full", "groups", "nodesc"))
        found[area] = same(area, most=0)
    for verb in "standards providers agents ungroup unclone manage unmanage restart failcount relocate relations".split():
        found["resource " + verb] = same("resource", verb, flags=("wait", "monitor"))
    for verb in "history cleanup refresh sbd".split():
        found["stonith " + verb] = same("stonith", verb)
    for command in ("role delete", "user create", "user delete", "group create", "group delete", "permission delete"):
        found["acl " + command] = settings.acl(*command.split())
    for command in ("acl", "acl enable", "acl disable", "acl show", "alert", "alert config", "alert show", "property",
                    "property list", "property show", "constraint list", "constraint show", "status", "status xml",
                    "status nodes", "status cluster", "status corosync", "status resources", "status quorum", "status pcsd",
                    "status groups", "quorum", "quorum config", "quorum status", "quorum device", "config", "config show",
                    "config backup", "config restore", "config checkpoint", "pcsd certkey", "pcsd sync-certificates",
                    "booth", "qdevice"):
        most = 99 if " " in command or command in ("booth", "qdevice") else 0
        found[command] = same(*command.split(), most=most, flags=("full", "all", "defaults", "force", "hide-inactive"))
    return found


def translated(argv):
    """(commands of the installed pcs, the flags that were given); raises Refused."""
    words, flags = split(argv)
    if "version" in flags or not words:
        return [], flags
    commands = table()
    for length in (3, 2, 1):
        said = commands.get(" ".join(words[:length])) if len(words) >= length else None
        if said:
            if "f" in flags and "wait" in flags:
                refuse("Cannot use '-f' together with '--wait'")
            return said(words[length:], flags), flags
    usage(words[0] if words[0] in AREAS else "")


def split(argv):
    """Options may stand anywhere, and a negative number is none."""
    marked = ["\0" + word if re.match(r"^-(\d+|INFINITY)$", word) else word for word in argv]
    longs = [name.rstrip("?") for name in FLAGS]
    # `--wait` may have a value, after "=" only.
    waits = [word for word in marked if word.startswith("--wait=")]
    marked = ["--wait" if word in waits else word for word in marked]
    try:
        given, words = getopt.gnu_getopt(marked, "hf:p:u:V", longs)
    except getopt.GetoptError as wrong:
        usage("", "%s" % wrong)
    flags = dict((name.lstrip("-"), value) for name, value in given)
    if waits:
        flags["wait"] = waits[-1].partition("=")[2]
    return [word.lstrip("\0") for word in words], flags


__all__ = ["Refused", "VERSION", "translated"]
