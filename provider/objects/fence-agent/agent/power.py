# A machine that is stopped under one of these locks comes to life by itself, elsewhere, or as it was before.
AWAKENING = ("migrate", "rollback", "suspending", "suspended")


class Machine(object):
    """A virtual machine: where it is, how it is, and what gives and takes its power."""

    def __init__(self, api, plug, seconds):
        self.api, self.plug, self.path = api, plug, None
        self.until(seconds)

    def until(self, seconds):
        """Gives what follows some seconds."""
        self.limit = self.api.limit = clock() + seconds

    def find(self):
        found = [each for each in machines(self.api) if self.plug in (str(each["vmid"]), each.get("name"))]
        if self.plug.isdigit():
            found = [each for each in found if str(each["vmid"]) == self.plug]
        if not found:
            place = "/vms/" + (self.plug if self.plug.isdigit() else "...")
            raise Failure("there is no machine %s, or the token has no VM.Audit on %s" % (self.plug, place))
        if len(found) > 1:
            numbers = ", ".join(sorted(str(each["vmid"]) for each in found))
            raise Failure("%d machines have the name %s (%s): give the number" % (len(found), self.plug, numbers))
        self.vmid, self.node = found[0]["vmid"], found[0]["node"]
        self.path = "/nodes/%s/qemu/%s" % (quote(str(self.node), safe=""), quote(str(self.vmid), safe=""))

    def state(self):
        """The machine's state as its host sees it, looked up anew where it has left that host."""
        if self.path is None:
            self.find()
        try:
            seen = self.api.call("GET", self.path + "/status/current")
        except Trouble:
            self.path = None
            raise
        if not isinstance(seen, dict) or seen.get("status") not in ("running", "stopped"):
            raise Trouble("the state of machine %s is not known" % self.plug)
        return seen

    def bring(self, wanted, verb):
        """Brings it into a state and believes only what is seen; what may pass is waited for."""
        self.wait, asked = 1, False
        while True:
            try:
                seen = self.state()
                lock = seen.get("lock")
                if seen["status"] == wanted and not (wanted == "stopped" and lock in AWAKENING):
                    return
                if lock:
                    raise Trouble("machine %s is locked (%s)" % (self.plug, lock))
                if not asked:
                    asked = self.carried_out(verb)
                reason = "machine %s is still %s" % (self.plug, seen["status"])
                pause = 0.3
            except Trouble as failure:
                reason, pause = failure, 1
            if clock() + pause > self.limit:
                raise Failure("%s (waited until the power timeout)" % reason)
            time.sleep(pause)

    def carried_out(self, verb):
        """Asks for a change of power and waits for the task's outcome; fails where the task does."""
        task = self.api.call("POST", "%s/status/%s" % (self.path, verb))
        if not isinstance(task, type("")) and not isinstance(task, type(u"")) or not task.startswith("UPID:"):
            raise Trouble("Proxmox began no task to %s machine %s" % (verb, self.plug))
        place = "/nodes/%s/tasks/%s/status" % (quote(task.split(":")[1], safe=""), quote(task, safe=":@"))
        while clock() < self.limit:
            seen = self.api.call("GET", place)
            if seen.get("status") == "stopped":
                outcome = plain(seen.get("exitstatus", "unknown"))
                if outcome == "OK" or outcome.startswith("WARNINGS"):
                    return True
                # The task log of Proxmox should not fill up with what is tried again.
                self.wait = min(self.wait * 2, 10)
                if clock() + self.wait < self.limit:
                    time.sleep(self.wait)
                raise Trouble("the task to %s machine %s failed: %s" % (verb, self.plug, outcome))
            time.sleep(0.3)
        raise Failure("the task to %s machine %s has not ended within the power timeout" % (verb, self.plug))

    def privileges(self):
        """Fails where the token could see the machine but not switch it off."""
        seen = self.api.call("GET", "/access/permissions?path=/vms/%s" % self.vmid)
        held = seen.get("/vms/%s" % self.vmid) if isinstance(seen, dict) else None
        # Nothing at all is told of a token by a Proxmox that does not know the question.
        if isinstance(held, dict) and held and "VM.PowerMgmt" not in held:
            raise Failure("the token has no VM.PowerMgmt on /vms/%s" % self.vmid)


def machines(api):
    """The virtual machines that the token may see, with their hosts."""
    listed = api.call("GET", "/cluster/resources?type=vm")
    if not isinstance(listed, list):
        raise Unreachable("the list of machines is none")
    return [each for each in listed if each.get("type") == "qemu" and not each.get("template")]
