"""A city of one event, small enough to be broken in every way."""

from pathlib import Path

import pytest

FILES = {
    "kiosk.yaml": """\
city: {id: hama, code: "99998", name: 浜市, addressee: 浜市長, prefecture: みらい県, postal_prefixes: [], crest: a}
office:
  opens: "08:30"
  closes: "17:15"
  zone: Asia/Tokyo
  closed_weekdays: [5, 6]
  closed_dates: ["12-29"]
  day_turns: "04:00"
  minutes_per_ticket: 6
kiosk:
  id: kiosk-1
  reader: "*"
  sheets: {printer: "ipp://localhost/sheets"}
  slips: {printer: "ipp://localhost/slips"}
  database: sqlite:///kakanai.db
  languages: [ja, en]
  idle_s: 90
  idle_warning_s: 30
  finish_s: 10
""",
    "tokens.yaml": """\
colours: {ink: "#000000"}
type_px: {text: 40}
space_px: {s: 16}
radius_px: {s: 12}
slide_ms: 180
""",
    "towns.yaml": """\
- {postal: "9780001", name: 中央, kana: チュウオウ, chome: 4, style: jukyo}
""",
    "facts.yaml": """\
- {id: move_date, type: date}
- {id: has_dog, type: bool}
- {id: dog_chip, type: bool}
- {id: dogs, type: enum, values: [one, many]}
- {id: n_65, type: int, count: "age_reached >= 65"}
""",
    "events/move.yaml": """\
id: move
questions: [move_date, has_dog, dog_chip]
event_date: move_date
icon: house
forms: [F01]
""",
    "questions/all.yaml": """\
- {id: move_date, asks: [move_date], events: [move]}
- {id: has_dog, asks: [has_dog, dogs], events: [move]}
- {id: dog_chip, asks: [dog_chip], events: [move], given: has_dog}
""",
    "procedures/all.yaml": """\
- id: move
  events: [move]
  when: "true"
  desk: front
  kind: form
  form: F01
  bring: [ID]
  due: {kind: legal, n: 14, start: move_date}
- id: dog
  events: [move]
  when: has_dog and not dog_chip
  desk: front
  kind: staff
""",
    "desks.yaml": """\
- {id: front, window: "1", letter: A}
""",
    "bring.yaml": "[{id: ID}]\n",
    "cards.yaml": "my_number: {has_dog: true}\n",
    "parties.yaml": "proxy: {has_dog: false}\n",
    "countries.yaml": "[{id: VN, name: ベトナム}]\n",
    "forms/parts.yaml": "head: {labels: [{at: [0, 0, 10, 5], text: 頭}]}\n",
    "forms/F01.yaml": """\
id: F01
needs: [{id: phone, kind: phone}]
sections:
  - id: top
    at: [10, 10]
    use: head
    boxes:
      - {id: phone, kind: text, at: [0, 0, 40, 6], value: [need.phone]}
      - {id: day, kind: date, at: [0, 8, 40, 6], value: [fact.move_date], when: has_dog}
""",
}

WORDS = """\
event: {move: {everyday: 引っ越し, statute: 転入}}
question:
  move_date: {ask: いつですか, why: 数えるため}
  has_dog: {ask: 犬はいますか, why: 届けるため}
  dog_chip: {ask: チップは, why: 届けるため}
fact:
  move_date: {label: 日, is: "{value} です"}
  has_dog: {label: 犬, yes: います, no: いません}
  dog_chip: {label: チップ, yes: あります, no: ありません}
  dogs: {label: 何匹, is: "{value} です", value: {one: 一匹, many: たくさん}}
  n_65: {label: 65歳}
procedure: {move: {name: 転入届}, dog: {name: 犬の届}}
desk: {front: {name: 市民課, does: 届け出}}
bring: {ID: 本人確認}
country: {VN: ベトナム}
form: {F01: {title: 異動届}}
need: {phone: {ask: 電話は, label: 電話}}
"""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    for name, text in {**FILES, "texts/ja/all.yaml": WORDS, "texts/en/all.yaml": WORDS}.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path
