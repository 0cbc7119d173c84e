"""Sealing what a kiosk prints, with the keys as they lie in its folder now: a rotation needs no restart."""

from pathlib import Path

import structlog

from commands.keys.folder import KeyFolder
from config.city import Content
from config.published import dictionary_for
from kiosk.errors import KeyFileError
from kiosk.handover.record import Handover
from kiosk.handover.text import write_handover

log = structlog.get_logger()


class Sealing:
    """``kiosk.visit.papers.Seal`` of one kiosk. Without keys it seals nothing, and says so in the log."""

    def __init__(self, content: Content) -> None:
        kiosk = content.settings.kiosk
        self._kiosk = kiosk.id
        self._folder = KeyFolder(Path(kiosk.keys))
        self._dictionary = dictionary_for(content)

    def __call__(self, handover: Handover) -> tuple[str, ...]:
        try:
            keys = self._folder.kiosk_keys(self._kiosk)
        except KeyFileError as error:
            log.warning("handover_without_keys", code=error.code, file=str(error.file))
            return ()
        return write_handover(handover, keys, self._dictionary)
