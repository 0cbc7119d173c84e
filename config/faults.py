"""What can be wrong in a city's YAML, as sentences for the person who edits it."""

from kiosk.errors import Fault

SENTENCES: dict[str, tuple[str, str]] = {
    # the file as YAML
    "broken": ("YAMLとして読めません（{problem}）。", "this cannot be read as YAML ({problem})."),
    "empty_file": ("ファイルが空です。", "the file is empty."),
    "missing_file": ("{name} がありません。", "{name} is missing."),
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
    "want_number": ("ここには数を書いてください。", "write a number here."),
    "want_bool": ("ここには true か false を書いてください。", "write true or false here."),
    "want_date": ("ここには日付を 2026-11-30 の形で書いてください。", "write a date like 2026-11-30 here."),
    "want_time": ('ここには時刻を "08:30" の形で書いてください。', 'write a time like "08:30" here.'),
    "too_hasty": (
        "{least} 秒以上にしてください。それより短いと、答えられない方がいます。",
        "write at least {least} (seconds); some people cannot answer sooner.",
    ),
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
    "no_form": ("「{id}」という様式はありません。{near}", 'there is no form "{id}".{near}'),
    "no_bring": ("「{id}」という持ち物はありません。{near}", 'there is no thing to bring "{id}".{near}'),
    "no_part": ("「{id}」という共通部品はありません。{near}", 'there is no shared part "{id}".{near}'),
    "no_box": (
        "様式 {form} に「{id}」という欄はありません。続紙には、その欄の値を書きます。{near}",
        '{form} has no box "{id}" whose value could go on here.{near}',
    ),
    "continuation_name": (
        "{id} の続紙の名前は {name} にしてください。",
        "the continuation of {id} must be called {name}.",
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
    # words
    "missing_word": ("{language} の言葉「{key}」がありません。", 'the word "{key}" is missing in {language}.'),
    "missing_language": ("texts/{language} がありません。", "texts/{language} is missing."),
    "unused_word": (
        "「{id}」というものはないので、この言葉は使われません。",
        'there is no "{id}", so this word is never used.',
    ),
    "placeholders": (
        "「{key}」の {{ }} の中に、{other} にない名前があります。",
        '"{key}" has a name in {{ }} that it does not have in {other}.',
    ),
    "bad_braces": ("{{ }} の書き方が正しくありません。", "the {{ }} cannot be read."),
}
"""By kind of mistake: Japanese, English."""


def fault(file: str, line: int, kind: str, **values: object) -> Fault:
    ja, en = SENTENCES[kind]
    near = str(values.pop("near", ""))
    return Fault(
        file,
        line,
        en=en.format(**values, near=f' Did you mean "{near}"?' if near else ""),
        ja=ja.format(**values, near=f"「{near}」のことですか。" if near else ""),
    )
