"""Five faults of each kind, planted in a copy of the sample city: each is found where it stands, and none besides."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from commands.city import SAMPLE
from config.content import Inspection, inspect
from config.lengths import too_long
from config.proof.prove import prove
from config.readings import doubtful_readings
from config.wording import untranslated
from kiosk.errors import Fault
from kiosk.lettering.debian import FONTS
from kiosk.lettering.lettering import load_lettering

Edit = tuple[str, str, str]
"""A file, what stands there, and what is written instead."""

NEVER_NEEDED: tuple[Edit, ...] = (
    ("procedures/living.yaml", 'when: "has_dog and dog_chip"', 'when: "has_dog and d_dog"'),
    ("procedures/disability_welfare.yaml", 'when: "d_hibaku"', 'when: "d_hibaku and has_dog"'),
    ("procedures/certificates.yaml", "when: \"'keiji' in cert_kinds\"", "when: \"'keiji' in cert_kinds and has_dog\""),
    (
        "procedures/health_insurance.yaml",
        '- id: nhi.taishoku\n  events: [hoken]\n  when: "lost_shaho"',
        '- id: nhi.taishoku\n  events: [hoken]\n  when: "lost_shaho and pregnant"',
    ),
    ("procedures/seal.yaml", "when: \"inkan_action == 'change'\"", "when: \"inkan_action == 'change' and has_dog\""),
)
NEVER_NEEDED_IDS = ("dog.chip", "hibaku.shibou", "cert.keiji", "nhi.taishoku", "inkan.kaiin")

CHANGES_NOTHING: tuple[Edit, ...] = (
    ("events/setai.yaml", "questions:\n", "questions:\n  - dv_support\n"),
    ("questions/moving.yaml", "asks: [dv_support]\n  events: [", "asks: [dv_support]\n  events: [setai, "),
    ("events/ninshin.yaml", "questions: []", "questions: [birth_date]"),
    (
        "questions/birth.yaml",
        "asks: [birth_date]\n  events: [shussei]",
        "asks: [birth_date]\n  events: [shussei, ninshin]",
    ),
    ("questions/living.yaml", "asks: [has_dog,", "asks: [gets_jidoteate, has_dog,"),
    ("questions/care_welfare.yaml", "asks: [pregnant,", "asks: [wants_adoption, pregnant,"),
    ("questions/marriage_divorce.yaml", "asks: [has_inkan, has_passport]", "asks: [has_inkan, has_passport, has_car]"),
)
CHANGES_NOTHING_IDS = ("dv_support", "birth_date", "gets_jidoteate", "wants_adoption", "has_car")

CONTRADICTIONS: tuple[Edit, ...] = (
    (
        "procedures/health_insurance.yaml",
        'when: "any_kokuho and (n_65 > 0 or n_75 > 0)"',
        'when: "n_75 > 0 and n_65 == 0"',
    ),
    ("procedures/resident.yaml", 'when: "tokurei"', 'when: "tokurei and from_abroad"'),
    ("questions/birth.yaml", 'given: "b_mother_kokuho"', 'given: "b_mother_kokuho and not b_mother_kokuho"'),
    ("bring.yaml", "- {id: BOSHI}", '- {id: BOSHI, when: "n_15 < 0"}'),
    ("events/konin.yaml", "tennyu: \"moves_too and move_way == 'in'\"", 'tennyu: "moves_too and not moves_too"'),
)
CONTRADICTION_IDS = ("nhi.renraku", "juki.tennyu_tokurei", "direct_pay", "n_15 < 0", "moves_too and not moves_too")

ENDS_WITH_NOTHING: tuple[Edit, ...] = (
    ("events/shomei.yaml", "otherwise: shimin\n", ""),
    ("events/hoken.yaml", "otherwise: kokuho\n", ""),
    ("events/mynumber.yaml", "otherwise: mncdesk\n", ""),
    (
        "procedures/mynumber.yaml",
        "when: \"mnc_action == 'found'\"",
        "when: \"mnc_action == 'found' and n_foreign > 0\"",
    ),
    (
        "procedures/resident.yaml",
        '- id: juki.setai_only\n  events: [setai]\n  when: "true"',
        "- id: juki.setai_only\n  events: [setai]\n  when: \"household_change == 'head'\"",
    ),
    (
        "procedures/mother_child.yaml",
        '- id: boshi.ninshin\n  events: [ninshin]\n  when: "true"',
        '- id: boshi.ninshin\n  events: [ninshin]\n  when: "n_65 > 0"',
    ),
)
ENDS_WITH_NOTHING_IDS = ("shomei", "hoken", "mynumber", "setai", "ninshin")

STAYS_EMPTY: tuple[Edit, ...] = (
    ("forms/F01.yaml", "- {id: phone, kind: text,", "- {id: phone, required: true, kind: text,"),
    ("forms/F01.yaml", "- id: lived_here\n", "- id: lived_here\n        required: true\n"),
    ("forms/F01.yaml", "- id: sigcert\n", "- id: sigcert\n        required: true\n"),
    ("forms/F01.yaml", "- id: same_address\n", "- id: same_address\n        required: true\n"),
    ("forms/F01.yaml", "event == 'tenshutsu'\"}]", "event == 'tenshutsu'\"}]\n        required: true"),
)
STAYS_EMPTY_IDS = ("more.phone", "more.lived_here", "more.sigcert", "new.same_address", "old.same_address")

PROVEN = {
    "a procedure that nobody can need": (NEVER_NEEDED, NEVER_NEEDED_IDS),
    "a question that changes nothing": (CHANGES_NOTHING, CHANGES_NOTHING_IDS),
    "conditions that contradict each other": (CONTRADICTIONS, CONTRADICTION_IDS),
    "an event that can end with nothing": (ENDS_WITH_NOTHING, ENDS_WITH_NOTHING_IDS),
    "a required box that nothing fills": (STAYS_EMPTY, STAYS_EMPTY_IDS),
}


def planted(folder: Path, edits: Iterable[Edit]) -> tuple[Path, Inspection]:
    city = Path(shutil.copytree(SAMPLE, folder / "city"))
    for name, old, new in edits:
        text = (city / name).read_text(encoding="utf-8")
        assert old in text, (name, old)
        (city / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return city, inspect(city)


def assert_each_is_told(found: Iterable[Fault], wanted: Iterable[str]) -> None:
    """Each once, in both languages, and nothing else."""
    faults, ids = list(found), list(wanted)
    told = {
        id_: [fault for fault in faults if f"「{id_}」" in fault.ja or fault.ja.startswith(f"{id_} ")] for id_ in ids
    }
    assert {id_: len(of) for id_, of in told.items()} == dict.fromkeys(ids, 1), [str(fault) for fault in faults]
    assert len(faults) == len(ids), [str(fault) for fault in faults]
    assert all(fault.line > 1 and fault.en != fault.ja for fault in faults)


@pytest.mark.parametrize("kind", PROVEN)
def test_what_is_planted_is_proven(tmp_path: Path, kind: str) -> None:
    edits, ids = PROVEN[kind]
    assert_each_is_told(prove(*planted(tmp_path, edits)), ids)


def test_the_city_without_them_has_nothing_to_tell() -> None:
    assert prove(SAMPLE, inspect(SAMPLE)) == ()


UNDATED = ("koseki.shizan", "juki.setai_only", "gentsuki.shibou", "kaigo.shibou", "zairyu.tokuei_shussei")


def test_deadlines_that_nobody_can_count_or_say_are_told(tmp_path: Path) -> None:
    """Their words are gone, and so is whatever tells the day."""
    city, _ = planted(
        tmp_path,
        [
            ("events/setai.yaml", "  - event_date\n", ""),
            ("questions/errands.yaml", "events: [mynumber, setai]", "events: [mynumber]"),
            ("events/shibou.yaml", "  - death_date\n", ""),
            ("questions/death.yaml", "- id: death_date\n  asks: [death_date]\n  events: [shibou]\n\n", ""),
            ("events/shussei.yaml", "  - birth_date\n", ""),
            ("questions/birth.yaml", "- id: birth_date\n  asks: [birth_date]\n  events: [shussei]\n\n", ""),
        ],
    )
    for words in city.glob("texts/*/procedures/*.yaml"):
        lines = words.read_text(encoding="utf-8").split("\n")
        kept, of = [], ""
        for line in lines:
            of = line.strip().rstrip(":") if line.startswith("  ") and not line.startswith("   ") else of
            if not (of in UNDATED and line.startswith("    due:")):
                kept.append(line)
        words.write_text("\n".join(kept), encoding="utf-8")
    found = prove(city, inspect(city))
    assert_each_is_told([fault for fault in found if "期限" in fault.ja], UNDATED)


MISSING = ("screen.party.ask", "paper.checklist.fee", "error.timeout", "fact.has_dog.yes", "procedure.juki.doui.note")


def test_words_that_a_language_lacks_are_told(tmp_path: Path) -> None:
    _, inspection = planted(tmp_path, [])
    assert inspection.draft is not None
    for key in MISSING:
        assert inspection.draft.texts["en"].sentences.pop(key)
    assert_each_is_told(untranslated(inspection.draft), MISSING)


MISREAD: tuple[Edit, ...] = (
    ("texts/ja-x-easy/events.yaml", "{証明書|しょうめいしょ}", "{証明書|しょうめいい}"),
    ("texts/ja-x-easy/events.yaml", "{結婚|けっこん}", "{結婚|りこん}"),
    ("texts/ja-x-easy/desks.yaml", "{年金|ねんきん}", "{年金|ねんりん}"),
    ("texts/ja-x-easy/bring.yaml", "{写真|しゃしん}", "{写真|photo}"),
    ("texts/ja-x-easy/questions.yaml", "{引|ひ}っ{越|こ}し", "引っ{越|こ}し"),
)


def test_furigana_that_does_not_fit_is_told(tmp_path: Path) -> None:
    _, inspection = planted(tmp_path, MISREAD)
    found = list(doubtful_readings(inspection.draft))
    assert [Path(fault.file).name for fault in sorted(found)] == sorted(Path(name).name for name, _, _ in MISREAD)


TOO_LONG: tuple[Edit, ...] = (
    ("texts/ja/questions.yaml", "ask: 新しい家に", f"ask: {'とても長い質問、' * 20}新しい家に"),
    ("texts/ja/facts.yaml", "label: 犬を飼っている", f"label: {'犬と猫と、' * 30}犬を飼っている"),
    ("texts/ja/desks.yaml", "name: 環境課", f"name: {'環境課・' * 20}"),
    ("texts/ja/bring.yaml", "PHOTO: ", f"PHOTO: {'顔の写真、' * 40}"),
    ("texts/ja/procedures/living.yaml", "    name: ", f"    name: {'長い名前、' * 30}"),
)


def test_words_that_have_no_room_are_told(tmp_path: Path) -> None:
    _, inspection = planted(tmp_path, TOO_LONG)
    assert inspection.draft is not None
    found = sorted(too_long(inspection.draft.texts, load_lettering(FONTS)))
    assert [fault.file for fault in found] == sorted(name for name, _, _ in TOO_LONG)
