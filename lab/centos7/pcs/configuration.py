"""What pcs 0.9 writes into the CIB in another way than the pcs that is installed, changed afterwards in a file."""
import xml.etree.ElementTree as elements


def change(path, kind, name):
    document = elements.parse(path)
    {"master": as_master, "defaults": as_options}[kind](document.getroot(), name)
    document.write(path, encoding="utf-8")


def as_master(root, identity):
    """A promotable clone as the element that there was before."""
    for clone in root.iter("clone"):
        if clone.get("id") != identity:
            continue
        clone.tag = "master"
        for values in clone.findall("meta_attributes"):
            for pair in values.findall("nvpair"):
                if pair.get("name") == "promotable":
                    values.remove(pair)
            if len(values) == 0:
                clone.remove(values)


def as_options(root, section):
    """The one set of defaults has an id that ends otherwise."""
    new, old = section + "-meta_attributes", section + "-options"
    for values in root.iter("meta_attributes"):
        if values.get("id") != new:
            continue
        for element in values.iter():
            identity = element.get("id", "")
            if identity.startswith(new):
                element.set("id", old + identity[len(new) :])
