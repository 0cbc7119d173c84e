"""The port Announcer: a chime and sentences on ALSA, spoken by a process of their own (``devices.speaking``)."""

import json
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import IO

import structlog

from devices.player import IN_TURN, Player
from devices.tones import CHIME, LENGTH_S, wav_of
from kiosk.ports import Utterance
from kiosk.settings import Voice

log = structlog.get_logger()

SPEAKER = (sys.executable, "-m", "devices.speaking")

LENGTH_BYTES = 4
"""Before each sound that the process answers with."""

ANSWER_S = 20.0
"""For one sentence; the first one waits until the dictionaries are loaded (1.5 s on two shared cores)."""

_PLAY_S = 30.0
"""No sentence is nearly as long; a player that is not through by then will not be."""

_CHIME_S = LENGTH_S + 4.0


class SpeakerGone(Exception):
    """The process ended, or does not answer in time."""


class AlsaAnnouncer:
    """Speaks while its process lives, and chimes in any case. What it cannot say it says in the log, once.

    The sentences are made while the chime is heard. A process that died or hangs is replaced at the next
    announcement. For one thread at a time.
    """

    def __init__(
        self, voice: Voice, speaker: tuple[str, ...] = SPEAKER, player: Player | None = None, answer_s: float = ANSWER_S
    ) -> None:
        self._voice = voice
        self._command = speaker
        self._player = player or Player(IN_TURN, silence="voice_silent")
        self._answer_s = answer_s
        self._chime = wav_of(CHIME, voice.volume / 100)
        self._speaker: subprocess.Popen[bytes] | None = None
        self._mute: set[str] = set()

    def wake(self) -> None:
        """Start the process, so that the first number that is called need not wait for it."""
        if self._voice.languages:
            with suppress(OSError):
                self._started()

    def announce(self, sentences: tuple[Utterance, ...]) -> None:
        wanted = [sentence for sentence in sentences if sentence.language in self._voice.languages]
        asked = self._asked(wanted)
        if self._voice.chime:
            self._player.play(self._chime, _CHIME_S)
        for sentence, sound in zip(wanted, self._sounds(len(wanted) if asked else 0), strict=False):
            self._heard(sentence, sound)

    def close(self) -> None:
        """End the process. It would end by itself when nobody is there to ask it."""
        if self._speaker is not None:
            self._speaker.kill()
            self._speaker.wait()
            for end in (self._speaker.stdin, self._speaker.stdout):
                self._pipe(end).close()
            self._speaker = None

    def _asked(self, sentences: list[Utterance]) -> bool:
        """Hand over what is to be said, and do not wait for it."""
        loudness = self._voice.volume / 100
        lines = (json.dumps([sentence.language, sentence.text, loudness]) for sentence in sentences)
        try:
            into = self._pipe(self._started().stdin) if sentences else None
            if into is not None:
                into.write("".join(f"{line}\n" for line in lines).encode())
                into.flush()
        except OSError as error:
            self._lost(str(error))
            return False
        return True

    def _sounds(self, count: int) -> Iterator[bytes]:
        """Yield so many answers, or fewer when the process is gone."""
        try:
            for _ in range(count):
                size = int.from_bytes(self._read(LENGTH_BYTES))
                yield self._read(size)
        except SpeakerGone as gone:
            self._lost(str(gone))

    def _heard(self, sentence: Utterance, sound: bytes) -> None:
        if sound:
            self._player.play(sound, _PLAY_S)
        elif sentence.language not in self._mute:
            self._mute.add(sentence.language)
            log.warning("voice_missing", language=sentence.language)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._speaker is not None and self._speaker.poll() is not None:
            self._lost(f"it ended with {self._speaker.returncode}")
        if self._speaker is None:
            pipe = subprocess.PIPE
            self._speaker = subprocess.Popen(self._command, stdin=pipe, stdout=pipe, bufsize=0)
        return self._speaker

    def _read(self, size: int) -> bytes:
        """Return so many bytes of the answer. Raises SpeakerGone."""
        assert self._speaker is not None
        out, got = self._pipe(self._speaker.stdout), b""
        while len(got) < size:
            ready, _, _ = select.select([out], [], [], self._answer_s)
            part = out.read(size - len(got)) if ready else b""
            if not part:
                raise SpeakerGone("it hung" if not ready else "it ended")
            got += part
        return got

    def _lost(self, reason: str) -> None:
        log.warning("speaker_lost", reason=reason)
        self.close()

    @staticmethod
    def _pipe(end: IO[bytes] | None) -> IO[bytes]:
        assert end is not None
        return end
