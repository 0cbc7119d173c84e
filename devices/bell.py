"""The port Bell on ALSA: ``aplay`` plays the sounds on the machine's default device."""

import subprocess

import structlog

from devices.tones import wav_of
from kiosk.ports import Sound

log = structlog.get_logger()

PLAYER = ("aplay", "--quiet", "--nonblock", "-")
"""With ``--nonblock`` a device that somebody else holds is an error at once, and not a sound that comes too late."""

PLAY_S = 3.0
"""A sound takes little more than a second; a player that is not through by then will not be."""


class AlsaBell:
    """Plays each sound in a program of its own, so that no driver can hold the kiosk.

    Says in the log once that it cannot be heard, and again only after it was heard in between.
    """

    def __init__(self, play_s: float = PLAY_S) -> None:
        self._sounds = {sound: wav_of(sound) for sound in Sound}
        self._play_s = play_s
        self._silent = False

    def ring(self, sound: Sound) -> None:
        try:
            self._play(self._sounds[sound])
        except (OSError, subprocess.SubprocessError) as error:
            if not self._silent:
                log.warning("bell_silent", reason=str(error))
            self._silent = True
        else:
            self._silent = False

    def _play(self, wav: bytes) -> None:
        nowhere = subprocess.DEVNULL
        subprocess.run(PLAYER, input=wav, stdout=nowhere, stderr=nowhere, timeout=self._play_s, check=True)
