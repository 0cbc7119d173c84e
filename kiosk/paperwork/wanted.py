"""Which forms a plan prints, and what they still need to be told."""

from collections.abc import Mapping

from kiosk.guidance.content import Guide
from kiosk.guidance.facts import View
from kiosk.guidance.plan import Plan
from kiosk.paperwork.case import Need
from kiosk.paperwork.form import Form


def forms_of(guide: Guide, forms: Mapping[str, Form], events: tuple[str, ...], plan: Plan) -> tuple[Form, ...]:
    """Return the forms to print, each once: those of the events first, then those of what is required."""
    wanted = [form for event in events for form in guide.events[event].forms]
    wanted += [entry.procedure.form for entry in plan.required if entry.procedure.form]
    return tuple(forms[form] for form in dict.fromkeys(wanted) if form in forms)


def needs_of(forms: tuple[Form, ...], views: tuple[View, ...]) -> tuple[Need, ...]:
    """Return what these forms still need, each once, in the order of the forms; ``views``: the facts by event."""
    asked = (
        need
        for form in forms
        for need in form.needs
        if need.given is None or any(need.given.decide(view) is not False for view in views)
    )
    return tuple({need.id: need for need in asked}.values())
