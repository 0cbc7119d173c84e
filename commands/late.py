"""The one way in which something is imported late: by name, when it is needed.

The supervisor of the kiosk must stay without Qt, and its visits need it; so commands, and what a forked visit runs,
are named and not imported.
"""

from importlib import import_module
from typing import Any


def late(name: str) -> Any:
    """Return what ``package.module:attribute`` names."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)
