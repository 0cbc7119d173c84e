"""How visits end: with nothing to do, or with deadlines that nobody can count."""

from collections.abc import Iterator

from config.proof.formulas import Day, Formula, inverse
from config.proof.proof import Proof, spot
from config.proof.visits import Visits
from config.proof.witness import told
from kiosk.guidance.content import Procedure
from kiosk.guidance.facts import start_of


def check_ends(proof: Proof) -> None:
    """Find events that can end with nothing at all, where no desk is named for that."""
    for id_, event in proof.guide.events.items():
        if event.otherwise is None and (visit := proof.visits(id_).example(*_nothing(proof, proof.visits(id_)))):
            place = spot(proof.draft.events[id_])
            proof.tell(place, "ends_with_nothing", id=id_, visit=told(visit, proof.content.day))


def _nothing(proof: Proof, visits: Visits) -> Iterator[Formula]:
    """Nothing is needed or might be, and no other event is taken along. A broken procedure may be what was meant."""
    for procedure in visits.procedures:
        yield procedure.id not in proof.broken and visits.decide(procedure.when).no
    yield from (visits.decide(when).no for when in visits.sight.event.also.values())


def check_deadlines(proof: Proof) -> None:
    """Find deadlines that run for somebody who told all dates, and cannot be counted: no words tell of them either."""
    for id_ in proof.guide.events:
        for procedure in proof.visits(id_).procedures:
            if procedure.due.n is None or procedure.id in proof.broken or _is_worded(proof, procedure):
                continue
            start = start_of(proof.guide.events[id_], procedure.due.start)
            if visit := proof.visits(id_).example(*_uncounted(proof.visits(id_), procedure, start)):
                place, said = spot(proof.draft.procedures[procedure.id], "due"), told(visit, proof.content.day)
                proof.tell(place, "no_deadline", id=procedure.id, event=id_, start=start, visit=said)


def _is_worded(proof: Proof, procedure: Procedure) -> bool:
    return any(f"procedure.{procedure.id}.due" in texts.sentences for texts in proof.draft.texts.values())


def _uncounted(visits: Visits, procedure: Procedure, start: str) -> Iterator[Formula]:
    yield visits.decide(procedure.when).yes
    yield inverse(visits.sight.look(start).known)
    yield from (answer.term.known for answer in visits.sight.answers.values() if isinstance(answer.term, Day))
