"""Towns by postal code: the fictional city's own, and the whole country's."""

from pathlib import Path

import pytest

from config.content import load
from config.postal import PostalCodes


@pytest.fixture(scope="module")
def codes() -> PostalCodes:
    return PostalCodes(load(Path("config/aonami")).towns)


def test_a_real_code_gives_its_town(codes: PostalCodes) -> None:
    (town,) = codes.lookup("1000001")
    assert (town.prefecture, town.city, town.name, town.kana) == ("東京都", "千代田区", "千代田", "チヨダ")


def test_one_code_may_serve_towns_of_two_prefectures(codes: PostalCodes) -> None:
    assert {town.prefecture for town in codes.lookup("4980000")} == {"愛知県", "三重県"}


def test_a_code_of_a_company_gives_where_it_is(codes: PostalCodes) -> None:
    assert codes.lookup("0608621")[0].city == "札幌市中央区"


def test_the_same_town_is_offered_once(codes: PostalCodes) -> None:
    towns = codes.lookup("7440031")
    assert len(towns) == len(set(towns))


def test_no_town_for_a_code_that_nobody_has(codes: PostalCodes) -> None:
    assert codes.lookup("0000000") == ()
    assert codes.lookup("") == ()


def test_the_citys_own_towns_come_first(codes: PostalCodes) -> None:
    (town,) = codes.lookup("9780001")
    assert (town.prefecture, town.city, town.name, town.chome) == ("みらい県", "青波市", "中央", 4)
    assert len(codes.lookup("9780023")) == 2


def test_the_invented_codes_are_nobodys(codes: PostalCodes) -> None:
    country = PostalCodes(())
    assert [town.name for town in codes.towns() if country.lookup(town.postal)] == []
