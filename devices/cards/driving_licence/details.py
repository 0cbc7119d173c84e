"""What a driving licence says, entries and changes together: of its holder, and beside."""

from collections.abc import Mapping
from datetime import date

from devices.cards.driving_licence.changes import Change, LicenceChanges
from devices.cards.driving_licence.entries import LicenceEntries
from kiosk.people import Person


def holder_of(entries: LicenceEntries, changes: LicenceChanges) -> Person:
    """Return whose licence it is by now. There is no sex on it."""
    return Person(
        name=changes.name.text if changes.name else entries.name,
        kana=_kana(entries, changes),
        birth=entries.birth,
        address=changes.address.text if changes.address else entries.address,
    )


def details_of(entries: LicenceEntries, changes: LicenceChanges) -> Mapping[str, str]:
    """Return what a licence says beside who its holder is; days in ISO 8601, nothing that is empty."""
    told = {
        "licence_number": entries.number,
        "reference_number": entries.reference,
        "colour": entries.colour,
        "issued": _iso(entries.issued),
        "commission": entries.commission,
        "alias": entries.alias,
        "unified_kana": entries.unified_kana,
        "conditions": "\n".join(entries.conditions),
        **{f"obtained_{name}": day.isoformat() for name, day in entries.obtained.items()},
        **{f"category_{name}": day.isoformat() for name, day in entries.categories.items()},
        **_changed("name", changes.name, entries.name),
        **_changed("kana", changes.kana, entries.kana),
        **_changed("address", changes.address, entries.address),
        **_told("new_commission", changes.commission),
        **_told("new_condition", changes.condition),
        **_told("lifted_condition", changes.lifted),
        **_told("remark", changes.remark),
    }
    return {key: value for key, value in told.items() if value}


def _kana(entries: LicenceEntries, changes: LicenceChanges) -> str:
    """Return how the name is read; empty when that was told of an older name only."""
    if changes.kana:
        return changes.kana.text
    return "" if changes.name else entries.kana or entries.unified_kana


def _told(key: str, change: Change | None) -> Mapping[str, str]:
    if change is None:
        return {}
    return {key: change.text, f"{key}_since": _iso(change.day), f"{key}_entered_by": change.commission}


def _changed(key: str, change: Change | None, issued: str) -> Mapping[str, str]:
    """Return how it was before, and since when it is not; how it is now is told of the person."""
    if change is None:
        return {}
    return {f"issued_{key}": issued, f"{key}_since": _iso(change.day), f"{key}_entered_by": change.commission}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
