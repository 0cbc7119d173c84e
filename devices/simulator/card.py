"""A card in software that answers as the My Number cards surveyed do; what is on it is data."""

from typing import Protocol

from devices.apdu import AID, FID, INS, SW, Command, Response
from devices.simulator.files import Application, CardProfile, DataFile
from devices.simulator.tries import TryCounters

CURRENT_EF = 0x80
SHORT_EF_IDENTIFIER = 0x1F
MF = b"\x3f\x00"
CLASSES = (0x00, 0x08, 0x80)
CHANNEL = 0x03
"""Bits of the class byte that name a logical channel."""


class Insertable(Protocol):
    """What can be put on a virtual reader. ``transmit`` raises CardRemoved when it was pulled out instead."""

    @property
    def atr(self) -> bytes: ...

    def power_on(self) -> None: ...

    def power_off(self) -> None: ...

    def reset(self) -> None: ...

    def transmit(self, apdu: bytes) -> bytes: ...


class SoftwareCard:
    """One card. Verified keys are forgotten when power goes, not by a warm reset.

    ``tripped`` tells whether a forbidden file was ever selected; nothing takes it back.
    """

    def __init__(self, profile: CardProfile, tries: TryCounters | None = None) -> None:
        self._atr = profile.atr
        self._applications = {application.aid: application for application in profile.applications}
        self._tries = tries or TryCounters(profile)
        self._verified: set[tuple[AID, FID]] = set()
        self._application: Application | None = None
        self._fid: FID | None = None
        self.tripped = False

    @property
    def atr(self) -> bytes:
        return self._atr

    def power_on(self) -> None:
        self.power_off()

    def power_off(self) -> None:
        self._verified.clear()
        self.reset()

    def reset(self) -> None:
        self._application = self._fid = None

    def transmit(self, apdu: bytes) -> bytes:
        return self._answer(apdu).encode()

    def _answer(self, apdu: bytes) -> Response:
        try:
            command = Command.decode(apdu)
        except ValueError:
            return _status(SW.WRONG_LENGTH)
        if command.cla in CLASSES:
            return self._perform(command)
        channel = command.cla & ~CHANNEL in CLASSES
        return _status(SW.LOGICAL_CHANNEL_NOT_SUPPORTED if channel else SW.CLASS_NOT_SUPPORTED)

    def _perform(self, command: Command) -> Response:
        match command.ins:
            case INS.SELECT:
                return _status(self._select(command))
            case INS.VERIFY:
                return _status(self._verify(command))
            case INS.READ_BINARY:
                return self._read_binary(command)
        return _status(SW.INSTRUCTION_NOT_SUPPORTED)

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
        if aid not in self._applications:
            return SW.FILE_OR_APPLICATION_NOT_FOUND
        self._application, self._fid = self._applications[aid], None
        return SW.SUCCESS

    def _select_master_file(self, data: bytes) -> int:
        """Real cards answer success here without leaving the application."""
        if data == MF:
            return SW.FILE_OR_APPLICATION_NOT_FOUND
        return SW.INCORRECT_PARAMETERS_P1_P2 if self._application is None else SW.SUCCESS

    def _select_file(self, fid: FID) -> int:
        application = self._application
        if application is None or fid not in {*application.files, *application.keys}:
            return SW.FILE_OR_APPLICATION_NOT_FOUND
        self._fid = fid
        if fid in application.files and application.files[fid].forbidden:
            self.tripped = True
        return SW.SUCCESS

    def _verify(self, command: Command) -> int:
        if command.p1 != 0 or not command.p2 & CURRENT_EF:
            return SW.INCORRECT_PARAMETERS_P1_P2
        status = self._make_current(command.p2)
        application = self._application
        if status != SW.SUCCESS or application is None or self._fid is None:
            return status
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

    def _read_binary(self, command: Command) -> Response:
        by_identifier = bool(command.p1 & CURRENT_EF)
        status = self._make_current(command.p1 if by_identifier else CURRENT_EF)
        application = self._application
        if status != SW.SUCCESS or application is None or self._fid is None:
            return _status(status)
        if self._fid in application.keys:
            return _status(SW.COMMAND_INCOMPATIBLE_WITH_FILE_STRUCTURE)
        file = application.files[self._fid]
        if not self._is_open(application, file):
            return _status(SW.SECURITY_STATUS_NOT_SATISFIED)
        return _excerpt(file, command.p2 if by_identifier else command.p1 << 8 | command.p2, command.le)

    def _make_current(self, parameter: int) -> int:
        """Select the file that a parameter names by its short identifier; 80h means the current one."""
        fid = parameter & SHORT_EF_IDENTIFIER
        if fid and self._application is not None:
            return self._select_file(fid)
        return SW.SUCCESS if self._fid is not None else SW.NO_CURRENT_EF

    def _is_open(self, application: Application, file: DataFile) -> bool:
        return not file.opened_by or any((application.aid, fid) in self._verified for fid in file.opened_by)


def _status(sw: int) -> Response:
    return Response(b"", sw)


def _excerpt(file: DataFile, offset: int, le: int | None) -> Response:
    if le is None:
        return _status(SW.WRONG_LENGTH)
    if offset >= len(file.content):
        return _status(SW.OFFSET_OUTSIDE_EF)
    return Response(file.content[offset : offset + le], SW.SUCCESS)
