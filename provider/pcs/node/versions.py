# Which version of the configuration is whose: Pacemaker has (admin_epoch, epoch, num_updates), of which the last counts
# changes of the status.
import xml.etree.ElementTree as versions_tree

# The configuration's versions as (admin_epoch, epoch): the one that this process left, and the one since which nobody else
# has written; and the text that was written last.
OURS = {"left": None, "since": None, "text": None}


def version(cib):
    """(admin_epoch, epoch, num_updates) of a CIB."""
    root = text(cib[: cib.index(b">")])
    return tuple(int(re.search(r'\b%s="(\d+)"' % name, root).group(1)) for name in ("admin_epoch", "epoch", "num_updates"))


def whatever_status(patch):
    """The patch without the count of status updates that it was made on: those are no concern of the configuration."""
    return re.sub(br'(<source\b[^>]*) num_updates="\d+"', br"\1", patch, count=1)


def count_epoch_up(path, base):
    """A patch to an equal version is applied and refused at once; pcs counts up only through the real tools."""
    edited = contents(path)
    epoch = max(version(edited)[1], version(base)[1] + 1)
    end = edited.index(b">")
    root = re.sub(br'\bepoch="\d+"', ('epoch="%d"' % epoch).encode(), edited[:end].replace(b"admin_epoch", b"admin~"), count=1)
    save(path, root.replace(b"admin~", b"admin_epoch") + edited[end:])
    return epoch


def recognise(cib):
    """Pacemaker counts some patches up once more (seen with 2.1.5): what was written is known by its text then."""
    written, OURS["text"] = OURS["text"], None
    if written and version(cib)[:2] == (OURS["left"][0], OURS["left"][1] + 1) and plain(cib) == plain(written):
        OURS["left"] = version(cib)[:2]


def plain(cib):
    """A configuration whatever the order of its attributes."""
    configuration = versions_tree.fromstring(cib).find("configuration")
    return [(one.tag, sorted(one.attrib.items()), len(one)) for one in configuration.iter()]
