def off(machine, options):
    switched_off(machine, options)
    say(sys.stdout, "Success: Powered OFF")


def switched_off(machine, options):
    time.sleep(options["delay"])
    machine.until(options["power_timeout"])
    machine.bring("stopped", "stop")
    time.sleep(options["power_wait"])


def on(machine, options):
    machine.bring("running", "start")
    time.sleep(options["power_wait"])
    say(sys.stdout, "Success: Powered ON")


def reboot(machine, options):
    switched_off(machine, options)
    # The cluster waits for one thing: that the machine is off for sure. Calling that a failure because the machine does
    # not start would keep its resources stopped for nothing.
    try:
        machine.until(min(options["power_timeout"], 10))
        machine.bring("running", "start")
    except Failure as failure:
        say(sys.stderr, "%s: off for sure, but not seen on again: %s" % (NAME, failure))
    say(sys.stdout, "Success: Rebooted")


def status(machine, _options):
    runs = machine.state()["status"] == "running"
    say(sys.stdout, "Status: %s" % ("ON" if runs else "OFF"))
    return 0 if runs else 2


def monitor(api, options):
    """Fails where fencing would: the token, what it sees, and what it may."""
    if options["plug"] is None:
        if not machines(api):
            raise Failure("the token sees no machine: it needs VM.Audit and VM.PowerMgmt on /vms/...")
        return
    machine = Machine(api, options["plug"], options["power_timeout"])
    machine.state()
    machine.privileges()


def listed(api, options):
    words = {"running": "ON", "stopped": "OFF"}
    for each in sorted(machines(api), key=lambda one: one["vmid"]):
        parts = [str(each["vmid"]), each.get("name") or ""]
        if options["action"] == "list-status":
            parts.append(words.get(each.get("status"), "UNKNOWN"))
        say(sys.stdout, options["separator"].join(parts))


def act(options):
    action = options["action"]
    if action == "validate-all":
        return 0
    api = Api(options)
    if action == "monitor":
        return monitor(api, options) or 0
    if action in ("list", "list-status"):
        return listed(api, options) or 0
    machine = Machine(api, options["plug"], options["power_timeout"])
    return {"on": on, "off": off, "reboot": reboot, "status": status}[action](machine, options) or 0


def main(argv):
    try:
        stdin = "" if argv else getattr(sys.stdin, "buffer", sys.stdin).read()
        options = told(argv, stdin if isinstance(stdin, str) else stdin.decode("utf-8", "replace"))
        if options["help"] == "1":
            sys.stdout.write(manual() + "\n")
            return 0
        if options["version"] == "1":
            say(sys.stdout, AGENT_VERSION)
            return 0
        if options["action"] == "metadata":
            sys.stdout.write(metadata() + "\n")
            return 0
        return act(checked(options))
    except Failure as failure:
        say(sys.stderr, "%s: %s" % (NAME, failure))
    except Exception as unforeseen:
        # Its text might hold anything; where it happened is what a reader needs.
        line = sys.exc_info()[2]
        while line.tb_next:
            line = line.tb_next
        say(sys.stderr, "%s: unforeseen %s in line %d" % (NAME, type(unforeseen).__name__, line.tb_lineno))
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
