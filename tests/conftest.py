"""What tests of several rooms share: services of the system for the whole run, and for nobody else meanwhile."""

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import delete

from commands.bench.city import published_sample
from commands.city import SAMPLE, content_of
from commands.keys.folder import KeyFolder
from commands.keys.making import make_keys
from commands.stand.pcscd import Pcscd, running_pcscd
from commands.stand.postgres import PostgresServer, running_postgres
from commands.stand.services import running_avahi
from config.published import dictionary_for
from kiosk.errors import StoreUnavailable
from kiosk.handover.record import Handover
from kiosk.handover.text import Opening, read_handover
from kiosk.storage.database import Database
from kiosk.storage.schema import metadata

SCREEN = Path(__file__).parent / "screen.json"
"""A panel as in the lobby; Qt's own screen that nobody sees is too small for it."""

SILENCE = Path(__file__).parent / "silence.conf"
"""An ALSA configuration without a device: whoever runs the tests is not rung at."""

os.environ["ALSA_CONFIG_PATH"] = str(SILENCE)
os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={SCREEN}"


WAV_HEADER_BYTES = 44


class Loudspeaker:
    """An ALSA device that writes down what is played on it. It needs no sound card."""

    def __init__(self, folder: Path) -> None:
        self._heard = folder / "heard.raw"
        self.config = folder / "asound.conf"
        self.config.write_text(
            f"""\
pcm.!default {{ type file slave.pcm silence format raw file "| cat >> {self._heard}" }}
pcm.silence {{ type null }}
"""
        )

    def played(self, wav: bytes) -> bool:
        """Say whether exactly this was played, from the first sample to the last."""
        return self._heard.exists() and wav[WAV_HEADER_BYTES:] in self._heard.read_bytes()


@pytest.fixture(scope="session")
def published_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published_sample(tmp_path_factory.mktemp("published"))


@pytest.fixture
def served_city(published_city: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample city for all commands, published as where it runs: they read it in a tenth of its YAML's time."""
    monkeypatch.setenv("KAKANAI_CITY", str(published_city))
    return published_city


@pytest.fixture
def loudspeaker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Loudspeaker:
    speaker = Loudspeaker(tmp_path)
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(speaker.config))
    return speaker


@pytest.fixture(scope="session")
def pcscd() -> Iterator[Pcscd]:
    """The PC/SC service with its virtual reader."""
    with running_pcscd() as service:
        yield service


@pytest.fixture(scope="session")
def dns_sd() -> Iterator[None]:
    """The services that ippeveprinter needs. Started once, and not stopped under another run that found them."""
    with Path(tempfile.gettempdir(), "kakanai-avahi.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with running_avahi():
            yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server for the whole run. Who stops one has one of their own."""
    with running_postgres() as server:
        yield server


class QueueDatabases:
    """Databases of one server with today's tables and nothing in them; one that is empty again is used again."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._free: list[str] = []
        self._names = (f"queue_{n}" for n in count())
        with closing(Database(server.make_database("template_queue"))) as database:
            database.upgrade()

    def lend(self) -> str:
        """Return its owner's URL."""
        return self._free.pop() if self._free else self._server.make_database(next(self._names), "template_queue")

    def take_back(self, url: str) -> None:
        with closing(Database(url)) as database, suppress(StoreUnavailable):
            with database.writing() as connection:
                for table in reversed(metadata.sorted_tables):
                    connection.execute(delete(table))
            self._free.append(url)


@pytest.fixture(scope="session")
def queue_databases(postgres: PostgresServer) -> QueueDatabases:
    return QueueDatabases(postgres)


@pytest.fixture
def postgres_url(queue_databases: QueueDatabases) -> Iterator[Callable[[], str]]:
    """Gives a database with today's tables and nothing in it, by its owner's URL."""
    lent: list[str] = []

    def lend() -> str:
        lent.append(queue_databases.lend())
        return lent[-1]

    yield lend
    for url in lent:
        queue_databases.take_back(url)


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the keys of a counter and of the sample city's kiosk."""
    folder = tmp_path_factory.mktemp("keys")
    make_keys(folder, content_of(SAMPLE).settings.kiosk.id)
    return folder


@pytest.fixture(scope="session")
def unsealed(keys: Path) -> Callable[[Sequence[str]], Handover]:
    """Opens what was sealed with these keys, whenever that was."""
    content = content_of(SAMPLE)
    dictionary = dictionary_for(content)
    opening = Opening(
        city=content.settings.city.id,
        keys=KeyFolder(keys).counter_keys(),
        dictionary={dictionary.id: dictionary}.get,
        today=date(2100, 1, 1),
        accept_days=100_000,
    )
    return lambda texts: read_handover("\n".join(texts), opening)
