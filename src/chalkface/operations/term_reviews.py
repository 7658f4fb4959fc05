"""The deeds of a term review: hold one, whose agenda is written then and kept, and write down what it decided."""

from collections.abc import Mapping
from datetime import date

from chalkface.core.access import Access
from chalkface.core.errors import FormRefused, Refused
from chalkface.core.years import academic_year_of
from chalkface.operations.editing import edit, held, remember
from chalkface.operations.operation import note, operation
from chalkface.queries.agenda import compose_agenda
from chalkface.queries.term_reviews import term_of
from chalkface.records.models import TermReview

EDITED = ("present", "notes", "decisions", "next_on")


@operation(needs="edit_plan")
def hold_review(access: Access, *, on: date, next_on: date | None = None, present: str = "") -> int:
    """Write the agenda of a meeting from what has changed, as everything stands on the access's day; returns its number.

    Where that day's review has nothing written down yet, its agenda is written anew. Raises ``Refused`` when it has, and
    for days out of order.
    """
    if next_on is not None and next_on <= on:
        raise Refused("The next meeting lies before this one.", field="next_on")
    if len(present) > 500:
        raise Refused("These are too many names: the most that is kept is 500 characters.", field="present")
    row = TermReview.objects.filter(on=on).first()
    if row is not None and (row.notes or row.decisions):
        raise Refused("There is a review of that day already, with notes of its own.", field="on")
    agenda = compose_agenda(access, access.on, meeting=on)
    kept = {
        "academic_year": academic_year_of(on),
        "term": term_of(on),
        "since": date.fromisoformat(agenda["since"]),
        "agenda": agenda,
        "next_on": next_on,
        "present": present.strip(),
    }
    row, _ = TermReview.objects.update_or_create(school_id=access.school_id, on=on, defaults=kept)
    remember(access, row, deed="hold_review")
    return row.pk


@operation(needs="edit_plan")
def edit_review(access: Access, *, review_id: int, edition: int, new: Mapping[str, object]) -> bool:
    """Write down who was there, what was said and decided, and when the next one is; the agenda stays as it was written.

    Returns whether anything changed. Raises ``Refused`` and ``ChangedMeanwhile``; ``ValueError`` for other fields.
    """
    unknown = set(new) - set(EDITED)
    if unknown:
        raise ValueError(f"not fields of a review that may be edited: {sorted(unknown)}")
    row = held(TermReview, review_id, "review")
    next_on = new.get("next_on")
    if isinstance(next_on, date) and next_on <= row.on:
        raise FormRefused([("next_on", "The next meeting lies before this one.")])
    return edit(access, row, new, edition=edition, deed="edit_review")


@operation(needs="edit_plan")
def remove_review(access: Access, *, review_id: int) -> None:
    """Remove a review of which nothing was written down. Raises ``Refused`` for one with notes or decisions."""
    row = held(TermReview, review_id, "review")
    if row.notes or row.decisions:
        raise Refused("Something was written down at this review, so it stays.")
    note(term_review=row.pk)
    row.delete()
