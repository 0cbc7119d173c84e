"""The city's design tokens as custom properties of CSS; ``static/counter.css`` uses no other colours."""

from kiosk.settings import Tokens


def tokens_css(tokens: Tokens) -> str:
    """Return the tokens: ``--city-pressed`` and the like, corners in px. The sizes of type are the page's own."""
    colours = [f"--{_name(name)}:{colour}" for name, colour in tokens.colours.items()]
    corners = [f"--radius-{_name(name)}:{pixels // 2}px" for name, pixels in tokens.radius_px.items()]
    return f":root{{{';'.join((*colours, *corners))}}}\n"


def _name(token: str) -> str:
    return token.replace("_", "-")
