"""A screen: the one that is there, or a virtual one (Xvfb) for as long as it is needed."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.errors import UsageError

SIZE = "3000x1920x24"
"""Room for the portrait lobby and the landscape board beside it."""


@contextmanager
def some_display() -> Iterator[bool]:
    """Set DISPLAY to a virtual screen if there is none; yield whether the screen is a real one."""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        yield True
        return
    if shutil.which("Xvfb") is None:
        raise UsageError("There is no screen, and no Xvfb to stand in for one. Install the package xvfb.")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"]
    process = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as ready:
            number = ready.readline().strip()
        if not number:
            raise UsageError("Xvfb ended as soon as it was started.")
        os.environ["DISPLAY"] = f":{number}"
        yield False
    finally:
        os.environ.pop("DISPLAY", None)
        process.terminate()
        process.wait()
