"""A card in software that answers as real identity cards were seen to; what is on it is data."""

import secrets
from collections.abc import Callable, Mapping
from typing import Protocol

from devices.apdu import AID, BY_SHORT_EF_IDENTIFIER, CLA, FID, INS, MF, SW, Command, Response
from devices.simulator.files import Access, Application, CardProfile, DataFile, KeyName, MasterFile, SigningKey
from devices.simulator.signing import sign_digest_info
from devices.simulator.tries import TryCounters

SHORT_EF_IDENTIFIER = 0x1F
CHANNEL = 0x03
"""Bits of the class byte that name a logical channel."""
CURRENT_KEY = 0x80
"""P2 of PERFORM SECURITY OPERATION for the current key; 00 is the application's own."""
BY_RECORD_NUMBER = 0x04


class Insertable(Protocol):
    """What can be put on a virtual reader. ``transmit`` raises CardRemoved when it was pulled out instead."""

    @property
    def atr(self) -> bytes: ...

    def power_on(self) -> None: ...

    def power_off(self) -> None: ...

    def reset(self) -> None: ...

    def take_away(self) -> None:
        """Be out of the reader: a command that is not answered yet ends. May come from another thread."""

    def transmit(self, apdu: bytes) -> bytes: ...


class SoftwareCard:
    """One card. Verified keys are forgotten when power goes, not by a warm reset.

    ``tripped`` tells whether a forbidden file was ever selected; nothing takes it back.
    """

    def __init__(self, profile: CardProfile, tries: TryCounters | None = None) -> None:
        self._atr = profile.atr
        self._applications = {application.aid: application for application in profile.applications}
        self._master_file = profile.master_file
        self._tries = tries or TryCounters(profile)
        self._verified: set[KeyName] = set()
        self._application = self._root
        self._fid: FID | None = None
        self.tripped = False

    @property
    def atr(self) -> bytes:
        return self._atr

    @property
    def _root(self) -> Application | None:
        """What is selected after a reset."""
        return self._applications.get(MF)

    def power_on(self) -> None:
        self.power_off()

    def power_off(self) -> None:
        self._verified.clear()
        self.reset()

    def reset(self) -> None:
        self._application, self._fid = self._root, None

    def take_away(self) -> None:
        """Nothing waits here: every command is answered at once."""

    def transmit(self, apdu: bytes) -> bytes:
        return self._answer(apdu).encode()

    def _answer(self, apdu: bytes) -> Response:
        try:
            command = Command.decode(apdu)
        except ValueError:
            return status(SW.WRONG_LENGTH)
        if command.cla in tuple(CLA):
            return self._perform(command)
        channel = command.cla & ~CHANNEL in tuple(CLA)
        return status(SW.LOGICAL_CHANNEL_NOT_SUPPORTED if channel else SW.CLASS_NOT_SUPPORTED)

    def _perform(self, command: Command) -> Response:
        perform = self._instructions().get((command.cla == CLA.PROPRIETARY, command.ins))
        return perform(command) if perform else status(SW.INSTRUCTION_NOT_SUPPORTED)

    def _instructions(self) -> Mapping[tuple[bool, int], Callable[[Command], Response]]:
        """Return what the card can do, by whether it is proprietary and the instruction."""
        return {
            (False, INS.SELECT): lambda command: status(self._select(command)),
            (False, INS.VERIFY): lambda command: status(self._verify(command)),
            (False, INS.READ_BINARY): self._read_binary,
            (False, INS.READ_RECORD): self._read_record,
            (False, INS.GET_CHALLENGE): self._get_challenge,
            (True, INS.PERFORM_SECURITY_OPERATION): self._sign,
        }

    # --- selecting ---------------------------------------------------------------------

    def _select(self, command: Command) -> int:
        match (command.p1, command.p2):
            case (0x04, 0x0C):
                return self._select_application(command.data)
            case (0x02, 0x0C) if len(command.data) == 2:
                return self._select_file(int.from_bytes(command.data))
            case (0x00, 0x00):
                return self._select_master_file(command.data)
        return SW.INCORRECT_PARAMETERS_P1_P2

    def _select_application(self, aid: AID) -> int:
        if aid not in self._applications or aid == MF:
            return SW.FILE_OR_APPLICATION_NOT_FOUND
        self._application, self._fid = self._applications[aid], None
        return SW.SUCCESS

    def _select_master_file(self, data: bytes) -> int:
        """Where it cannot be left, real cards answer success without leaving the application."""
        if self._master_file is MasterFile.SELECTED:
            if data not in (b"", MF):
                return SW.FILE_OR_APPLICATION_NOT_FOUND
            self._application, self._fid = self._root, None
            return SW.SUCCESS
        if data == MF:
            return SW.FILE_OR_APPLICATION_NOT_FOUND
        return SW.INCORRECT_PARAMETERS_P1_P2 if self._application is None else SW.SUCCESS

    def _select_file(self, fid: FID) -> int:
        application = self._application
        if application is None or not application.has(fid):
            return SW.FILE_OR_APPLICATION_NOT_FOUND
        self._fid = fid
        if fid in application.files and application.files[fid].forbidden:
            self.tripped = True
        return SW.SUCCESS

    def _make_current(self, short_identifier: FID) -> int:
        """Select the file of this short identifier; 0 means the current one."""
        if short_identifier and self._application is not None:
            return self._select_file(short_identifier)
        return SW.SUCCESS if self._fid is not None else SW.NO_CURRENT_EF

    # --- secrets -----------------------------------------------------------------------

    def _verify(self, command: Command) -> int:
        if command.p1 != 0 or not command.p2 & BY_SHORT_EF_IDENTIFIER:
            return SW.INCORRECT_PARAMETERS_P1_P2
        status_word = self._make_current(command.p2 & SHORT_EF_IDENTIFIER)
        application = self._application
        if status_word != SW.SUCCESS or application is None or self._fid is None:
            return status_word
        if self._fid not in application.keys:
            return SW.COMMAND_INCOMPATIBLE_WITH_FILE_STRUCTURE
        if not command.data:
            return self._tell_tries(application, self._fid)
        return self._judge(application, self._fid, command.data)

    def _tell_tries(self, application: Application, fid: FID) -> int:
        if (application.aid, fid) in self._verified:
            return SW.SUCCESS
        left = self._tries.left(application.aid, fid)
        return 0x63C0 | left if left else SW.REFERENCE_DATA_NOT_USABLE

    def _judge(self, application: Application, fid: FID, secret: bytes) -> int:
        if self._tries.left(application.aid, fid) == 0:
            return SW.REFERENCE_DATA_NOT_USABLE
        if secret == application.keys[fid].secret:
            self._tries.refill(application.aid, fid)
            self._verified.add((application.aid, fid))
            return SW.SUCCESS
        self._verified.discard((application.aid, fid))
        return 0x63C0 | self._tries.miss(application.aid, fid)

    def _opens(self, access: Access) -> bool:
        return any(keys <= self._verified for keys in access)

    # --- reading and signing -----------------------------------------------------------

    def _read_binary(self, command: Command) -> Response:
        by_identifier = bool(command.p1 & BY_SHORT_EF_IDENTIFIER)
        file = self._readable(command.p1 & SHORT_EF_IDENTIFIER if by_identifier else 0)
        if not isinstance(file, DataFile):
            return status(file)
        offset = command.p2 if by_identifier else command.p1 << 8 | command.p2
        if command.le is None:
            return status(SW.WRONG_LENGTH)
        if file.records:
            return status(SW.COMMAND_INCOMPATIBLE_WITH_FILE_STRUCTURE)
        if offset >= len(file.content):
            return status(SW.OFFSET_OUTSIDE_EF)
        return Response(file.content[offset : offset + command.le], SW.SUCCESS)

    def _read_record(self, command: Command) -> Response:
        if command.p2 & 0x07 != BY_RECORD_NUMBER:
            return status(SW.INCORRECT_PARAMETERS_P1_P2)
        file = self._readable(command.p2 >> 3)
        if not isinstance(file, DataFile):
            return status(file)
        if not file.records:
            return status(SW.COMMAND_INCOMPATIBLE_WITH_FILE_STRUCTURE)
        if not 1 <= command.p1 <= len(file.records):
            return status(SW.RECORD_NOT_FOUND)
        return Response(file.records[command.p1 - 1][: command.le], SW.SUCCESS)

    def _readable(self, short_identifier: FID) -> DataFile | int:
        """Return the file that is meant, or the status word that says why it cannot be read."""
        status_word = self._make_current(short_identifier)
        application = self._application
        if status_word != SW.SUCCESS or application is None or self._fid is None:
            return status_word
        if self._fid not in application.files:
            return SW.COMMAND_INCOMPATIBLE_WITH_FILE_STRUCTURE
        file = application.files[self._fid]
        return file if self._opens(file.access) else SW.SECURITY_STATUS_NOT_SATISFIED

    def _get_challenge(self, command: Command) -> Response:
        if command.le is None:
            return status(SW.WRONG_LENGTH)
        return Response(secrets.token_bytes(command.le), SW.SUCCESS)

    def _sign(self, command: Command) -> Response:
        """COMPUTE DIGITAL SIGNATURE over a DigestInfo, with the current key or the application's own."""
        key = self._signing_key(command)
        if not isinstance(key, SigningKey):
            return status(key)
        signature = sign_digest_info(key.key, command.data)
        return Response(signature, SW.SUCCESS) if signature else status(SW.INCORRECT_PARAMETERS_IN_DATA)

    def _signing_key(self, command: Command) -> SigningKey | int:
        """Return the key that P2 names: the application's own, the current one, or one by its short identifier."""
        application = self._application
        named = command.p2 & ~CURRENT_KEY
        if application is None or command.p1 != 0 or named > SHORT_EF_IDENTIFIER:
            return SW.INCORRECT_PARAMETERS_P1_P2
        fid = named or self._fid if command.p2 & CURRENT_KEY else None
        if fid not in application.signing:
            return SW.REFERENCED_DATA_NOT_FOUND
        key = application.signing[fid]
        return key if self._opens(key.access) else SW.SECURITY_STATUS_NOT_SATISFIED


def status(sw: int) -> Response:
    """Return an answer that is a status word only."""
    return Response(b"", sw)
