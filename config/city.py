"""All that a city says, as the core's types. Apart from what reads YAML, which a published city does without."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kiosk.guidance.content import Guide
from kiosk.paperwork.case import Need
from kiosk.paperwork.form import Form
from kiosk.postal import Town
from kiosk.settings import Settings
from kiosk.words import Words


@dataclass(frozen=True)
class Content:
    """All that a city's folder says on ``day``. ``words`` by language; the first answers for what others lack.

    ``changes`` are the days after it from which something else holds.
    """

    settings: Settings
    guide: Guide
    forms: Mapping[str, Form]
    words: Mapping[str, Words]
    towns: tuple[Town, ...]
    day: date
    changes: tuple[date, ...] = ()

    @property
    def needs(self) -> tuple[Need, ...]:
        """All that any form asks for, each once."""
        return tuple({need.id: need for form in self.forms.values() for need in form.needs}.values())
