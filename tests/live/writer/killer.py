# Waits for the program that writes and stays, and kills it so many milliseconds after it came: nothing of it is asked to
# end. Tells what the configuration is then. Without a number it only tells how many milliseconds the program lived.
import os, signal, subprocess, sys, time


def read(pid, name):
    try:
        with open("/proc/%s/%s" % (pid, name), "rb") as opened:
            return opened.read()
    except (IOError, OSError):
        return b""


def parent(pid):
    return read(pid, "stat").rsplit(b")", 1)[-1].split()[1:2]


def is_the_program(pid):
    words = read(pid, "cmdline").split(b"\0")
    above = parent(pid)
    return b"python" in words[0] and above and b"\0stays\0" in read(above[0].decode(), "cmdline")


def found():
    return [int(pid) for pid in os.listdir("/proc") if pid.isdigit() and is_the_program(pid)]


def waited_for(ready):
    end = time.time() + 120
    while time.time() < end:
        there = found()
        if ready(there):
            return there
        time.sleep(0.01)
    sys.exit("it did not come, or that of the run before did not go")


waited_for(lambda there: not there)
pid, began = waited_for(bool)[0], time.time()
if len(sys.argv) > 1:
    time.sleep(float(sys.argv[1]) / 1000)
    try:
        os.kill(pid, signal.SIGKILL)
        print("killed")
    except OSError:
        print("over")
    sys.stdout.flush()
    subprocess.call(["cibadmin", "-Q"])
else:
    while os.path.exists("/proc/%d" % pid):
        time.sleep(0.01)
    print(int((time.time() - began) * 1000))
