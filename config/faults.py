"""What can be wrong in a city's YAML, as sentences for the person who edits it."""

from dataclasses import dataclass

from kiosk.errors import Fault


@dataclass(frozen=True)
class Said:
    """A piece of a sentence that is not the same in every language."""

    ja: str
    en: str


SENTENCES: dict[str, tuple[str, str]] = {
    # the file as YAML
    "broken": ("YAMLとして読めません（{problem}）。", "this cannot be read as YAML ({problem})."),
    "empty_file": ("ファイルが空です。", "the file is empty."),
    "missing_file": ("{name} がありません。", "{name} is missing."),
    "no_file": ("{name} はファイルとして読めません。", "{name} cannot be read as a file."),
    "holds_itself": ("「*」で自分自身を指しています。", 'an alias ("*") stands inside of what it names.'),
    "not_utf8": ("文字コードがUTF-8ではありません。", "the file is not encoded in UTF-8."),
    "duplicate_key": ("「{key}」が2回書かれています。", '"{key}" is written twice.'),
    "old_boolean": (
        "「{text}」はそのままでは書けません。true か false と書くか、引用符で囲んでください。",
        '"{text}" cannot stand alone; write true or false, or put it in quotes.',
    ),
    "leading_zero": (
        "0で始まる「{text}」は、引用符で囲んでください。",
        '"{text}" begins with 0; put it in quotes.',
    ),
    # what stands where
    "unknown_key": ("「{key}」という項目はありません。{near}", '"{key}" is not known here.{near}'),
    "missing_key": ("「{key}」がありません。", '"{key}" is missing.'),
    "want_mapping": ("「項目: 値」の形で書いてください。", 'write "key: value" here.'),
    "want_list": ("[ ] または - で並べて書いてください。", "write a list here, with [ ] or -."),
    "want_length": ("値を {n} 個並べてください。", "write {n} values here."),
    "want_text": (
        "ここには文字を書いてください。数字や true を文字にするには、引用符で囲みます。",
        "write text here; put numbers and true in quotes to make them text.",
    ),
    "want_int": ("ここには整数を書いてください。", "write a whole number here."),
    "want_int_or_bool": (
        "ここには整数か、true か false を書いてください。",
        "write a whole number, or true or false, here.",
    ),
    "want_number": ("ここには数を書いてください。", "write a number here."),
    "want_bool": ("ここには true か false を書いてください。", "write true or false here."),
    "want_date": ("ここには日付を 2026-11-30 の形で書いてください。", "write a date like 2026-11-30 here."),
    "no_day": ("{day} という日はありません。", "there is no day {day}."),
    "odd_date": (
        "{first}年から{last}年までの日付を書いてください。",
        "write a date from {first} to {last}.",
    ),
    "not_born": ("生まれた日が、きょう（{today}）より後です。", "this birth lies after today ({today})."),
    "after_today": ("この日は、きょう（{today}）より後です。", "this day lies after today ({today})."),
    "born_later": ("{id} が {on} より後です。", "{id} lies after {on}."),
    "negative": ("ここには 0 以上の数を書いてください。", "write a number from 0 here."),
    "no_person": ("people に {number} 番目の人はいません。", "there is no person {number} in people."),
    "want_time": ('ここには時刻を "08:30" の形で書いてください。', 'write a time like "08:30" here.'),
    "too_hasty": (
        "{least} 秒以上にしてください。それより短いと、答えられない方がいます。",
        "write at least {least} (seconds); some people cannot answer sooner.",
    ),
    "too_small": ("{key} は1以上の整数で書いてください。", "{key} must be 1 or more."),
    "no_letter": (
        "「{id}」には番号の文字（letter）がないので、番号で呼べません。",
        '"{id}" has no letter, so that no number can be called to it.',
    ),
    "too_telling": (
        "これより少ない数をかくす「fewest」は、{least} より小さくできません。",
        'Counts below "fewest" are hidden; it cannot be less than {least}.',
    ),
    "too_few_days": (
        "{least} 日以上にしてください。足りないものを取りに帰って、また来る方がいます。",
        "write at least {least} (days); many come back with what they lacked.",
    ),
    "no_voice": (
        "「{language}」の声はありません。使えるのは {known} です。",
        'there is no voice for "{language}"; {known}.',
    ),
    "no_such_floor": (
        "「{floor}」に窓口はありません（desks.yaml）。{near}",
        'there is no window on "{floor}" (desks.yaml).{near}',
    ),
    "bad_volume": ("0から100までの数を書いてください。", "write a number from 0 to 100."),
    "ends_before": ("終わりが、初めより前です。", "this ends before it begins."),
    "bad_weekday": ("曜日は、0（月曜）から6（日曜）までです。", "a weekday is one of 0 (Monday) to 6 (Sunday)."),
    "no_such_language": (
        "「{language}」は、kiosk.yaml の languages にありません。",
        '"{language}" is none of the languages in kiosk.yaml.',
    ),
    "notice_untold": ("お知らせに「{language}」の文がありません。", 'the notice says nothing in "{language}".'),
    "root_parts": (
        "id と key の組か、certificate のどちらか一つを書いてください。",
        "write either id and key, or certificate.",
    ),
    "root_id": ("{digits} 桁の16進数を書いてください。", "write {digits} hex digits."),
    "not_pem": (
        "「-----BEGIN {label}-----」から「-----END {label}-----」までのPEMとして読めません。",
        'this is no PEM from "-----BEGIN {label}-----" to "-----END {label}-----".',
    ),
    "not_rsa": ("RSAの公開鍵ではありません。", "this is no RSA key."),
    "want_one_of": ("「{value}」は使えません。使えるのは {values} です。", '"{value}" is none of {values}.'),
    # conditions
    "condition_syntax": ("条件「{source}」が読めません。", 'the condition "{source}" cannot be read.'),
    "condition_part": ("条件の中で「{part}」は使えません。", '"{part}" cannot be used in a condition.'),
    "unknown_fact": ("「{id}」という事実はありません。{near}", 'there is no fact "{id}".{near}'),
    "number_alone": (
        "「{id}」は数です。{id} > 0 のように比べてください。",
        "{id} is a number; compare it, e.g. {id} > 0.",
    ),
    "choice_alone": (
        "「{id}」は選択肢です。{id} == '{value}' のように比べてください。",
        "{id} is a choice; compare it, e.g. {id} == '{value}'.",
    ),
    "set_alone": (
        "「{id}」は複数選べます。'{value}' in {id} のように調べてください。",
        "{id} is a set; ask for one of its values, e.g. '{value}' in {id}.",
    ),
    "date_alone": (
        "「{id}」は日付です。{id} >= '2026-04-01' のように比べてください。",
        "{id} is a date; compare it, e.g. {id} >= '2026-04-01'.",
    ),
    "not_yes_or_no": (
        "「{part}」は はい・いいえ になりません。",
        '"{part}" is neither true nor false.',
    ),
    "not_a_number": ("「{part}」は数ではありません。", '"{part}" is no number.'),
    "not_alike": (
        "「{left}」と「{right}」は比べられません。",
        '"{left}" and "{right}" cannot be compared.',
    ),
    "unknown_value": (
        "「{id}」に「{value}」という値はありません。あるのは {values} です。",
        '{id} has no value "{value}"; it has {values}.',
    ),
    # one thing and another
    "duplicate_id": (
        "「{id}」は {place} にもあります。",
        '"{id}" is also in {place}.',
    ),
    "wrong_name": ("ファイル名と id「{id}」が違います。", 'the file is not named after its id "{id}".'),
    "no_event": ("「{id}」という手続きの種類（events）はありません。{near}", 'there is no event "{id}".{near}'),
    "no_question": ("「{id}」という質問はありません。{near}", 'there is no question "{id}".{near}'),
    "no_desk": ("「{id}」という窓口はありません。{near}", 'there is no desk "{id}".{near}'),
    "stands_nowhere": (
        "窓口「{id}」が、地図（map.yaml）のどの階にもありません。",
        'the window "{id}" stands on no floor of map.yaml.',
    ),
    "other_floor": (
        "「{id}」は {floor} の窓口です（desks.yaml）。",
        'desks.yaml says that "{id}" is on floor {floor}.',
    ),
    "off_floor": ("({x}, {y}) は、この階の外です。", "({x}, {y}) lies outside of this floor."),
    "short_aisle": ("通路は、2つ以上の点で書いてください。", "write at least two points of the aisle."),
    "no_fee": ("「{id}」という手数料は fees.yaml にありません。{near}", 'there is no fee "{id}" in fees.yaml.{near}'),
    "no_procedure": ("「{id}」という手続きはありません。{near}", 'there is no procedure "{id}".{near}'),
    "no_form": ("「{id}」という様式はありません。{near}", 'there is no form "{id}".{near}'),
    "no_bring": ("「{id}」という持ち物はありません。{near}", 'there is no thing to bring "{id}".{near}'),
    "no_original": ("forms/{name} がありません。", "there is no forms/{name}."),
    "original_not_pdf": ("forms/{name} は、PDFとして読めません。", "forms/{name} cannot be read as a PDF."),
    "original_not_one_a4": (
        "forms/{name} は、A4縦1ページではありません。",
        "forms/{name} is not one page of A4.",
    ),
    "not_yet": (
        "「{id}」は、先の日からの様式です。ここには、いまある様式を書いてください。",
        '"{id}" holds only from a later day; name a form that there is now.',
    ),
    "no_part": ("「{id}」という共通部品はありません。{near}", 'there is no shared part "{id}".{near}'),
    "no_value": ("「{id}」という値の名前はありません。{near}", 'there is no value called "{id}".{near}'),
    "like_itself": (
        "様式 {id} は、like をたどると自分にもどります。",
        "{id} is like a form that is like {id}.",
    ),
    "twice_in_form": ("この様式に「{id}」が2つあります。", 'there are two "{id}" in this form.'),
    "no_box": (
        "様式 {form} に「{id}」という欄はありません。続紙には、その欄の値を書きます。{near}",
        '{form} has no box "{id}" whose value could go on here.{near}',
    ),
    "continuation_name": (
        "{id} の続紙の名前は {name} にしてください。",
        "the continuation of {id} must be called {name}.",
    ),
    "continuation_taken": (
        "{name} は、{id} の続紙の名前です。この様式には、ほかの名前を付けてください。",
        "{name} is what the continuation of {id} is called; give this form another name.",
    ),
    "rows_go_on": (
        "{form} の行「{id}」の続きは、{first}人目から始めてください（rows の first）。",
        'the rows "{id}" of {form} must go on here with person {first} (first of rows).',
    ),
    "no_need": ("「{id}」は needs にありません。{near}", '"{id}" is not among the needs.{near}'),
    "no_card": ("「{id}」というカードはありません。{near}", 'there is no card "{id}".{near}'),
    "no_party": ("「{id}」という来かたはありません。{near}", 'there is no way to come "{id}".{near}'),
    "not_a_date": ("「{id}」は日付ではありません。", "{id} is not a date."),
    "counted_fact": ("「{id}」は数えて出すので、ここには書けません。", "{id} is counted and cannot stand here."),
    "values_missing": ("選択肢（values）を書いてください。", "its values are missing."),
    "values_unused": ("values は enum と set だけに書きます。", "only enum and set have values."),
    "count_needs_int": ("count を書けるのは type: int だけです。", "only a fact of type int can be counted."),
    "never_asked": (
        "events/{event}.yaml の questions に「{id}」がありません。",
        'events/{event}.yaml does not list the question "{id}".',
    ),
    "not_for_event": (
        "質問「{id}」の events に「{event}」がありません。",
        'the question "{id}" is not for the event "{event}".',
    ),
    "only_not_asked": ("「{id}」は asks にありません。", '"{id}" is not among what it asks.'),
    "asked_later": (
        "「{id}」は、この質問より後に聞かれます（{event}）。",
        "{id} is asked only after this question ({event}).",
    ),
    # examples
    "example_lacks": (
        "「{id}」は {list} になるはずですが、なりません（{found}）。",
        '"{id}" should be among {list}, and is not ({found}).',
    ),
    "example_more": (
        "「{id}」が {list} にあります。書かれていません。",
        '"{id}" is among {list}, and not written here.',
    ),
    "example_forbidden": (
        "「{id}」は出ないはずですが、{list} にあります。",
        '"{id}" should not be there, and is among {list}.',
    ),
    "example_deadline": (
        "「{id}」の期限は {day} のはずですが、{found} です。",
        'the deadline of "{id}" should be {day}, and is {found}.',
    ),
    # what is proven of all visits
    "nobody_counted": (
        "「{id}」に数えられる人はいません（{parts}）。",
        "nobody can ever be counted by {id} ({parts}).",
    ),
    "never_true": ("条件「{parts}」は決して成り立ちません。{why}", 'the condition "{parts}" can never be true.{why}'),
    "never_together": (
        "条件「{parts}」が同時に成り立つことはありません。{why}",
        'the conditions "{parts}" can never be true together.{why}',
    ),
    "part_never_true": (
        "or の中の「{parts}」は決して成り立ちません。{why}",
        'the part "{parts}" of this "or" can never be true.{why}',
    ),
    "unreachable": (
        "手続き「{id}」は、{event} ではだれにも必要になりません。「{parts}」が成り立たないためです。{why}",
        'nobody can ever need "{id}" in {event}, because "{parts}" cannot be true.{why}',
    ),
    "question_never_asked": (
        "質問「{id}」は決して聞かれません。「{parts}」が成り立たないためです。{why}",
        'the question "{id}" is never asked, because "{parts}" cannot be true.{why}',
    ),
    "fact_never_asked": (
        "「{id}」は決して聞かれません。「{parts}」が成り立たないためです。{why}",
        '"{id}" is never asked, because "{parts}" cannot be true.{why}',
    ),
    "question_idle": (
        "質問「{id}」は何も変えません（{events}）。どう答えても、手続き・持ち物・期限・様式は同じです。",
        'the question "{id}" changes nothing ({events}): no procedure, thing to bring, deadline or form.',
    ),
    "fact_idle": (
        "「{id}」を聞いても何も変わりません（{events}）。どう答えても、手続き・持ち物・期限・様式は同じです。",
        'asking for "{id}" changes nothing ({events}): no procedure, thing to bring, deadline or form.',
    ),
    "ends_with_nothing": (
        "{id} が、手続きが一つもないまま終わることがあります。例: {visit}。",
        "{id} can end with nothing to do. For example: {visit}.",
    ),
    "empty_box": (
        "様式 {form} の必須の欄「{box}」が、{event} で空のままになることがあります。例: {visit}。",
        'the required box "{box}" of {form} can stay empty in {event}. For example: {visit}.',
    ),
    "no_deadline": (
        "「{start}」を聞かないので、「{id}」の期限を {event} で数えられないことがあります。例: {visit}。",
        'the deadline of "{id}" can go uncounted in {event}, as "{start}" is not asked. For example: {visit}.',
    ),
    # words
    "missing_word": ("{language} の言葉「{key}」がありません。", 'the word "{key}" is missing in {language}.'),
    "not_translated": (
        "{language} に、この言葉「{key}」がありません。",
        'this word, "{key}", is missing in {language}.',
    ),
    "reading_not_kana": (
        "「{base}」のふりがな「{reading}」に、かなでない文字があります。",
        'the reading "{reading}" of "{base}" is not written in kana.',
    ),
    "reading_wrong": (
        "「{base}」を「{reading}」とは読みません。この市での読み方なら、readings.yaml に書いてください。",
        '"{base}" cannot be read "{reading}"; a reading of this city\'s own belongs into readings.yaml.',
    ),
    "reading_missing": ("「{base}」にふりがながありません。", '"{base}" has no furigana.'),
    "missing_language": ("texts/{language} がありません。", "texts/{language} is missing."),
    "unused_word": (
        "「{id}」というものはないので、この言葉は使われません。",
        'there is no "{id}", so this word is never used.',
    ),
    "placeholders": (
        "「{key}」の {{ }} の中に、{other} にない名前があります。",
        '"{key}" has a name in {{ }} that it does not have in {other}.',
    ),
    "too_long": (
        "「{key}」は {lines} 行になります。{most} 行までに短くしてください。",
        '"{key}" takes {lines} lines; make it no more than {most}.',
    ),
    "bad_braces": ("{{ }} の書き方が正しくありません。", "the {{ }} cannot be read."),
}
"""By kind of mistake: Japanese, English."""


def fault(file: str, line: int, kind: str, **values: object) -> Fault:
    ja, en = SENTENCES[kind]
    near = str(values.pop("near", ""))
    in_ja = {key: value.ja if isinstance(value, Said) else value for key, value in values.items()}
    in_en = {key: value.en if isinstance(value, Said) else value for key, value in values.items()}
    return Fault(
        file,
        line,
        en=en.format(**in_en, near=f' Did you mean "{near}"?' if near else ""),
        ja=ja.format(**in_ja, near=f"「{near}」のことですか。" if near else ""),
    )
