"""Text as the makers of driving licences write it: in JIS X 0208, with 外字 for all that it lacks."""

from dataclasses import dataclass, field

from kiosk.lettering.clusters import clusters

GAIJI_MAX = 2
"""外字 that DF1/EF03 has room for."""
LACKING = b"\xff\xfa"
"""欠字."""

_TO_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
_BY_THE_STANDARD = str.maketrans("－～∥￠￡￢", "−〜‖¢£¬")
_CODE_SET_1 = range(0xA1, 0xFF)
"""First bytes of JIS X 0208 in EUC-JP; those of JIS X 0201 and 0212 begin with 8E and 8F."""


@dataclass
class LicenceWriter:
    """Writes the texts of one card. Narrow characters become wide; others become 外字, numbered as they come up."""

    _numbered: dict[str, int] = field(default_factory=dict)

    def write(self, text: str, length_max: int) -> bytes:
        """Return no more than so many bytes; 欠字 stands at the end for what has no room."""
        codes = list(map(self._code, clusters(text.translate(_TO_WIDE))))
        room = length_max // 2
        return b"".join(codes if len(codes) <= room else [*codes[: room - 1], LACKING])

    def write_whole(self, text: str, length_max: int) -> bytes:
        """Return the text if there is room for all of it, else nothing."""
        written = b"".join(map(self._code, clusters(text)))
        return written if len(written) <= length_max else b""

    def _code(self, cluster: str) -> bytes:
        return _coded(cluster) or self._gaiji(cluster)

    def _gaiji(self, cluster: str) -> bytes:
        number = self._numbered.setdefault(cluster, len(self._numbered) + 1)
        return bytes((0xFF, 0xF0 + number)) if number <= GAIJI_MAX else LACKING


def _coded(cluster: str) -> bytes:
    """Return the code in the standard of a cluster that is one character and has one, else nothing."""
    try:
        euc = cluster.translate(_BY_THE_STANDARD).encode("euc_jp")
    except UnicodeEncodeError:
        return b""
    has_code = len(euc) == 2 and euc[0] in _CODE_SET_1
    return bytes(byte & 0x7F for byte in euc) if has_code else b""
