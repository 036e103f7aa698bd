#!/usr/bin/python3
# Starts the pcs of a source tree in place of the installed one, with the places where Debian keeps Pacemaker.
import sys

sys.path.insert(0, "/opt/pcs-0.9")
from pcs import settings

daemons = {"pengine": "schedulerd", "crmd": "controld", "cib": "based", "stonithd": "fenced"}
for old, new in daemons.items():
    setattr(settings, old + "_binary", "/usr/lib/pacemaker/pacemaker-" + new)
settings.pcsd_exec_location = "/opt/pcs-0.9/pcsd/"

from pcs import app

app.main(sys.argv[1:])
