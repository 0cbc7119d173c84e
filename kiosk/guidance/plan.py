"""The plan: what the facts lead to, and which facts made it so."""

from dataclasses import dataclass
from datetime import date

from kiosk.guidance.content import Procedure


@dataclass(frozen=True)
class Entry:
    """One procedure of a plan; ``because`` are fact ids; ``deadline`` None: none, or it cannot be counted."""

    procedure: Procedure
    because: tuple[str, ...]
    deadline: date | None


@dataclass(frozen=True)
class Plan:
    """What is to be done. The three lists share no procedure.

    ``confirm`` holds what stays unknown (要確認); ``bring`` and ``desks`` cover ``required`` and
    ``confirm``, desks in the order in which one walks; ``ask`` are the questions still undecided.
    """

    required: tuple[Entry, ...] = ()
    confirm: tuple[Entry, ...] = ()
    optional: tuple[Entry, ...] = ()
    bring: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    fees_yen: int = 0
    ask: tuple[str, ...] = ()
