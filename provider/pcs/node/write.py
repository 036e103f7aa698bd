# The one writer: applies edits with pcs to a copy of the CIB and pushes the difference as one versioned patch.
STALE = (103, 205)  # "Update was older than existing configuration": Pacemaker 2 and newer, Pacemaker 1.1


def write(request):
    try:
        with locked(request["patience"]):
            return Writing(request).all_edits()
    except Busy:
        return {"busy": True}


class Writing(object):
    def __init__(self, request):
        self.edits = request["edits"]
        # What each edit was decided on; None where that is not to matter.
        self.seen = [at and tuple(at) for at in request.get("seen") or [None] * len(self.edits)]
        self.deadline = time.time() + request["patience"]
        self.results = [None] * len(self.edits)
        self.pushes = 0
        self.cover = Cover(request["secret"])

    def all_edits(self):
        self.pcs = warm_or_cold()
        forget_dead_folders()
        folder = own_folder()
        try:
            self.old, self.new = os.path.join(folder, "old"), os.path.join(folder, "new")
            self.patch_in_batches()
        finally:
            shutil.rmtree(folder)
        after = query()
        if after:
            recognise(after)
        return {"results": self.results, "pushes": self.pushes, "after": after and text(after)}

    def patch_in_batches(self):
        pending = list(range(len(self.edits)))
        size = len(pending)
        while pending:
            batch = pending[:size]
            base = query()
            if base is None:
                return self.refuse(pending, 1, "unable to get cib")
            recognise(base)
            self.leave_out_moved(pending, version(base)[:2])
            applied = self.apply_all([edit for edit in batch if self.results[edit] is None], base)
            code, said = self.push(base) if applied else (0, "")
            if code == 0:
                for edit in applied:
                    self.results[edit] = {"code": 0, "said": ""}
                size = len(pending)
            elif code in STALE or len(applied) > 1:
                # Somebody was faster, or the schema refuses one of several: fewer at once are quicker, and find it.
                if time.time() > self.deadline:
                    return self.refuse(pending, code, said)
                size = max(1, len(applied) // 2)
            else:
                self.refuse(applied, code, said)
            pending = [edit for edit in pending if self.results[edit] is None]

    def leave_out_moved(self, pending, at):
        """Somebody else has written since an edit was decided on: it is to be decided anew."""
        if OURS["left"] != at:
            OURS["left"] = OURS["since"] = at
        for edit in pending:
            seen = self.seen[edit]
            if seen and (seen < OURS["since"] or seen[0] != at[0]):
                self.results[edit] = {"code": 1, "said": "", "moved": True}

    def apply_all(self, batch, base):
        covered = self.cover.covered(base)
        save(self.old, base)
        save(self.new, covered)
        self.slices = Slices(covered) if len(covered) > LARGE else None
        applied = []
        for edit in batch:
            refusal = self.refusal_of(self.edits[edit])
            if refusal is None:
                applied.append(edit)
            else:
                self.refuse([edit], *refusal)
        if self.slices:
            save(self.new, self.slices.document())
        return applied

    def refusal_of(self, commands):
        """None when the copy has the edit; else nothing of it is in the copy."""
        if self.slices and not any(argv[0] == "cib" for argv in commands):
            save(self.new, self.slices.slice(commands))
            if self.first_refusal(commands) is None and self.slices.put_back(contents(self.new)):
                return None
        if self.slices:
            save(self.new, self.slices.document())
        before = contents(self.new)
        refusal = self.first_refusal(commands)
        if refusal is not None:
            save(self.new, before)
        elif self.slices:
            self.slices = Slices(contents(self.new))
        return refusal

    def first_refusal(self, commands):
        """An edit is one or more pcs commands: all of them, or none."""
        for argv in commands:
            covered = self.cover.argv(argv)
            code, out, err = (change_elements if argv[0] == "cib" else self.pcs)(covered, self.new)
            if code != 0:
                return code, err + "\n" + out

    def push(self, base):
        save(self.new, self.cover.uncovered(contents(self.new)))
        epoch = count_epoch_up(self.new, base)
        code, patch, err = tool(["crm_diff", "-o", self.old, "-n", self.new])
        if code == 0:
            return 0, ""
        if code != 1:
            return code, text(err)
        self.pushes += 1
        code, _out, err = tool(["cibadmin", "-P", "-p"], whatever_status(patch))
        if code == 0:
            OURS.update(left=(version(base)[0], epoch), text=contents(self.new))
        return code, text(err)

    def refuse(self, edits, code, said):
        for edit in edits:
            self.results[edit] = {"code": code, "said": self.cover.hidden(said)}


FOLDER = []


def own_folder():
    """A folder of the same name for each batch of this process: a pcs that stays knows its file by the first name."""
    if not FOLDER:
        FOLDER.append(tempfile.mkdtemp(prefix="pulumi-pacemaker-", dir="/run"))
    elif not os.path.isdir(FOLDER[0]):
        os.mkdir(FOLDER[0], 0o700)
    return FOLDER[0]


def query():
    """The CIB without its status, which is the larger part of it: pcs would parse it again and again for each edit."""
    code, cib, _err = tool(["cibadmin", "-Q"])
    return re.sub(br"<status>.*</status>", b"<status/>", cib, flags=re.DOTALL) if code == 0 else None


def save(path, data):
    with open(path, "wb") as opened:
        opened.write(data)


def forget_dead_folders():
    """Whoever left one was killed: the lock is ours, so nobody uses it."""
    for name in os.listdir("/run"):
        if name.startswith("pulumi-pacemaker-"):
            shutil.rmtree(os.path.join("/run", name), ignore_errors=True)
