"""The port Announcer: a chime and sentences on ALSA, spoken by a process of their own (``devices.speaking``)."""

import json
import select
import subprocess
import sys

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


class _Gone(Exception):
    """The process ended, or does not answer in time."""


class _Speaker:
    """The process that speaks. Raises _Gone, and OSError where it cannot even be started."""

    def __init__(self, command: tuple[str, ...], answer_s: float) -> None:
        self._answer_s = answer_s
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._questions, self._answers = self.process.stdin, self.process.stdout

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None

    def ask(self, sentence: Utterance, loudness: float) -> None:
        """Hand over what is to be said, and do not wait for it."""
        line = json.dumps([sentence.language, sentence.text, loudness])
        try:
            self._questions.write(f"{line}\n".encode())
        except OSError as error:
            raise _Gone(str(error)) from error

    def answer(self) -> bytes:
        """Return the sound of the first sentence that was not answered yet; empty: there is no voice for it."""
        return self._read(int.from_bytes(self._read(LENGTH_BYTES)))

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self._questions.close()
        self._answers.close()

    def _read(self, size: int) -> bytes:
        got = b""
        while len(got) < size:
            ready, _, _ = select.select([self._answers], [], [], self._answer_s)
            part = self._answers.read(size - len(got)) if ready else b""
            if not part:
                raise _Gone("it ended" if ready else "it does not answer")
            got += part
        return got


class AlsaAnnouncer:
    """Speaks while its process lives, and chimes in any case. What it cannot say it says in the log.

    The sentences are made while the chime is heard. A process that died is replaced, one that hangs at
    the next announcement. For one thread at a time.
    """

    def __init__(
        self, voice: Voice, speaker: tuple[str, ...] = SPEAKER, player: Player | None = None, answer_s: float = ANSWER_S
    ) -> None:
        self._voice = voice
        self._loudness = voice.volume / 100
        self._command = speaker
        self._player = player or Player(IN_TURN, silence="voice_silent")
        self._answer_s = answer_s
        self._chime = wav_of(CHIME, self._loudness)
        self._speaker: _Speaker | None = None
        self._mute: set[str] = set()

    def wake(self) -> None:
        """Start the process, so that the first number that is called need not wait for it."""
        if self._voice.languages:
            self._asked([])

    def announce(self, sentences: tuple[Utterance, ...]) -> None:
        wanted = [sentence for sentence in sentences if sentence.language in self._voice.languages]
        speaker = self._asked(wanted) if wanted else None
        if self._voice.chime:
            self._player.play(self._chime, _CHIME_S)
        if speaker is not None:
            self._say(wanted, speaker)

    def close(self) -> None:
        """End the process. It would end by itself when nobody is there to ask it."""
        if self._speaker is not None:
            self._speaker.close()
            self._speaker = None

    def _asked(self, sentences: list[Utterance]) -> _Speaker | None:
        """Return who makes these sentences now; None: nobody."""
        if self._speaker is not None and self._speaker.ended:
            self._lost("it ended")
        try:
            if self._speaker is None:
                self._speaker = _Speaker(self._command, self._answer_s)
            for sentence in sentences:
                self._speaker.ask(sentence, self._loudness)
        except (_Gone, OSError) as error:
            self._lost(str(error))
        return self._speaker

    def _say(self, sentences: list[Utterance], speaker: _Speaker) -> None:
        try:
            for sentence in sentences:
                self._heard(sentence, speaker.answer())
        except _Gone as gone:
            self._lost(str(gone))

    def _heard(self, sentence: Utterance, sound: bytes) -> None:
        if sound:
            self._player.play(sound, _PLAY_S)
        elif sentence.language not in self._mute:
            self._mute.add(sentence.language)
            log.warning("voice_missing", language=sentence.language)

    def _lost(self, reason: str) -> None:
        log.warning("speaker_lost", reason=reason)
        self.close()
