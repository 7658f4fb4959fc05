"""A change of keys: everything that is sealed comes under the first key, while people go on working.

A few rows at a time, each time a deed of its own, so that nobody waits. A row that somebody writes meanwhile is left to them:
whoever writes seals with the first key too.
"""

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.operation import note, operation
from chalkface.records.seals import place_called
from chalkface.records.tenancy import across_schools

SOME = 200


@operation(needs="add_school", about_server=True, codes=("place",))
def reseal_some(access: Access, *, place: str, after: int) -> tuple[int, int]:
    """Put the next rows of one place (``records/seals.py``) after a number under the first key; returns the number of the
    last of them, 0 when there were none, and how many were changed. Raises ``Refused`` when one cannot be opened."""
    of = place_called(place)
    changed = 0
    with across_schools("resealing everything under the first key"):
        rows = list(of.held(after)[:SOME])
        for row in rows:
            if of.is_under_first(row):
                continue
            was = getattr(row, of.column)
            try:
                again = of.again(row)
            except Refused as refused:
                raise Refused(f"A row of {place} cannot be opened with the keys of this server (docs/keys.md).") from refused
            # Only if it is still as it was read: what was written since is of now, and under the first key already.
            changed += of.model._default_manager.filter(pk=row.pk, **{of.column: was}).update(**{of.column: again})
    note(changed=changed)
    return (rows[-1].pk if rows else 0), changed
