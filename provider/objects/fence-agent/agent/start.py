#!/bin/sh
""":"
# The shell reads to the exec, Python takes this for a text: hosts have Python under different names.
for python in python3 /usr/libexec/platform-python python2 python; do
    command -v "$python" >/dev/null 2>&1 && exec "$python" -E -s "$0" "$@"
done
echo "fence_pve_token: no Python found" >&2
exit 1
"""
# Fences virtual machines of Proxmox VE by its API, known to it by an API token.
# Written by pulumi-pacemaker, which puts it back when it is changed. SPDX-License-Identifier: Apache-2.0
# Python 2.7 to 3.13, the standard library alone.
import getopt, hashlib, json, os, re, socket, ssl, stat, sys, time

try:
    from http.client import HTTPException, HTTPSConnection
    from urllib.parse import quote
except ImportError:  # Python 2
    from httplib import HTTPException, HTTPSConnection
    from urllib import quote

from xml.sax.saxutils import escape, quoteattr

NAME = "fence_pve_token"
# Times must not jump when somebody sets the clock, where Python knows of such a clock.
clock = getattr(time, "monotonic", time.time)


class Failure(Exception):
    """What went wrong, in words for people and without secrets; trying again may help only where it is a Trouble."""


class Trouble(Failure):
    """A failure that may be over in a moment."""


class Unreachable(Trouble):
    """An endpoint that cannot be spoken to, or that does not reach the machine's host: another one may."""


def say(stream, line):
    """Writes one line, of which nothing but letters that every terminal has is left."""
    stream.write("%s\n" % plain(line))
    stream.flush()


def plain(words):
    return re.sub(r"[^\x20-\x7e]+", " ", "%s" % (words,)).strip()
