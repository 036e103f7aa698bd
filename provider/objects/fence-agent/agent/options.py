class Option(object):
    """What the agent can be told: by `name=value` on stdin, or `--name=value` (dashes for underscores)."""

    def __init__(self, name, kind, words, letter=None, default=None, required=False, secret=False):
        self.name, self.kind, self.words = name, kind, words
        self.letter, self.default, self.required, self.secret = letter, default, required, secret
        self.flag = "--" + name.replace("_", "-")


ACTIONS = ("on", "off", "reboot", "status", "monitor", "list", "list-status", "metadata", "validate-all")

OPTIONS = (
    Option("action", "string", "What to do: %s." % ", ".join(ACTIONS), "o", "reboot"),
    Option(
        "ip",
        "string",
        "Where the API answers: HOST or HOST:PORT of one or more Proxmox nodes, separated by commas. They are asked in "
        "this order until one answers.",
        "a",
        required=True,
    ),
    Option("ipport", "integer", "The port of each address that has none of its own.", "u", "8006"),
    Option("username", "string", "The API token's id, where the secret is given without it: USER@REALM!TOKEN.", "l"),
    Option("password", "string", "What password_file holds. By stdin only.", secret=True),
    Option(
        "password_file",
        "string",
        "A file that only its owner can read: the whole API token, USER@REALM!TOKEN=SECRET, or its secret alone. It is read "
        "at each call, so another token replaces this one at once.",
        "k",
    ),
    Option("plug", "string", "The machine: its number, or a name that no other machine has.", "n"),
    Option(
        "ssl_fingerprint",
        "string",
        "SHA-256 fingerprints of the certificates that are trusted, separated by commas, with or without colons. Without "
        "one the certificate must be valid for the address and signed by an authority.",
    ),
    Option("ssl_ca_file", "string", "A file with the authorities that are trusted; default those of the system."),
    Option("ssl_insecure", "boolean", "Trust whoever answers. Anybody in between can then read the token.", "z", "0"),
    Option("login_timeout", "second", "Seconds for a connection to one address.", "y", "5"),
    Option("shell_timeout", "second", "Seconds for the answer to one call.", "Y", "15"),
    Option(
        "power_timeout",
        "second",
        "Seconds until a machine must be seen off, or on. A lock, or an API that does not answer, is waited for meanwhile. "
        "The cluster's own limit (pcmk_reboot_timeout, pcmk_off_timeout) must be at least 15 seconds longer.",
        "G",
        "45",
    ),
    Option("power_wait", "second", "Seconds to wait after a machine was switched off or on.", "w", "0"),
    Option("delay", "second", "Seconds to wait before a machine is switched off.", "f", "0"),
    Option("separator", "string", "What stands between the parts of a line of a list.", "C", ","),
    Option("verbose", "boolean", "Tell each call of the API on stderr.", "v", "0"),
    Option("version", "boolean", "Show the version.", "V", "0"),
    Option("help", "boolean", "Show the help.", "h", "0"),
)

# The cluster sends these to every agent. `port` is what old ones call the plug.
IGNORED = re.compile(r"^(nodename|pcmk_\w+|crm_\w+|stonith-timeout)$")
TOKEN_ID = r"[^\s!@=]+@[^\s!@=]+![^\s!@=]+"
ALIASES = {"port": "plug", "option": "action"}


def told(argv, stdin):
    """What the agent was told, from argv or from stdin, with the defaults."""
    given = from_argv(argv) if argv else from_lines(stdin)
    options = dict((option.name, option.default) for option in OPTIONS)
    options.update(given)
    return options


def from_argv(argv):
    spelled = dict(("-" + option.letter, option) for option in OPTIONS if option.letter)
    spelled.update((option.flag, option) for option in OPTIONS)
    for word in argv:
        if re.match(r"^(-p|--pass\w*(=|$))", word):
            raise Failure("a secret must not be on the command line, which everybody can read: use --password-file")
    letters = "".join(o.letter + ("" if o.kind == "boolean" else ":") for o in OPTIONS if o.letter)
    flags = [o.flag[2:] + ("" if o.kind == "boolean" else "=") for o in OPTIONS if not o.secret]
    try:
        pairs, rest = getopt.gnu_getopt(argv, letters, flags)
    except getopt.GetoptError as mistake:
        raise Failure("%s; see --help" % mistake)
    if rest:
        raise Failure("%r is no option; see --help" % rest[0])
    return dict((spelled[word].name, "1" if spelled[word].kind == "boolean" else value) for word, value in pairs)


