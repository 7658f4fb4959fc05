"""``chalkface notes reseal``: first it is seen whether everything opens, then place after place comes under the first key."""

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.resealing import reseal_some
from chalkface.queries.seals import closed, opened_in_all
from chalkface.records.seals import places


def reseal_all(access: Access) -> int:
    """Put all that is sealed under the first key; returns how many rows are sealed. Raises ``Refused``, with nothing changed,
    when one opens with no key: a key that is still needed must not go unnoticed."""
    if shut := closed():
        said = "; ".join(f"{some} of {many} in {place}" for place, (some, many) in sorted(shut.items()))
        raise Refused(
            f"Some of what is sealed cannot be opened with the keys of this server, so nothing was changed: {said}. Put the "
            "old key beside the new one and try again (docs/keys.md)."
        )
    while sum(_whole_place(access, place.name) for place in places()):
        pass  # until one round finds nothing: a server that has not read the new key yet may have written meanwhile
    return opened_in_all()


def _whole_place(access: Access, place: str) -> int:
    changed, (last, some) = 0, reseal_some(access, place=place, after=0)
    while last:
        changed += some
        last, some = reseal_some(access, place=place, after=last)
    return changed
