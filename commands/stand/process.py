"""A part of the demo in a process of its own, forked, and gone when it is no longer needed."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def forked(run: Callable[[], None]) -> Iterator[int]:
    """Run ``run`` in a child; yield its pid; end it with SIGTERM."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            run()
            status = 0
        finally:
            os._exit(status)
    try:
        yield pid
    finally:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)
