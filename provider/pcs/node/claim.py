# Does anybody on the network answer for an address? On Ethernet three ARP requests ask for it, as the kernel would send
# them, but not a second apart: a host in the same network answers within milliseconds, the last has 0.3 s, and the
# kernel waits three. Elsewhere the kernel is asked: a packet to the discard port makes it look for the address (ARP, NDP),
# and its table tells whether a host answered.
import binascii, select, socket, struct

FOUND = ("REACHABLE", "STALE", "DELAY", "PROBE", "PERMANENT")
ARP, IPV4, ETHERNET, REQUEST = 0x0806, 0x0800, 1, 1
ASK_AT, PATIENCE = (0, 0.2, 0.4), 0.7


def claim(request):
    return {"answers": dict((address, answers(address, request.get("nic"))) for address in request["addresses"])}


def answers(address, nic):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    if any(address == line.split("/")[0] for line in own_addresses(family)):
        return {"where": "here"}
    device = nic or route_device(address, family)
    if device is None:
        return {"where": "unknown", "why": "no interface of this node is in the address's network"}
    if family == socket.AF_INET:
        try:
            return heard(address, device)
        except (IOError, OSError, ValueError):
            pass  # no Ethernet, or no raw packets for this program
    return told_by_kernel(family, address, device)


def heard(address, device):
    if int(text(contents("/sys/class/net/%s/type" % device) or b"0")) != ETHERNET:
        raise ValueError("%s has no ARP" % device)
    wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ARP))
    try:
        wire.bind((device, ARP))
        own, wanted = wire.getsockname()[4], socket.inet_aton(address)
        frame = b"\xff" * 6 + own + struct.pack("!HHHBBH", ARP, ETHERNET, IPV4, 6, 4, REQUEST)
        frame += own + own_address_on(device) + b"\0" * 6 + wanted
        began, asked = time.time(), 0
        while True:
            past = time.time() - began
            if asked < len(ASK_AT) and past >= ASK_AT[asked]:
                wire.send(frame)
                asked += 1
                continue
            if past >= PATIENCE:
                return {"where": "nowhere"}
            left = (ASK_AT + (PATIENCE,))[asked] - past
            if not select.select([wire], [], [], max(0, left))[0]:
                continue
            answer = wire.recv(64)
            sender = answer[22:28]
            if answer[12:14] == frame[12:14] and answer[28:32] == wanted and sender != own:
                spelled = text(binascii.hexlify(sender))
                hardware = ":".join(spelled[at : at + 2] for at in range(0, 12, 2))
                return {"where": "elsewhere", "hardware": hardware, "device": device}
    finally:
        wire.close()


def own_address_on(device):
    found = re.search(r"inet ([\d.]+)", text(tool(["ip", "-o", "-4", "addr", "show", "dev", device])[1]))
    return socket.inet_aton(found.group(1) if found else "0.0.0.0")


def told_by_kernel(family, address, device):
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
