"""What holds in every process of the tests, settled before anything else is imported."""

import os
import shutil
import sys
import time
from pathlib import Path

# Compiled anew in every process of every run, the tests and the tools under them take 20 s of it.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

if sys.platform.startswith("linux") and not (
    os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

os.environ["TZ"] = "Asia/Kolkata"
if hasattr(time, "tzset"):
    time.tzset()

# No test leaves this machine or speaks TLS. Else every client that is made would read all the
# certificates the machine trusts, which takes longer than the calls; a folder is not read until then.
os.environ.pop("SSL_CERT_FILE", None)
os.environ["SSL_CERT_DIR"] = str(Path(__file__).parent)

# Every commit is written through to the disk: books that lie in memory need not wait for it.
MEMORY, ROOM = Path("/dev/shm"), 2 * 1024**3
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