def from_lines(text):
    known, given = dict((option.name, option) for option in OPTIONS), {}
    for line in text.splitlines():
        name, equals, value = line.strip().partition("=")
        if not equals or name.startswith("#"):
            continue
        name = ALIASES.get(name, name)
        if name in known:
            given[name] = value.strip()
        elif not IGNORED.match(name):
            say(sys.stderr, "%s: the option %s is not known and has no effect" % (NAME, name))
    return given


def checked(options):
    """The same with numbers as numbers; fails on what can be seen to be wrong without asking anybody."""
    options = dict(options)
    if options["action"] not in ACTIONS:
        raise Failure("action: %r is none of %s" % (options["action"], ", ".join(ACTIONS)))
    for option in OPTIONS:
        value = options[option.name]
        if value in (None, ""):
            options[option.name] = None
            if option.required:
                raise Failure("%s is missing" % option.name)
        elif option.kind in ("integer", "second"):
            if not re.match(r"^[0-9]{1,6}$", value):
                raise Failure("%s: %r is not a whole number" % (option.name, value))
            options[option.name] = int(value)
        elif option.kind == "boolean":
            options[option.name] = truth(option.name, value)
    if options["plug"] is None and options["action"] in ("on", "off", "reboot", "status"):
        raise Failure("plug is missing: which machine is meant?")
    options["token"] = token(options)
    options["ssl_fingerprint"] = fingerprints(options["ssl_fingerprint"])
    if options["ssl_ca_file"] and not os.path.isfile(options["ssl_ca_file"]):
        raise Failure("ssl_ca_file: there is no file %s" % options["ssl_ca_file"])
    options["ip"] = addresses(options["ip"], options["ipport"])
    return options


def truth(name, value):
    if value.lower() in ("1", "yes", "on", "true"):
        return True
    if value.lower() in ("0", "no", "off", "false"):
        return False
    raise Failure("%s: %r is neither 1 nor 0" % (name, value))


def token(options):
    """The whole API token as it is given now: one that stands in one piece is never mixed with another's."""
    given, name = secret(options), options["username"]
    if re.match(r"^%s=." % TOKEN_ID, given):
        return given
    if name is None:
        raise Failure("username is missing: the secret is given without the token's id")
    if not re.match(r"^%s$" % TOKEN_ID, name):
        raise Failure("username: %r is not the id of an API token: USER@REALM!TOKEN" % plain(name))
    return "%s=%s" % (name, given)


def secret(options):
    given, path = options["password"], options["password_file"]
    if given is None and path is None:
        raise Failure("the token's secret is missing: password by stdin, or password_file")
    if given is None:
        try:
            if stat.S_IMODE(os.stat(path).st_mode) & 0o077:
                raise Failure("password_file: others than its owner can read %s" % path)
            with open(path) as opened:
                given = opened.read().strip()
        except (IOError, OSError) as failure:
            raise Failure("password_file: unable to read %s: %s" % (path, failure.strerror))
    # Anything else would end the header in which it is sent, or be shown by who refuses to send it.
    if not re.match(r"^[\x21-\x7e]+$", given):
        raise Failure("the token's secret is empty or has characters that no secret of Proxmox has")
    return given


def fingerprints(value):
    found = [re.sub(r"[:\s]", "", each).lower() for each in (value or "").split(",") if each.strip()]
    for each in found:
        if not re.match(r"^[0-9a-f]{64}$", each):
            raise Failure("ssl_fingerprint: %r is not a SHA-256 fingerprint: 64 hexadecimal digits" % each)
    return found


def addresses(value, port):
    found = []
    for each in [part.strip() for part in value.split(",") if part.strip()]:
        split = re.match(r"^(?:\[([0-9A-Fa-f:.]+)\]|([^\[\]:/\s]+))(?::([0-9]{1,5}))?$", each)
        if split:
            found.append((split.group(1) or split.group(2), int(split.group(3) or port)))
        elif re.match(r"^[0-9A-Fa-f:.]+$", each):
            found.append((each, port))
        else:
            raise Failure("ip: %r is neither HOST nor HOST:PORT" % each)
    if not found:
        raise Failure("ip is missing")
    return found
