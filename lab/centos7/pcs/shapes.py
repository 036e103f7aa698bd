"""The shapes that words of pcs 0.9 have: options, operations, rules, scores, roles."""
import re

from refusal import refuse, usage

ROLES = ("Stopped", "Started", "Slave", "Master")
EXPRESSION_TYPES = ("string", "integer", "version")
OPERATORS = ("eq", "ne", "lt", "gt", "lte", "gte")


class Call(object):
    """A command of the pcs that is installed, and what is changed in the CIB after it, as pcs 0.9 would have written it."""

    def __init__(self, argv, flags=None, change=None, stdin=None):
        self.argv, self.flags, self.change, self.stdin = list(argv), dict(flags or {}), change, stdin


def options(words):
    """NAME=VALUE, NAME= to remove; anything else is no word that pcs 0.9 knows here."""
    for word in words:
        name, equals, _value = word.partition("=")
        if not equals:
            refuse("missing value of '%s' option" % word)
        if not name:
            refuse("missing key in '%s' option" % word)
    return list(words)


def sections(words, keywords):
    """The words before the first keyword, and those after each one; a keyword twice adds to its section."""
    found, current = {"": []}, ""
    for word in words:
        if word in keywords:
            current = word
            found.setdefault(word, [])
        else:
            found[current].append(word)
    return found


def operations(words):
    """NAME OPTION... NAME OPTION..., and no role that pcs 0.9 has not heard of."""
    if words and "=" in words[0]:
        refuse("When using 'op' you must specify an operation name after 'op'")
    for at, word in enumerate(words):
        if "=" in word:
            role_of(word)
        elif at + 1 < len(words) and "=" not in words[at + 1]:
            refuse("When using 'op' you must specify an operation name and at least one option")
    return list(words)


def role_of(word):
    name, _equals, value = word.partition("=")
    if name == "role" and value and value not in ROLES:
        refuse("invalid role value '%s', allowed values are: %s" % (value, ", ".join(ROLES)))


def score(word):
    if not re.match(r"^[+-]?(\d+|INFINITY)$", word):
        refuse("invalid score '%s', use integer or INFINITY or -INFINITY" % word)
    return word


def sets(words, area):
    """RESOURCE... OPTION... [set ...] [setoptions OPTION...]"""
    parts = sections(words, ("setoptions",))
    bodies = [[]]
    for word in parts[""]:
        if word == "set":
            bodies.append([])
        else:
            bodies[-1].append(word)
    for body in bodies:
        names = [word for word in body if "=" not in word]
        if not names:
            usage(area)
        for word in body[len(names) :]:
            options([word])
            role_of(word)
    return list(words), options(parts.get("setoptions", []))


def rule(words):
    """[OPTION...] EXPRESSION, a word each: as one word it came with pcs 0.12, the word `number` with 0.10.7."""
    taken = ("id", "role", "score", "score-attribute", "constraint-id", "resource-discovery")
    start = 0
    while start < len(words) and words[start].partition("=")[0] in taken and "=" in words[start]:
        name, _equals, value = words[start].partition("=")
        if name == "role" and value not in ("master", "slave"):
            refuse("invalid role '%s', use 'master' or 'slave'" % value)
        start += 1
    expression = words[start:]
    if not expression:
        refuse("no rule expression was specified")
    said = " ".join(expression)
    if len(expression) == 1 and " " in expression[0]:
        refuse("'%s' is not a valid rule expression: unexpected '%s'" % (said, said))
    if expression[0] in ("resource", "op"):
        refuse("'%s' is not a valid rule expression: unexpected '%s'" % (said, expression[0]))
    for at, word in enumerate(expression[:-2]):
        follows = expression[at + 2]
        typed = follows not in ("and", "or", ")") and expression[at + 1] not in EXPRESSION_TYPES
        if word in OPERATORS and typed and expression[at - 1] != "date":
            refuse("'%s' is not a valid rule expression: unexpected '%s'" % (said, follows))
    # 0.9 writes the type as Pacemaker 1.1 calls it, for which newer ones have a word of their own.
    return ["number" if word == "integer" and words[at - 1] in OPERATORS else word for at, word in enumerate(words)]
