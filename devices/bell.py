"""The port Bell on ALSA."""

from devices.player import AT_ONCE, Player
from devices.tones import TUNES, wav_of
from kiosk.ports import Sound

PLAY_S = 3.0
"""A sound takes little more than a second; a player that is not through by then will not be."""


class AlsaBell:
    """Rings at once or not at all."""

    def __init__(self, play_s: float = PLAY_S) -> None:
        self._sounds = {sound: wav_of(TUNES[sound]) for sound in Sound}
        self._player = Player(AT_ONCE, silence="bell_silent")
        self._play_s = play_s

    def ring(self, sound: Sound) -> None:
        self._player.play(self._sounds[sound], self._play_s)
