# One process for a whole run: pcs is imported once, and each request is a message (its length in a line, then its text).
# It ends with its input, which ends with the connection, or when nothing was asked for a while.
PROTOCOL, IDLE, GRACE = 1, 600, 30


class Overdue(BaseException):
    pass


def serve(programs):
    # What a library prints must not come between the messages.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGALRM, overdue)
    try:
        say(answers, {"protocol": PROTOCOL, "cold": cold_because()})
        while True:
            signal.alarm(IDLE)
            length = sys.stdin.readline()
            if not length:
                return
            request = json.loads(sys.stdin.read(int(length)))
            # An alarm in the middle of an edit leaves a copy to be cleared away, and nothing in the cluster.
            signal.alarm(int(request["patience"]) + GRACE)
            result = programs[request["program"]](request)
            result["tools"] = dict(STARTED)
            STARTED.clear()
            say(answers, result)
    except (Overdue, IOError, OSError):
        return


def overdue(_signal, _frame):
    raise Overdue()


def say(answers, message):
    data = json.dumps(message).encode("ascii")
    answers.write(str(len(data)).encode("ascii") + b"\n" + data)
    answers.flush()


def cold_because():
    """Why each edit has to start pcs; None where it does not. Loads it meanwhile."""
    if warm_or_cold() is not cold_pcs:
        return None
    return "it is for Python %d.%d" % sys.version_info[:2] if sys.version_info < (3, 6) else "it cannot be imported"
