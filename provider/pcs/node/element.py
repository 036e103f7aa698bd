# What an old pcs has no words for: a few changes of the copy of the CIB itself, as commands that begin with `cib`.
import xml.etree.ElementTree as elements

REFERENCES = ("rsc", "with-rsc", "first", "then")


def change_elements(argv, path):
    """Answers like pcs: code, stdout, stderr."""
    document = elements.parse(path)
    root = document.getroot()
    changes = {
        "remove": remove, "name-set": name_set, "expect-no-set": expect_no_set, "name-clone": name_clone, "own-options": own_options,
    }
    change = changes[argv[1]]
    try:
        change(root, *argv[2:])
    except Refused as refused:
        return 1, "", "Error: %s\n" % refused
    save(path, elements.tostring(root, encoding="utf-8"))
    return 0, "", ""


class Refused(Exception):
    pass


def remove(root, identity):
    for holder in root.iter():
        for element in list(holder):
            if element.get("id") == identity:
                holder.remove(element)
                return
    raise Refused("'%s' does not exist" % identity)


def expect_no_set(root, section):
    if sets(root, section):
        raise Refused("this pcs knows one set of defaults only, and '%s' already exists" % sets(root, section)[0].get("id"))


def name_set(root, section, identity):
    found = sets(root, section)
    if len(found) != 1:
        raise Refused("this pcs changes one set of defaults only, and there are %d" % len(found))
    rename(root, found[0], identity)


def name_clone(root, resource, identity):
    for clone in list(root.iter("clone")) + list(root.iter("master")):
        if any(child.get("id") == resource for child in clone):
            return rename(root, clone, identity)
    raise Refused("'%s' is not a clone resource" % resource)


def own_options(root, resource):
    """The resource's own options stand before those of its operations: pcs takes the first that it finds."""
    for primitive in root.iter("primitive"):
        if primitive.get("id") == resource:
            own = primitive.find("instance_attributes")
            if own is None:
                own = elements.Element("instance_attributes", {"id": resource + "-instance_attributes"})
            else:
                primitive.remove(own)
            return primitive.insert(0, own)
    raise Refused("'%s' does not exist" % resource)


def sets(root, section):
    found = root.find("configuration/" + section)
    return [] if found is None else found.findall("meta_attributes")


def rename(root, element, identity):
    old = element.get("id")
    if old == identity:
        return
    if any(other.get("id") == identity for other in root.find("configuration").iter()):
        raise Refused("'%s' already exists" % identity)
    element.set("id", identity)
    # pcs lets constraints of a resource speak of its clone as soon as there is one.
    for constraint in root.iter("constraints"):
        for part in constraint.iter():
            names = REFERENCES + (("id",) if part.tag == "resource_ref" else ())
            for name in names:
                if part.get(name) == old:
                    part.set(name, identity)
