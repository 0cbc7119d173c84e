"""Text as a QR symbol (ISO/IEC 18004): rows of modules, without the quiet zone."""

from qrcode.constants import ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode
from qrcode.util import MODE_ALPHA_NUM, QRData

from kiosk.errors import UsageError

_MASK = 0
"""Any mask can be read. Comparing all eight takes four fifths of the time and gains nothing on text that is sealed
or packed and so looks random."""


def encode(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return one symbol, error correction M, True is dark.

    Takes the 45 characters of alphanumeric mode; raises UsageError for others and for more than 3391 of them.
    """
    symbol = QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    try:
        symbol.add_data(QRData(text, mode=MODE_ALPHA_NUM))
        symbol.make(fit=True)
    except (ValueError, DataOverflowError) as error:
        raise UsageError("This text does not go into one QR symbol of alphanumeric characters.") from error
    return tuple(tuple(map(bool, row)) for row in symbol.get_matrix())
