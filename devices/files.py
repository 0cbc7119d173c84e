"""The files of one card: selected by their names, read whole, opened by secrets. What they mean is not known here."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from devices import tlv
from devices.apdu import (
    AID,
    EXTENDED_LE_MAX,
    FID,
    OFFSET_MAX,
    SHORT_LE_MAX,
    SW,
    Command,
    Response,
    read_binary,
    read_binary_of,
    read_record_of,
    select_application,
    select_file,
    select_master_file,
    tries_in,
    verify,
)
from devices.connection import CardConnection, send
from kiosk.errors import Blocked, LastTry, LongAnswersRefused, Unreadable, WrongSecret

LEAST_TRIES = 2
"""With fewer left nothing is tried: only an office can unblock a card."""

OBJECT_MAX = 32_768
"""Bytes of the longest data object that we are ready to read; a card with photo and faces holds some 12,000."""


SHORT_IDENTIFIER_REFUSED = (SW.FUNCTION_NOT_SUPPORTED, SW.INCORRECT_PARAMETERS_P1_P2, SW.OFFSET_OUTSIDE_EF)
"""What a card that knows files by their full identifiers only answers to a short one."""


@dataclass(frozen=True)
class SecretFile:
    """Where a secret is kept (an IEF), how it looks (a regular expression), and its tries after a right one.

    ``by_short_identifier``: it is named in the command itself, which saves selecting it.
    """

    fid: FID
    pattern: str
    tries: int
    by_short_identifier: bool = False


class CardFiles:
    """Files of the current application. Reads in long answers where card and reader can, else in pieces of 256.

    Files that may be named by their short identifiers are, until the card refuses it.
    """

    def __init__(self, line: CardConnection, *, long_answers: bool = True) -> None:
        self._line = line
        self._long_answers = long_answers
        self._short_identifiers = True

    def through(self, layer: Callable[[CardConnection], CardConnection]) -> "CardFiles":
        """Return the same card's files, as they are read through one more layer on the line."""
        return CardFiles(layer(self._line), long_answers=self._long_answers)

    def send(self, command: Command) -> Response:
        return send(self._line, command)

    def has_application(self, aid: AID) -> bool:
        """Select the application; return whether the card has it."""
        response = self.send(select_application(aid))
        if response.sw == SW.NO_PRECISE_DIAGNOSIS:
            # The first command after power-up was seen to fail once on real cards.
            response = self.send(select_application(aid))
        return response.ok

    def select_application(self, aid: AID) -> None:
        """Raises Unreadable when the card lacks it."""
        if not self.has_application(aid):
            raise Unreadable(f"The card lacks the application {aid.hex().upper()}.")

    def select_master_file(self) -> None:
        response = self.send(select_master_file())
        if not response.ok:
            raise Unreadable(f"The card has no master file ({response.sw:04X}).")

    def select(self, fid: FID) -> None:
        response = self.send(select_file(fid))
        if not response.ok:
            raise Unreadable(f"The card lacks the file {fid:04X} ({response.sw:04X}).")

    # --- reading -----------------------------------------------------------------------

    def read_up_to(self, length: int) -> bytes:
        """Return the first ``length`` bytes of the current file, fewer where it is shorter."""
        return self._read_on(b"", length)

    def read_whole(self, fid: FID, length: int, asked: int = EXTENDED_LE_MAX) -> bytes:
        """Return the file with this short identifier, which has so many bytes by its standard.

        All of it is ``asked`` for at once, as standards show it; where that is refused, it comes in pieces.
        """
        return self._read_on(self._read_from_start(fid, asked) or b"", length)

    def read_object(self, fid: FID, tag: int, filler_max: int = 0, likely: int = SHORT_LE_MAX) -> bytes:
        """Return the value of the first data object in the file with this short identifier; it must have this tag.

        Up to ``filler_max`` bytes may stand before it. ``likely`` is how many bytes it probably has: one command
        suffices for them where long answers are given. Raises Unreadable.
        """
        return self._value(self._read_from_start(fid, likely), tag, filler_max)

    def read_record(self, fid: FID, number: int) -> bytes | None:
        """Return a record of the file with this short identifier, counted from 1; ``None`` where it is refused."""
        response = self.send(read_record_of(fid, number))
        return response.data if response.ok else None

    def _value(self, first: bytes | None, tag: int, filler_max: int) -> bytes:
        """Return the value of the object with which the current file begins; ``first`` was read of it already."""
        data = first or b""
        written = tlv.written(tag)
        at = data.find(written, 0, filler_max + len(written))
        head = tlv.header(data, at) if at >= 0 else None
        if head is None or head.tag != tag:
            raise Unreadable(f"The file does not begin with {tag:04X}.")
        if head.end > OBJECT_MAX:
            raise Unreadable("The card's data is longer than any we know.")
        data = self._read_on(data, head.end)
        if len(data) < head.end:
            raise Unreadable("The card's data is cut off.")
        return data[head.start : head.end]

    def _read_on(self, data: bytes, length: int) -> bytes:
        """Return what was read of the current file with what follows, until there are ``length`` bytes or no more."""
        while len(data) < length:
            part = self._read(len(data), length - len(data))
            if part is None:
                break
            data += part
        return data

    def _read_from_start(self, fid: FID, length: int) -> bytes | None:
        if self._short_identifiers:
            response = self._read_binary(read_binary_of(fid, length))
            if response.sw not in SHORT_IDENTIFIER_REFUSED:
                return self._read_bytes(response, 0)
            self._short_identifiers = False
        self.select(fid)
        return self._read(0, length)

    def _read(self, offset: int, length: int) -> bytes | None:
        """Return some of the bytes from ``offset`` on, at least one; None at the end of the file."""
        if offset > OFFSET_MAX:
            raise Unreadable("The file goes on where no command reaches.")
        return self._read_bytes(self._read_binary(read_binary(offset, length)), offset)

    def _read_bytes(self, response: Response, offset: int) -> bytes | None:
        if response.sw == SW.OFFSET_OUTSIDE_EF and offset > 0:
            return None
        if response.sw not in (SW.SUCCESS, SW.END_OF_FILE_REACHED):
            raise Unreadable(f"The card refused to be read at {offset} ({response.sw:04X}).")
        if not response.data:
            return None
        return response.data

    def _read_binary(self, command: Command) -> Response:
        if command.is_extended and self._long_answers:
            try:
                response = self.send(command)
            except LongAnswersRefused:
                response = Response(b"", SW.WRONG_LENGTH)
            if response.sw != SW.WRONG_LENGTH:
                return response
            self._long_answers = False
        return self.send(replace(command, le=min(command.le or 0, SHORT_LE_MAX)))

    # --- secrets -----------------------------------------------------------------------

    def tries_left(self, secret: SecretFile) -> int:
        """Ask how many tries the secret has left; this consumes none and leaves its file current."""
        response = self._asked_tries(secret)
        tries = secret.tries if response.ok else tries_in(response.sw)
        if tries is None:
            raise Unreadable(f"The card does not say how many tries are left ({response.sw:04X}).")
        return tries

    def _asked_tries(self, secret: SecretFile) -> Response:
        if self._names(secret):
            response = self.send(verify(b"", secret.fid))
            if response.sw not in SHORT_IDENTIFIER_REFUSED:
                return response
            self._short_identifiers = False
        self.select(secret.fid)
        return self.send(verify(b""))

    def _names(self, secret: SecretFile) -> bool:
        """Whether the secret's file is named in the command, and need not be current."""
        return secret.by_short_identifier and self._short_identifiers

    def open_with(self, secret: SecretFile, text: str) -> int:
        """Present the secret once, if at least two tries are left and it has the right shape; return the tries after.

        Raises Blocked, LastTry or WrongSecret; with the first two, and for a text of another shape, nothing was sent.
        """
        tries = self.tries_left(secret)
        if tries == 0:
            raise Blocked("The secret is blocked.", tries_left=0)
        if tries < LEAST_TRIES:
            raise LastTry("The secret has one try left, which is not used here.", tries_left=tries)
        if not re.fullmatch(secret.pattern, text):
            raise WrongSecret("The secret has another shape.", tries_left=tries)
        presented = verify(text.encode("ascii"), secret.fid if self._names(secret) else 0)
        return self._tries_after(secret, self.send(presented))

    def _tries_after(self, secret: SecretFile, response: Response) -> int:
        if response.ok:
            return secret.tries
        tries = tries_in(response.sw)
        if tries is None:
            raise Unreadable(f"The card did not judge the secret ({response.sw:04X}).")
        if tries == 0:
            raise Blocked("The secret is blocked now.", tries_left=0)
        raise WrongSecret("The secret is wrong.", tries_left=tries)
