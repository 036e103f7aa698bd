# pcs inside this process: imported once instead of started for each edit. pcs starts Pacemaker's own tools three or four
# times an edit; where they are asked about the copy of the CIB they are answered from it, and anything that is not
# recognised goes to the real tool. Where pcs cannot be imported (Python 2, an unknown layout), it is started as usual.
HOW = []


class WarmPcs(object):
    def __init__(self):
        import contextlib, pcs.app, pcs.utils, pcs.lib.external, pcs.cli.common.lib_wrapper

        STARTED["pcs"] = STARTED.get("pcs", 0) + 1
        self.app, self.utils, self.contextlib = pcs.app, pcs.utils, contextlib
        self.metadata, self.edited = {}, {}
        self.wrapped = getattr(pcs.cli.common.lib_wrapper, "_CACHE", {})
        runner = pcs.lib.external.CommandRunner
        self.library_tool, self.utils_tool = runner.run, pcs.utils.run
        warm = self

        def library_run(self, args, stdin_string=None, *rest, **more):
            return warm.answer_library(self, args, stdin_string, *rest, **more)

        runner.run, pcs.utils.run = library_run, self.answer_utils

    def __call__(self, argv, path):
        out, err, code = io.StringIO(), io.StringIO(), 0
        # It keeps the first command's report, and with it an error that would be every later command's as well.
        self.wrapped.clear()
        with self.contextlib.redirect_stdout(out), self.contextlib.redirect_stderr(err):
            try:
                self.app.main(["-f", path] + argv)
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else int(end.code is not None)
            except Exception:
                return cold_pcs(argv, path)
        return code, out.getvalue(), err.getvalue()

    def answer_library(self, runner, args, *rest, **more):
        words = [str(word) for word in args]
        name, path = os.path.basename(words[0]), runner._env_vars.get("CIB_file")
        if any("metadata" in word for word in words):
            return self.remembered(tuple(words), lambda: self.library_tool(runner, args, *rest, **more))
        # pcs 0.12 asks each agent about each resource, half a second or more, for the sake of a warning.
        if "--validate" in words:
            return "<pacemaker-result/>", "", 0
        if path and name == "cibadmin" and words[1:] == ["--local", "--query"]:
            return text(contents(path)), "", 0
        if path and name == "crm_diff" and "--new" in words:
            self.edited[path] = contents(words[words.index("--new") + 1])
            return "<diff/>", "", 1
        if path and name == "cibadmin" and "--patch" in words and path in self.edited:
            save(path, self.edited.pop(path))
            return "", "", 0
        return self.library_tool(runner, args, *rest, **more)

    def answer_utils(self, args, ignore_stderr=False, string_for_stdin=None, *rest, **more):
        path = self.utils.filename if self.utils.usefile else None
        if path and list(args) == ["cibadmin", "-l", "-Q"]:
            return text(contents(path)), 0
        replaces = path and list(args[:2]) == ["cibadmin", "--replace"] and string_for_stdin
        if replaces and replace_configuration(path, string_for_stdin):
            return "", 0
        return self.utils_tool(args, ignore_stderr, string_for_stdin, *rest, **more)

    def remembered(self, key, ask):
        if key not in self.metadata:
            self.metadata[key] = ask()
        return self.metadata[key]

    def main(self, argv):
        """pcs's exit code, as its own program has it."""
        try:
            self.app.main(argv)
        except SystemExit as end:
            if end.code is None or isinstance(end.code, int):
                return end.code or 0
            sys.stderr.write(str(end.code) + "\n")
            return 1
        except BaseException:
            traceback.print_exc()
            return 1
        return 0


class Copied(object):
    """A command of pcs in a copy of this process: nothing is loaded anew for it, and nothing of it stays here."""

    def __init__(self, main, argv, stdin=b"", nice=0):
        self.out, self.err = tempfile.TemporaryFile(), tempfile.TemporaryFile()
        # Not by a file: it may be a secret.
        read, write = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self.become(main, argv, read, write, nice)
        os.close(read)
        with os.fdopen(write, "wb") as pipe:
            pipe.write(stdin)

    def become(self, main, argv, read, write, nice):
        code = 1
        try:
            os.close(write)
            os.nice(nice)
            for number, source in enumerate((read, self.out.fileno(), self.err.fileno())):
                os.dup2(source, number)
            sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")
            code = main(argv)
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)

    def ended(self):
        """Waits for its end; (code, stdout, stderr) as `tool` answers."""
        try:
            _pid, status = os.waitpid(self.pid, 0)
        except BaseException:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            raise
        code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)
        for said in (self.out, self.err):
            said.seek(0)
        return code, self.out.read(), self.err.read()


class Started(object):
    """The same where pcs has to be started: it runs when it is waited for."""

    def __init__(self, argv, stdin=b""):
        self.argv, self.stdin = argv, stdin

    def ended(self):
        return tool(["pcs"] + self.argv, self.stdin)


def pcs_beside(argv, stdin=b"", nice=0):
    """A command of pcs that runs beside what follows, where that is possible."""
    pcs = warm_or_cold()
    return Started(argv, stdin) if pcs is cold_pcs else Copied(pcs.main, argv, stdin, nice)


def cold_pcs(argv, path):
    code, out, err = tool(["pcs", "-f", path] + argv)
    return code, text(out), text(err)


def replace_configuration(path, document):
    """What `cibadmin --replace -o configuration` does: the whole of it, or the one section that the document is."""
    import xml.etree.ElementTree as tree

    new = tree.fromstring(document)
    new = new.find("configuration") if new.tag == "cib" else new
    cib = tree.parse(path)
    root = cib.getroot()
    holder = root if new.tag == "configuration" else root.find("configuration")
    old = holder.find(new.tag)
    if old is None:
        return False
    holder[list(holder).index(old)] = new
    save(path, tree.tostring(root, encoding="utf-8"))
    return True


def warm_or_cold():
    """How pcs is run here; found out once."""
    if not HOW:
        HOW.append(cold_pcs if sys.version_info < (3, 6) else warm_when_known())
    return HOW[0]


def warm_when_known():
    for bundled in ("/usr/lib/pcs/bundled/packages", "/usr/lib/pcs/pcs_bundled/packages"):
        if os.path.isdir(bundled):
            sys.path.insert(0, bundled)
    try:
        return WarmPcs()
    except Exception:
        return cold_pcs
