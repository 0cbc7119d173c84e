"""The city's own order, in which managers find desks and events."""

from collections.abc import Callable, Iterable


def place_in(order: Iterable[str]) -> Callable[[str], int]:
    """Return what says where an id stands in this order; ids that the city does not have any more stand last."""
    places = {id_: place for place, id_ in enumerate(order)}
    return lambda id_: places.get(id_, len(places))
