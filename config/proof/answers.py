"""What can be answered to a question, as the variables of a solver."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import z3

from config.proof.formulas import Day, Formula, Number, Term, Truth, Whole, Words, both, day_number, inverse
from kiosk.guidance.content import DateSpan, Fact, FactType, Value


@dataclass(frozen=True)
class Answer:
    """An answer that is open: ``term`` as a condition sees it, within ``limits``. ``variables`` are its own."""

    term: Term
    variables: tuple[z3.ExprRef, ...]
    limits: tuple[Formula, ...] = ()

    def value(self, model: z3.ModelRef) -> Value | None:
        """Return what was answered in a solution; ``None`` for "I do not know"."""
        match self.term:
            case Truth(yes=yes, no=no):
                return True if holds(model, yes) else False if holds(model, no) else None
            case Number(value=value, known=known):
                return whole(model, value) if holds(model, known) else None
            case Day(year=year, month_day=month_day, known=known):
                if not holds(model, known):
                    return None
                month, day = divmod(whole(model, month_day), 100)
                return date(whole(model, year), month, day)
            case Words(holds=held, known=known):
                words = frozenset(word for word, said in held.items() if holds(model, said))
                return words if holds(model, known) else None


def holds(model: z3.ModelRef, formula: Formula) -> bool:
    return formula if isinstance(formula, bool) else z3.is_true(model.eval(formula, model_completion=True))


def whole(model: z3.ModelRef, value: Whole) -> int:
    return value if isinstance(value, int) else int(model.eval(value, model_completion=True).as_long())


def open_answer(fact: Fact, span: DateSpan, today: date, *, name: str = "") -> Answer:
    """Return any answer to this fact. ``name`` tells two answers to the same fact apart."""
    name = f"{fact.id}{name}"
    unknown = z3.Bool(f"{name}?")
    known = z3.Not(unknown)
    match fact.type:
        case FactType.BOOL:
            said = z3.Bool(name)
            return Answer(Truth(z3.And(known, said), z3.And(known, z3.Not(said))), (unknown, said))
        case FactType.INT:
            number = z3.Int(name)
            return Answer(Number(number, known), (unknown, number), (number >= 0,))
        case FactType.DATE:
            return _day(name, unknown, *span.limits(today))
        case FactType.PEOPLE:
            return Answer(Words({}, known), (unknown,))
        case FactType.ENUM | FactType.SET:
            held = {value: z3.Bool(f"{name}={value}") for value in fact.values}
            one = (z3.PbEq([(unknown, 1), *((word, 1) for word in held.values())], 1),)
            return Answer(Words(held, known), (unknown, *held.values()), one if fact.type is FactType.ENUM else ())


def _day(name: str, unknown: z3.BoolRef, first: date, last: date) -> Answer:
    day = Day(z3.Int(f"{name}.year"), z3.Int(f"{name}.day"), z3.Not(unknown))
    number = day.number.value
    limits = (number >= day_number(first), number <= day_number(last), z3.Or(list(_days_of_a_year(day))))
    return Answer(day, (unknown, day.year, day.month_day), limits)


def _days_of_a_year(day: Day) -> Iterator[Formula]:
    """Of the years that anybody living can tell, every fourth is a leap year, but for 1900."""
    for month in range(1, 13):
        last = 28 if month == 2 else 30 if month in {4, 6, 9, 11} else 31
        yield both(day.month_day > month * 100, day.month_day <= month * 100 + last)
    yield both(day.month_day == 229, day.year % 4 == 0, inverse(day.year == 1900))
