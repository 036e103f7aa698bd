"""Constraints, as pcs 0.9 speaks of them."""
from refusal import refuse, usage
from resources import only
from shapes import ROLES, Call, options, role_of, rule, score, sets


def location(words, flags):
    """prefers, avoids, add and remove by their places; `rule` by its word."""
    if not words:
        return [Call(["constraint", "location"], only(flags, ("full",)))]
    verb = words[0]
    if verb == "add":
        return [location_add(words[1:], flags)]
    if verb in ("remove", "delete"):
        if len(words) != 2:
            usage("constraint")
        return [Call(["constraint", "remove"] + words[1:])]
    if verb in ("show", "config"):
        if verb == "config":
            usage("constraint")
        return [Call(["constraint", "location"] + words, only(flags, ("full",)))]
    if len(words) < 3 or words[1] not in ("prefers", "avoids", "rule"):
        usage("constraint")
    if words[1] == "rule":
        words = words[:2] + rule(words[2:])
    else:
        for word in words[2:]:
            given = word.partition("=")
            if given[1]:
                score(given[2])
    return [Call(["constraint", "location"] + words, only(flags, ("force",)))]


def location_add(words, flags):
    if len(words) < 4:
        usage("constraint")
    score(words[3])
    options(words[4:])
    return Call(["constraint", "location", "add"] + words, only(flags, ("force",)))


def colocation(words, flags):
    if not words or words[0] == "show":
        return [Call(["constraint", "colocation"] + words, only(flags, ("full",)))]
    verb, rest = words[0], words[1:]
    if verb == "set":
        sets(rest, "constraint")
    elif verb in ("remove", "delete"):
        if len(rest) != 2:
            usage("constraint")
    elif verb == "add":
        pair(rest)
    else:
        usage("constraint")
    return [Call(["constraint", "colocation"] + words, only(flags, ("force",)))]


def pair(words):
    """[ROLE] RESOURCE with [ROLE] RESOURCE [SCORE] [OPTION...]"""
    if "with" not in words:
        usage("constraint")
    at = words.index("with")
    first, rest = words[:at], words[at + 1 :]
    names = []
    for word in rest:
        if "=" in word or word.lstrip("+-").isdigit() or word.lstrip("+-") == "INFINITY":
            break
        names.append(word)
    if len(first) not in (1, 2) or len(names) not in (1, 2):
        usage("constraint")
    for given in (first, names):
        if len(given) == 2 and given[0].capitalize() not in ROLES:
            refuse("invalid role value '%s', allowed values are: %s" % (given[0], ", ".join(ROLES)))
    after = rest[len(names) :]
    if after and "=" not in after[0]:
        score(after.pop(0))
    options(after)


def order(words, flags):
    if not words or words[0] == "show":
        return [Call(["constraint", "order"] + words, only(flags, ("full",)))]
    if words[0] == "set":
        sets(words[1:], "constraint")
    elif words[0] in ("remove", "delete"):
        if len(words) < 2:
            usage("constraint")
    else:
        if "then" not in words:
            usage("constraint")
        after = words[words.index("then") + 1 :]
        names = [word for word in after if "=" not in word]
        if len(names) not in (1, 2) or after[: len(names)] != names:
            usage("constraint")
        options(after[len(names) :])
    return [Call(["constraint", "order"] + words, only(flags, ("force",)))]


def ticket(words, flags):
    if not words or words[0] == "show":
        return [Call(["constraint", "ticket"] + words, only(flags, ("full",)))]
    verb, rest = words[0], words[1:]
    if verb == "set":
        sets(rest, "constraint")
    elif verb == "add":
        names = [word for word in rest if "=" not in word]
        if len(names) not in (2, 3):
            usage("constraint")
        if len(names) == 3:
            role_of("role=" + names[1].capitalize())
        options(rest[len(names) :])
    elif verb not in ("remove", "delete") or len(rest) != 2:
        usage("constraint")
    return [Call(["constraint", "ticket"] + words, only(flags, ("force",)))]


def by_id(words, _flags):
    if not words:
        usage("constraint")
    return [Call(["constraint", "remove"] + words)]


def rule_command(words, _flags):
    if words[:1] == ["add"] and len(words) > 2:
        words = words[:2] + rule(words[2:])
    elif words[:1] not in (["remove"], ["delete"]) or len(words) != 2:
        usage("constraint")
    return [Call(["constraint", "rule"] + words)]
