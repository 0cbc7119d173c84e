"""A coverage-guided fuzzer of the TLV parser: `make fuzz`, or with -runs=N as the tests run it.

Anything but a result or Unreadable ends it, and so does a result that the bytes do not hold.
"""

import sys

import atheris

with atheris.instrument_imports(include=["devices.tlv"]):
    from devices import tlv
from kiosk.errors import Unreadable


def parse(data: bytes) -> None:
    """Parse ``data`` in both ways of writing tags."""
    for tags in tlv.Tags:
        try:
            found = tlv.objects(data, tags)
        except Unreadable:
            continue
        if found != _objects(data, tags):
            raise AssertionError("not what the headers say")


def _objects(data: bytes, tags: tlv.Tags) -> dict[int, bytes]:
    """Return the objects by their headers alone, none of which may reach beyond the data."""
    found, at = {}, 0
    while (head := tlv.header(data, at, tags)) is not None:
        if head.end > len(data) or head.end <= at:
            raise AssertionError("an object that the data does not hold")
        found[head.tag] = data[head.start : head.end]
        at = head.end
    return found


if __name__ == "__main__":
    atheris.Setup(sys.argv, parse)
    atheris.Fuzz()
