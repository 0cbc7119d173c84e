"""Residents meet the newest content that was published, and the last good one when a newer one is bad."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import structlog

from commands.city import SAMPLE
from commands.kiosk_parts import kiosk_parts, with_kiosk
from commands.serving import Served
from config.city import Content
from config.content import load
from config.example import read_example
from config.published import put, versions
from kiosk.errors import ContentError, SnapshotDamaged, SnapshotOutdated

TODAY, SPRING = date(2026, 11, 26), date(2027, 4, 1)


class Calendar:
    """A clock of which only the day matters."""

    def __init__(self) -> None:
        self.day = TODAY

    def now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def editions() -> tuple[Content, ...]:
    return (load(SAMPLE, TODAY), load(SAMPLE, SPRING))


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A folder without YAML: what is published needs none."""
    return tmp_path


@pytest.fixture
def yaml_city(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "city"))


def publish(city: Path, editions: tuple[Content, ...], addressee: str) -> None:
    """Publish the sample city with another head of the city, by which it is known again."""
    put(city, [_with(edition, addressee) for edition in editions], addressee)


def _with(content: Content, addressee: str) -> Content:
    settings = content.settings
    return replace(content, settings=replace(settings, city=replace(settings.city, addressee=addressee)))


def serve(city: Path, calendar: Calendar) -> Served:
    return Served(city, lambda _zone: calendar)


def addressee(served: Served) -> str:
    return served.content.settings.city.addressee


def copy_fee(served: Served) -> int:
    """Return what a copy of the register costs: 300 yen, and 350 from next spring."""
    (yen,) = {one.fee_yen for one in served.content.guide.procedures.values() if one.fee == "jumin"}
    return yen


def test_a_city_that_was_never_published_is_served_from_its_yaml(yaml_city: Path, calendar: Calendar) -> None:
    with structlog.testing.capture_logs() as logs:
        served = serve(yaml_city, calendar)
        served.tell()
    assert served.content == load(yaml_city, TODAY)
    assert [line["event"] for line in logs] == ["content_never_published"]


def test_faults_of_a_city_that_was_never_published_are_told(yaml_city: Path, calendar: Calendar) -> None:
    (yaml_city / "bring.yaml").write_text("nonsense", encoding="utf-8")
    with pytest.raises(ContentError):
        serve(yaml_city, calendar)


def test_a_published_city_is_served_whatever_its_yaml_has_become(
    city: Path, calendar: Calendar, editions: tuple[Content, ...]
) -> None:
    publish(city, editions, "甲市長")
    (city / "bring.yaml").write_text("nonsense", encoding="utf-8")
    served = serve(city, calendar)
    assert addressee(served) == "甲市長"
    assert not served.renew()


def test_a_new_version_is_taken(city: Path, calendar: Calendar, editions: tuple[Content, ...]) -> None:
    publish(city, editions, "甲市長")
    served = serve(city, calendar)
    publish(city, editions, "乙市長")
    assert served.renew()
    assert addressee(served) == "乙市長"
    assert not served.renew()


def test_the_first_version_is_taken_in_place_of_the_yaml(
    yaml_city: Path, calendar: Calendar, editions: tuple[Content, ...]
) -> None:
    served = serve(yaml_city, calendar)
    publish(yaml_city, editions, "甲市長")
    assert served.renew()
    assert addressee(served) == "甲市長"


def test_a_bad_version_is_told_once_and_the_last_good_one_stays(
    city: Path, calendar: Calendar, editions: tuple[Content, ...]
) -> None:
    publish(city, editions, "甲市長")
    served = serve(city, calendar)
    publish(city, editions, "乙市長")
    versions(city)[0].write_bytes(b"half of it")
    with structlog.testing.capture_logs() as logs:
        assert not any(served.renew() for _ in range(3))
    assert [(line["event"], line["why"]) for line in logs] == [("version_refused", "snapshot_damaged")]
    assert addressee(served) == "甲市長"


