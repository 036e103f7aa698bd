"""How pcs 0.9 says no: an error on stderr, or how a command is used on stdout; exit code 1 either way."""


class Refused(Exception):
    def __init__(self, stdout="", stderr=""):
        Exception.__init__(self, stderr or stdout)
        self.stdout, self.stderr = stdout, stderr


def refuse(message):
    raise Refused(stderr="Error: %s\n" % message)


def usage(area="", first=""):
    """What is shown for a command that pcs 0.9 does not have, or words that a command of it does not take."""
    shown = "pcs %s [commands]..." % area if area else "pcs [-f file] [-h] [commands]..."
    raise Refused(stdout="%s\nUsage: %s\n" % (first, shown))
