"""What can be asked of one IPP printer (RFC 8011), and what it answers. The only importer of pyipp's client."""

import asyncio
from collections import ChainMap
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError
from pyipp import IPP, IPPError
from pyipp.enums import IppOperation, IppStatus, IppTag
from pyipp.serializer import encode_dict

from kiosk.errors import PrinterUnreachable, PrintRefused
from printing.ipp.collection import MEDIA_COL, collection

NETWORK_TIMEOUT_S = 8
FIRST_FAILURE = 0x0100
"""Status codes below are kinds of success (RFC 8011, appendix B)."""

FORGOTTEN = frozenset({IppStatus.ERROR_NOT_FOUND, IppStatus.ERROR_GONE})
_OVER = FORGOTTEN | {IppStatus.ERROR_NOT_POSSIBLE}

Attributes = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """What a printer answered: a status (RFC 8011, appendix B) and its attributes by name."""

    status: int
    attributes: Attributes
    jobs: tuple[Attributes, ...] = ()

    @property
    def succeeded(self) -> bool:
        return self.status < FIRST_FAILURE

    def words(self, name: str) -> tuple[str, ...]:
        """Return the keywords of this attribute; pyipp has a list only where there are several."""
        value = self.attributes.get(name, ())
        return (value,) if isinstance(value, str) else tuple(value)


class Line:
    """What can be asked of one printer, all in the name of ``sender``."""

    def __init__(self, printer: IPP, sender: str) -> None:
        self._printer = printer
        self.sender = sender

    async def jobs(self) -> list[int]:
        """Return the jobs of the sender that are not over. Raises PrintRefused.

        A printer may tell all jobs although it was asked for ours only, and CUPS tells who sent a job only to its
        sender: so we ask for ours and look who sent them.
        """
        wanted = {"requested-attributes": ["job-id", "job-originating-user-name"]}
        answer = await self.ask(IppOperation.GET_JOBS, {"which-jobs": "not-completed", "my-jobs": True, **wanted})
        if not answer.succeeded:
            raise PrintRefused(f"The printer tells no jobs: status 0x{answer.status:04x}.")
        return [job["job-id"] for job in answer.jobs if job.get("job-originating-user-name") == self.sender]

    async def cancel(self, jobs: Iterable[int]) -> int:
        """Return how many of these jobs the printer gave up; others were over. Raises PrintRefused if it keeps one."""
        answers = [await self.ask(IppOperation.CANCEL_JOB, {"job-id": job}) for job in jobs]
        for answer in answers:
            if not answer.succeeded and answer.status not in _OVER:
                raise PrintRefused(f"The printer keeps a job: status 0x{answer.status:04x}.")
        return sum(answer.succeeded for answer in answers)

    async def ask(
        self, operation: IppOperation, target: Attributes, more: Mapping[str, object] | None = None
    ) -> Answer:
        """Send one request. Raises PrinterUnreachable when no IPP comes back."""
        message = {"operation-attributes-tag": {"requesting-user-name": self.sender, **target}, **(more or {})}
        try:
            # pyipp limits the time until an answer begins, this the time until it is complete
            async with asyncio.timeout(NETWORK_TIMEOUT_S):
                answer = await self._printer.execute(operation, message)
        except (IPPError, ClientError, OSError, ValueError) as error:
            if type(error) is not IPPError:
                raise PrinterUnreachable(f"No IPP from {self._printer.host}: {_said(error)}") from error
            return Answer(error.args[1]["status-code"], {})
        jobs = tuple(answer["jobs"])
        return Answer(answer["status-code"], dict(ChainMap(*answer["printers"], *jobs)), jobs)


class _Printer(IPP):
    """Writes the one collection that we need behind all other attributes, before the document."""

    async def _request(self, uri: str = "", data: Any | None = None, params: Mapping[str, str] | None = None) -> bytes:
        return await super()._request(uri, _written(data) if data else data, params)


def _written(message: Mapping[str, Any]) -> bytes:
    """Write a message. pyipp leaves out a job attribute that it does not know, media-col."""
    attributes, document = encode_dict({**message, "data": b""}), message.get("data", b"")
    members = message.get("job-attributes-tag", {}).get(MEDIA_COL)
    asked = collection(MEDIA_COL, members) if members else b""
    return b"".join((attributes[:-1], asked, bytes([IppTag.END]), document))


@asynccontextmanager
async def line_to(uri: str, sender: str) -> AsyncIterator[Line]:
    async with _Printer(uri, verify_ssl=True) as printer:
        yield Line(printer, sender)


def _said(error: Exception) -> str:
    """Return what an error says without the page that a web server may have sent along."""
    return str(error.args[0]) if error.args else type(error).__name__