def test_a_version_that_is_still_being_copied_is_taken_when_it_is_whole(
    city: Path, calendar: Calendar, editions: tuple[Content, ...]
) -> None:
    publish(city, editions, "甲市長")
    served = serve(city, calendar)
    publish(city, editions, "乙市長")
    newest = versions(city)[0]
    whole = newest.read_bytes()
    newest.write_bytes(whole[:1000])
    assert not served.renew()
    newest.write_bytes(whole)
    assert served.renew()
    assert addressee(served) == "乙市長"


def test_who_deletes_the_newest_goes_back(city: Path, calendar: Calendar, editions: tuple[Content, ...]) -> None:
    publish(city, editions, "甲市長")
    publish(city, editions, "乙市長")
    served = serve(city, calendar)
    versions(city)[0].unlink()
    assert served.renew()
    assert addressee(served) == "甲市長"


def test_without_any_version_the_last_content_stays(
    city: Path, calendar: Calendar, editions: tuple[Content, ...]
) -> None:
    publish(city, editions, "甲市長")
    served = serve(city, calendar)
    shutil.rmtree(city / "published")
    assert not served.renew()
    assert addressee(served) == "甲市長"


def test_a_start_takes_the_last_good_version(city: Path, calendar: Calendar, editions: tuple[Content, ...]) -> None:
    publish(city, editions, "甲市長")
    publish(city, editions, "乙市長")
    versions(city)[0].write_bytes(b"half of it")
    assert addressee(serve(city, calendar)) == "甲市長"


def test_a_city_whose_versions_are_all_bad_is_not_served_from_its_yaml(
    city: Path, calendar: Calendar, editions: tuple[Content, ...]
) -> None:
    publish(city, editions, "甲市長")
    whole = versions(city)[0].read_bytes()
    for data, error in ((b"", SnapshotDamaged), (whole[:13] + bytes(32) + whole[45:], SnapshotOutdated)):
        versions(city)[0].write_bytes(data)
        with pytest.raises(error):
            serve(city, calendar)


def test_at_its_day_the_next_edition_is_served(city: Path, calendar: Calendar, editions: tuple[Content, ...]) -> None:
    publish(city, editions, "甲市長")
    served = serve(city, calendar)
    assert copy_fee(served) == 300
    calendar.day = date(2027, 3, 31)
    assert not served.renew()
    calendar.day = SPRING
    assert served.renew()
    assert (copy_fee(served), served.content.day) == (350, SPRING)
    assert not served.renew()


def test_a_clock_that_is_set_back_has_the_edition_of_its_day(
    city: Path, calendar: Calendar, editions: tuple[Content, ...]
) -> None:
    publish(city, editions, "甲市長")
    calendar.day = SPRING
    served = serve(city, calendar)
    calendar.day = TODAY
    assert served.renew()
    assert copy_fee(served) == 300


def test_without_a_version_the_yaml_is_read_again_at_its_day(yaml_city: Path, calendar: Calendar) -> None:
    served = serve(yaml_city, calendar)
    calendar.day = SPRING
    assert served.renew()
    assert copy_fee(served) == 350


def test_yaml_that_is_broken_at_its_day_is_told_once_and_left(yaml_city: Path, calendar: Calendar) -> None:
    served = serve(yaml_city, calendar)
    (yaml_city / "bring.yaml").write_text("nonsense", encoding="utf-8")
    calendar.day = SPRING
    with structlog.testing.capture_logs() as logs:
        assert not any(served.renew() for _ in range(3))
    assert [line["event"] for line in logs] == ["content_refused"]
    assert copy_fee(served) == 300


def test_what_is_printed_of_a_published_city_is_the_same_to_the_byte(
    city: Path, calendar: Calendar, editions: tuple[Content, ...]
) -> None:
    put(city, editions, "甲市長")
    keys = city / "no keys"
    assert _printed(serve(city, calendar).content, keys) == _printed(editions[0], keys)


def _printed(content: Content, keys: Path) -> list[bytes]:
    """Print a family's visit. What is sealed with keys is never the same again."""
    parts = kiosk_parts(with_kiosk(content, keys=str(keys)))
    needs = content.needs
    case = read_example(SAMPLE / "examples" / "F01-family6.yaml", content.guide, needs, content.settings.office.zone)
    return [parts.render(document) for document in parts.papers.sheaf(case, None, None).documents]
