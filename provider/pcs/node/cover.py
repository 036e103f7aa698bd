# What stands for secrets while pcs works: pcs 0.12 hands every option of an agent to Pacemaker's tools in an argument list,
# to have it validated, and a pcs that is started has its own. So pcs sees neither the secrets of an edit nor those that the
# CIB has already.
import binascii, xml.sax.saxutils


class Cover(object):
    def __init__(self, names):
        """`names` is a pattern of names whose values are secret."""
        self.names = re.compile(names, re.I)
        self.mark = "secret-%s-" % binascii.hexlify(os.urandom(8)).decode()
        self.values, self.marks = [], {}

    def argv(self, words):
        return [self.word(word) for word in words]

    def word(self, word):
        name, equals, value = word.partition("=")
        if not value or not self.names.search(name):
            return word
        escaped = xml.sax.saxutils.escape(value, {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
        return name + equals + self.mark_of(escaped.encode("ascii", "xmlcharrefreplace"))

    def covered(self, cib):
        return re.sub(br"<nvpair\b[^>]*>", self.pair, cib)

    def pair(self, found):
        whole = found.group(0)
        name = re.search(br'\sname="([^"]*)"', whole)
        value = re.search(br'\svalue="([^"]+)"', whole)
        if not name or not value or not self.names.search(text(name.group(1))):
            return whole
        return whole[: value.start(1)] + self.mark_of(value.group(1)).encode() + whole[value.end(1) :]

    def uncovered(self, cib):
        return re.sub(self.mark.encode() + br"(\d{6})", lambda found: self.values[int(found.group(1))], cib)

    def hidden(self, said):
        return re.sub(self.mark + r"\d{6}", "[secret]", said)

    def mark_of(self, value):
        """The value is as XML spells it."""
        if value not in self.marks:
            self.marks[value] = "%s%06d" % (self.mark, len(self.values))
            self.values.append(value)
        return self.marks[value]
