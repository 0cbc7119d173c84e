"""The one way in which something is imported late: by name, when it is needed.

The supervisor of the kiosk must stay without Qt, and its visits need it; so commands, what a forked visit runs, and
what is slow to import and not needed for the first screen are named and not imported.
"""

from importlib import import_module
from typing import Any


def late(name: str) -> Any:
    """Return what ``package.module:attribute`` names."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)
