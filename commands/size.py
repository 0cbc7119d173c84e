"""The size of a window as an option of a command."""

from typing import Annotated

import typer

from kiosk.errors import UsageError

Size = Annotated[str, typer.Option(metavar="WxH", help="A window of so many pixels; empty: the whole screen.")]


def pixels(size: str) -> tuple[int, int] | None:
    """Read a size such as 1080x1920; None for an empty one. Raises UsageError."""
    if not size:
        return None
    width, _, height = size.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise UsageError("A size is given in pixels, such as 1080x1920.")
    return int(width), int(height)
