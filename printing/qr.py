"""Text as a QR symbol (ISO/IEC 18004): rows of modules, without the quiet zone."""

from qrcode.constants import ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode
from qrcode.util import BIT_LIMIT_TABLE, MODE_ALPHA_NUM, QRData, mode_sizes_for_version

from kiosk.errors import UsageError

_MASK = 0
"""Any mask can be read. Comparing all eight takes four fifths of the time and gains nothing on text that is sealed
or packed and so looks random."""


def encode(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return one symbol, error correction M, True is dark.

    Takes the 45 characters of alphanumeric mode; raises UsageError for others and for more than 3391 of them.
    """
    try:
        symbol = QRCode(_version(len(text)), ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
        symbol.add_data(QRData(text, mode=MODE_ALPHA_NUM))
        symbol.make(fit=False)
    except (ValueError, DataOverflowError) as error:
        raise UsageError("This text does not go into one QR symbol of alphanumeric characters.") from error
    return tuple(tuple(map(bool, row)) for row in symbol.get_matrix())


def _version(characters: int) -> int:
    """Return the smallest version that holds so many; qrcode would write all bits twice more to find it.

    ISO/IEC 18004, 7.4.4: two characters take 11 bits, a single one 6, after the mode (4) and their number.
    """
    bits = 4 + 11 * (characters // 2) + 6 * (characters % 2)
    limits = enumerate(BIT_LIMIT_TABLE[ERROR_CORRECT_M][1:], start=1)
    fitting = (version for version, limit in limits if bits + mode_sizes_for_version(version)[MODE_ALPHA_NUM] <= limit)
    return next(fitting, len(BIT_LIMIT_TABLE[ERROR_CORRECT_M]))
