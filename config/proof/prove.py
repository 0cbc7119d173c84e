"""The proof: what is wrong with a city in some visit, or can never be, found for all visits at once.

What is written is looked at once; what is proven hangs on the day, and is proven again for every later day from which
something else holds.
"""

from dataclasses import replace
from pathlib import Path

from config.content import Content, Inspection, inspect
from config.proof.boxes import check_boxes
from config.proof.ends import check_deadlines, check_ends
from config.proof.idle import check_idle
from config.proof.proof import FOREIGN, Findings, Proof
from config.proof.reach import check_counts, check_others, check_procedures, check_questions
from kiosk.errors import Fault
from kiosk.guidance.condition import PersonCondition
from kiosk.guidance.content import Fact, FactType, Guide

CHECKS = (
    check_counts,
    check_questions,
    check_procedures,
    check_others,
    check_ends,
    check_deadlines,
    check_boxes,
    check_idle,
)
"""In this order, since what one finds is taken as mended by the next."""


def prove(folder: Path, inspection: Inspection) -> tuple[Fault, ...]:
    """Return every finding in a city without faults, and the faults of days to come."""
    assert inspection.content is not None
    findings = _prove(inspection)
    faults: set[Fault] = set()
    before = inspection.content
    for day in inspection.content.changes:
        later = inspect(folder, day)
        faults |= set(later.faults)
        if later.content is not None and _is_another(before, later.content):
            findings = _prove(later) | findings
        before = later.content or before
    return tuple(sorted({*findings.values(), *faults}))


def _prove(inspection: Inspection) -> Findings:
    assert inspection.content is not None
    guide = inspection.content.guide
    foreign = Fact(FOREIGN, FactType.INT, count=PersonCondition("foreign"))
    proof = Proof(inspection.draft, inspection.content, replace(guide, facts={**guide.facts, FOREIGN: foreign}))
    for check in CHECKS:
        check(proof)
    return proof.findings


def _is_another(before: Content, after: Content) -> bool:
    """Whether anything differs that is proven: not what things cost."""
    return (_free_of_charge(before.guide), before.forms) != (_free_of_charge(after.guide), after.forms)


def _free_of_charge(guide: Guide) -> Guide:
    free = {id_: replace(one, fee_yen=0, fee_varies=False) for id_, one in guide.procedures.items()}
    return replace(guide, procedures=free)
