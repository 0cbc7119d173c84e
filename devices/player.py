"""``aplay``, the program that plays every sound on the machine's default device."""

import subprocess

import structlog

log = structlog.get_logger()

IN_TURN = ("aplay", "--quiet", "-")
"""Waits for a device that somebody else holds."""

AT_ONCE = ("aplay", "--quiet", "--nonblock", "-")
"""A device that somebody else holds is an error at once, and not a sound that comes too late."""


class Player:
    """Plays each sound in a program of its own, so that no driver can hold us.

    Says in the log once, by the name of ``silence``, that it cannot be heard, and again only after it was heard in
    between.
    """

    def __init__(self, program: tuple[str, ...], silence: str) -> None:
        self._program = program
        self._silence = silence
        self._silent = False

    def play(self, wav: bytes, within_s: float) -> None:
        """Return once it was heard or cannot be; a player that is not through by then is ended. Raises nothing."""
        try:
            self._run(wav, within_s)
        except (OSError, subprocess.SubprocessError) as error:
            if not self._silent:
                log.warning(self._silence, reason=str(error))
            self._silent = True
        else:
            self._silent = False

    def _run(self, wav: bytes, within_s: float) -> None:
        nowhere = subprocess.DEVNULL
        subprocess.run(self._program, input=wav, stdout=nowhere, stderr=nowhere, timeout=within_s, check=True)
