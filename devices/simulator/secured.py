"""A software card that speaks with secure messaging, as residence cards do."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace

from devices.apdu import CLA, INS, MF, SW, Command, Response
from devices.cards.residence.card import DF1, NUMBER, VERIFY_NUMBER
from devices.secure_messaging import (
    NONCE,
    TOKEN,
    Random,
    Session,
    Share,
    Suite,
    key_of_number,
    share_in,
    token,
    wanted_length,
)
from devices.simulator.card import SoftwareCard, status
from devices.simulator.files import CardProfile
from devices.simulator.tries import TryCounters
from kiosk.errors import Unreadable


class SecuredCard(SoftwareCard):
    """Authenticates by its number, and gives what is in DF1 enciphered only. Tries are not counted.

    Session and authentication are gone after a reset, too.
    """

    def __init__(
        self,
        profile: CardProfile,
        tries: TryCounters | None = None,
        *,
        suite: Suite,
        random: Random = secrets.token_bytes,
    ) -> None:
        super().__init__(profile, tries)
        root = next(application for application in profile.applications if application.aid == MF)
        self._number = root.keys[NUMBER].secret
        self._suite = suite
        self._random = random
        self._challenge: bytes | None = None
        self._session: Session | None = None

    def reset(self) -> None:
        self._verified.clear()
        self._challenge = self._session = None
        super().reset()

    def _instructions(self) -> Mapping[tuple[bool, int], Callable[[Command], Response]]:
        return {**super()._instructions(), (False, INS.EXTERNAL_AUTHENTICATE): self._authenticate}

    def _get_challenge(self, command: Command) -> Response:
        if command.le != NONCE:
            return status(SW.WRONG_LENGTH)
        self._challenge = self._random(NONCE)
        return Response(self._challenge, SW.SUCCESS)

    def _authenticate(self, command: Command) -> Response:
        challenge, self._challenge, self._session = self._challenge, None, None
        if challenge is None:
            return status(SW.CONDITIONS_NOT_SATISFIED)
        if len(command.data) != TOKEN or command.le is None:
            return status(SW.WRONG_LENGTH)
        key = key_of_number(self._number)
        other = share_in(self._suite, key, command.data, challenge)
        if other is None:
            return status(SW.VERIFICATION_FAILED)
        own = Share(challenge, self._random(len(other.key)))
        self._session = Session.of(self._suite, own, other)
        return Response(token(self._suite, key, own, other.nonce), SW.SUCCESS)

    def _verify(self, command: Command) -> int:
        if command.cla != CLA.SECURE_MESSAGING:
            return SW.SECURE_MESSAGING_OBJECT_MISSING
        if self._application is not self._root or command.p2 != VERIFY_NUMBER.p2:
            return SW.FILE_OR_APPLICATION_NOT_FOUND
        if self._session is None:
            return SW.CONDITIONS_NOT_SATISFIED
        try:
            number = self._session.unwrap(command.data)
        except Unreadable:
            return SW.SECURE_MESSAGING_OBJECT_INCORRECT
        if number != self._number:
            return SW.VERIFICATION_FAILED
        self._verified.add((MF, NUMBER))
        return SW.SUCCESS

    def _read_binary(self, command: Command) -> Response:
        secured = command.cla == CLA.SECURE_MESSAGING
        if not secured:
            in_df1 = self._application is not None and self._application.aid == DF1
            return status(SW.SECURITY_STATUS_NOT_SATISFIED) if in_df1 else super()._read_binary(command)
        if self._session is None:
            return status(SW.CONDITIONS_NOT_SATISFIED)
        le = wanted_length(command)
        if le is None:
            return status(SW.SECURE_MESSAGING_OBJECT_INCORRECT)
        plain = super()._read_binary(replace(command, data=b"", le=le))
        answer = Response(self._session.wrap(plain.data), plain.sw) if plain.data else plain
        return answer if len(answer.data) <= (command.le or 0) else status(SW.WRONG_LENGTH)
