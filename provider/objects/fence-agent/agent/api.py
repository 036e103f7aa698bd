class Untrusted(Exception):
    """Who answers is not known."""


class Refused(Failure):
    """The token is not good."""


class Api(object):
    """The API of a Proxmox cluster: the same at each of its nodes, so the next one is asked where one cannot be."""

    def __init__(self, options):
        self.endpoints = list(options["ip"])
        self.fingerprints = options["ssl_fingerprint"]
        self.verified, self.verbose = not (self.fingerprints or options["ssl_insecure"]), options["verbose"]
        self.limit = None
        self.connecting, self.answering = options["login_timeout"], options["shell_timeout"]
        self.token, self.token_now = options["token"], lambda: token(options)
        self.context = self.trust(options["ssl_ca_file"])

    def trust(self, authorities):
        try:
            context = ssl.create_default_context(cafile=authorities)
        except (ssl.SSLError, IOError, OSError):
            raise Failure("ssl_ca_file: %s holds no certificate" % authorities)
        if not self.verified:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        elif authorities and hasattr(ssl, "VERIFY_X509_STRICT"):
            # Python 3.13 refuses authorities that lack what RFC 5280 asks for, as one's own often do.
            context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        return context

    def call(self, method, path):
        """What the API answers; a token that was replaced while this runs is taken from its file."""
        while True:
            try:
                return self.call_any(method, path)
            except Refused:
                before, self.token = self.token, self.token_now()
                if self.token == before:
                    raise

    def call_any(self, method, path):
        """What an endpoint answers; tried at each of them, beginning with the one that answered last."""
        reasons = []
        for _each in list(self.endpoints):
            try:
                return self.ask(self.endpoints[0], method, path)
            except Unreachable as failure:
                reasons.append("%s" % failure)
                self.endpoints.append(self.endpoints.pop(0))
        raise Unreachable("; ".join(reasons))

    def ask(self, endpoint, method, path):
        place = "https://%s:%d" % (("[%s]" if ":" in endpoint[0] else "%s") % endpoint[0], endpoint[1])
        try:
            status, reason, body = self.exchange(endpoint, method, "/api2/json" + path)
        except socket.timeout:
            raise Unreachable("%s does not answer in time" % place)
        # These two are what the next ones are in some versions of Python, and not in others.
        except (ssl.SSLError, ssl.CertificateError, Untrusted) as failure:
            said = re.sub(r" \(_ssl\.c:\d+\)$", "", "%s" % (failure,))
            raise Unreachable("no trusted connection to %s: %s" % (place, said))
        except (socket.error, HTTPException) as failure:
            said = getattr(failure, "strerror", None) or failure
            raise Unreachable("%s does not answer: %s" % (place, plain(said) or "the connection ended"))
        if self.verbose:
            say(sys.stderr, "%s: %s %s%s: %s %s" % (NAME, method, place, path, status, reason))
        return answer(place, status, reason, body)

    def exchange(self, endpoint, method, path):
        host, port = endpoint
        connection = HTTPSConnection(host, port, timeout=self.within(self.connecting), context=self.context)
        if self.verified:
            # Python 2 compares an address with names alone, so addresses are compared in `prove`.
            self.context.check_hostname = not (sys.version_info[0] == 2 and is_address(host))
        try:
            connection.connect()
            self.prove(connection.sock, host)
            connection.sock.settimeout(self.within(self.answering))
            connection.request(method, path, headers={"Authorization": "PVEAPIToken=" + self.token})
            response = connection.getresponse()
            return response.status, plain(response.reason)[:300], response.read(2 ** 24).decode("utf-8", "replace")
        finally:
            connection.close()

    def within(self, seconds):
        """A time limit that does not reach beyond that of the whole action by more than a second."""
        return seconds if self.limit is None else max(1, min(seconds, self.limit - clock()))

    def prove(self, sock, host):
        """Before the token is sent: the certificate is the one that is trusted."""
        if self.fingerprints:
            shown = hashlib.sha256(sock.getpeercert(True)).hexdigest()
            if shown not in self.fingerprints:
                raise Untrusted("its certificate has the fingerprint %s" % colons(shown))
        elif self.verified and sys.version_info[0] == 2 and is_address(host):
            names = [value for kind, value in sock.getpeercert().get("subjectAltName", ()) if kind == "IP Address"]
            if packed(host) not in [packed(name) for name in names]:
                raise Untrusted("its certificate is for %s" % (", ".join(names) or "no address"))


def answer(place, status, reason, body):
    """The data of an answer; fails in Proxmox's own words where it is none."""
    if status in (502, 503, 504, 595, 596, 598, 599):
        raise Unreachable("%s does not reach the machine's host: %s %s" % (place, status, reason))
    if status == 401:
        raise Refused("%s refuses the token: %s" % (place, reason))
    if status == 403:
        raise Failure("the token may not do this: %s" % reason)
    try:
        data = json.loads(body)
    except ValueError:
        data = None
    if status >= 500:
        raise Trouble("%s: %s" % (place, reason))
    if status != 200:
        wrong = data.get("errors") if isinstance(data, dict) else None
        details = "; ".join("%s: %s" % pair for pair in sorted(wrong.items())) if isinstance(wrong, dict) else ""
        raise Failure("%s: %s %s %s" % (place, status, reason, plain(details)))
    if not isinstance(data, dict) or "data" not in data:
        raise Unreachable("%s answers, but not as Proxmox does" % place)
    return data["data"]


def is_address(host):
    return packed(host) is not None


def packed(host):
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            return socket.inet_pton(family, host)
        except (socket.error, ValueError):
            pass
    return None


def colons(digest):
    return ":".join(digest[at : at + 2] for at in range(0, len(digest), 2)).upper()
