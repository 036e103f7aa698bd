# pcs parses the whole CIB for each edit, several times, so a thousand edits would take a thousand times longer than one, a
# thousand times over. In a large CIB an edit gets a copy with only the resources and constraints that it names and those
# that belong to them; what comes out is put back. Where that could differ from an edit of the whole, the whole is edited.
import xml.etree.ElementTree as slices_tree

SLICED = ("resources", "constraints")
REFERENCES_TO = ("rsc", "with-rsc", "first", "then")
LARGE = 50000  # bytes


class Slices(object):
    def __init__(self, cib):
        self.root = slices_tree.fromstring(cib)
        self.configuration = self.root.find("configuration")
        self.sections = [one for one in map(self.configuration.find, SLICED) if one is not None]
        self.holders = {}
        for section in self.sections:
            for holder in section:
                self.remember(holder)

    def names(self, holder):
        for element in holder.iter():
            for attribute in ("id",) + REFERENCES_TO:
                if attribute in element.attrib:
                    yield element.attrib[attribute]

    def remember(self, holder):
        for name in self.names(holder):
            self.holders.setdefault(name, set()).add(holder)

    def forget(self, holder):
        for name in self.names(holder):
            self.holders.get(name, set()).discard(holder)

    def slice(self, commands):
        """The copy for an edit, as a document."""
        words = set(part for argv in commands for word in argv for part in [word] + re.split(r"[\s=,:%]+", word))
        named = self.held_by(words)
        related = self.held_by(one.attrib["id"] for holder in named for one in holder.iter() if "id" in one.attrib)
        chosen = named | related
        chosen |= self.held_by(name for holder in chosen for name in self.names(holder))
        patterns = [one for section in self.sections for one in section if "rsc-pattern" in one.attrib]
        self.chosen = chosen | set(patterns)
        copy = slices_tree.Element("cib", self.root.attrib)
        configuration = slices_tree.SubElement(copy, "configuration", self.configuration.attrib)
        for section in self.configuration:
            if section.tag not in SLICED:
                configuration.append(section)
                continue
            part = slices_tree.SubElement(configuration, section.tag, section.attrib)
            part.extend([holder for holder in section if holder in self.chosen])
        slices_tree.SubElement(copy, "status")
        return slices_tree.tostring(copy, encoding="utf-8")

    def held_by(self, names):
        return set(holder for name in names for holder in self.holders.get(name, ()))

    def put_back(self, document):
        """False, with nothing changed, where the outcome for the whole could be another."""
        root = slices_tree.fromstring(document)
        new = root.find("configuration")
        if root.get("validate-with") != self.root.get("validate-with") or self.is_taken(new):
            return False
        for section in list(new):
            old = self.configuration.find(section.tag)
            if section.tag in SLICED and old is not None:
                self.put_section_back(old, section)
            elif old is None:
                self.configuration.append(section)
                self.sections = [one for one in map(self.configuration.find, SLICED) if one is not None]
                for holder in section if section.tag in SLICED else ():
                    self.remember(holder)
            else:
                self.configuration[list(self.configuration).index(old)] = section
        for gone in [one for one in self.configuration if one.tag not in SLICED and new.find(one.tag) is None]:
            self.configuration.remove(gone)
        return True

    def is_taken(self, configuration):
        """Whether pcs has given an id that was free in the copy alone."""
        parts = [configuration.find(tag) for tag in SLICED]
        ids = set(one.get("id") for part in parts if part is not None for one in part.iter() if one.get("id"))
        return any(not self.holders.get(one, set()) <= self.chosen for one in ids if self.belongs(one))

    def belongs(self, name):
        """Whether an element has this as its own id: references to it are elsewhere rightly."""
        others = self.holders.get(name, set()) - self.chosen
        return any(one.get("id") == name and "ref" not in one.tag for holder in others for one in holder.iter())

    def put_section_back(self, old, new):
        mine = dict((holder.get("id"), holder) for holder in old if holder in self.chosen)
        places = dict((holder, place) for place, holder in enumerate(old)) if mine else {}
        for holder in list(new):
            before = mine.pop(holder.get("id"), None)
            if before is None:
                old.append(holder)
            elif slices_tree.tostring(before) == slices_tree.tostring(holder):
                continue
            else:
                self.forget(before)
                old[places[before]] = holder
            self.remember(holder)
        for gone in mine.values():
            self.forget(gone)
            old.remove(gone)

    def document(self):
        return slices_tree.tostring(self.root, encoding="utf-8")
