"""What a reader says of itself: PC/SC part 10 (IFDs with Secure PIN Entry Capabilities, 2.02.09), 2.2 and 2.6.14.

Its answers are sequences of tag, length and value, one byte for tag and length.
"""

from collections.abc import Iterator

GET_FEATURE_REQUEST = 3400
GET_TLV_PROPERTIES = 0x12
_MAX_APDU_DATA_SIZE = 0x0A


def control_code(features: bytes, feature: int) -> int | None:
    """Return the control code of a feature out of the answer to GET_FEATURE_REQUEST."""
    return next((int.from_bytes(value, "big") for tag, value in _objects(features) if tag == feature), None)


def longest_data(properties: bytes) -> int | None:
    """Return dwMaxAPDUDataSize: 0 where the reader takes short APDUs only; None when it is not told."""
    values = (value for tag, value in _objects(properties) if tag == _MAX_APDU_DATA_SIZE)
    return next((int.from_bytes(value, "little") for value in values), None)


def _objects(data: bytes) -> Iterator[tuple[int, bytes]]:
    while len(data) >= 2 and len(data) >= 2 + data[1]:
        yield data[0], data[2 : 2 + data[1]]
        data = data[2 + data[1] :]
