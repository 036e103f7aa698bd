# Does anybody on the network answer for an address? Asks by the kernel's own neighbour discovery (ARP, NDP): a packet to
# the discard port makes it look for the address, and its table tells whether a host answered.
import socket

FOUND, WAITING = ("REACHABLE", "STALE", "DELAY", "PROBE", "PERMANENT"), ("INCOMPLETE", "")


def claim(request):
    return {"answers": dict((address, answers(address, request.get("nic"))) for address in request["addresses"])}


def answers(address, nic):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    if any(address == line.split("/")[0] for line in own_addresses(family)):
        return {"where": "here"}
    device = nic or route_device(address, family)
    if device is None:
        return {"where": "unknown", "why": "no interface of this node is in the address's network"}
    flag = "-6" if family == socket.AF_INET6 else "-4"
    tool(["ip", flag, "neigh", "del", address, "dev", device])
    knock(address, family, device)
    deadline = time.time() + 3.5  # the kernel asks three times, a second apart
    while time.time() < deadline:
        hardware, state = neighbour(flag, address, device)
        if hardware and state in FOUND:
            return {"where": "elsewhere", "hardware": hardware, "device": device}
        if state == "FAILED":
            break
        time.sleep(0.05)
    return {"where": "nowhere"}


def own_addresses(family):
    name = "inet6" if family == socket.AF_INET6 else "inet"
    return re.findall(name + r" (\S+)", text(tool(["ip", "-o", "addr", "show"])[1]))


def route_device(address, family):
    code, out, _err = tool(["ip", "-o", "route", "get", address])
    found = re.search(r"\bdev (\S+)", text(out))
    return found.group(1) if code == 0 and found and " via " not in text(out) else None


def knock(address, family, device):
    packet = socket.socket(family, socket.SOCK_DGRAM)
    try:
        scope = socket.if_nametoindex(device) if family == socket.AF_INET6 and hasattr(socket, "if_nametoindex") else 0
        packet.sendto(b"", (address, 9) if family == socket.AF_INET else (address, 9, 0, scope))
    except (IOError, OSError):
        pass  # no route to the host is an answer too: the neighbour table has it
    finally:
        packet.close()


def neighbour(flag, address, device):
    words = text(tool(["ip", flag, "neigh", "show", "to", address, "dev", device])[1]).split()
    hardware = words[words.index("lladdr") + 1] if "lladdr" in words else None
    return hardware, words[-1] if words else ""
