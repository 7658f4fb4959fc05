"""The deeds of the direction: write it, keep a version of it, put that to governors, and record what they decided."""

from datetime import date

from django.db.models import Max

from chalkface.core.access import Access
from chalkface.core.errors import FormRefused, Refused
from chalkface.operations.editing import edit, held, remember
from chalkface.operations.operation import operation
from chalkface.queries.direction import current_direction, objectives
from chalkface.queries.versions import snapshot
from chalkface.records.models import Direction, DirectionVersion, School

DECISIONS = ("approved", "returned")
LONGEST_HORIZON = 10


@operation(needs="edit_direction")
def write_direction(
    access: Access,
    *,
    edition: int,
    vision: str,
    summary: str,
    priorities: str,
    from_year: int | None,
    to_year: int | None,
    review_on: date | None,
) -> None:
    """Write the vision, the horizon, the school's own priorities, where it stands, and the day it is next reviewed.

    Raises ``Refused`` for a horizon that ends before it begins; ``ChangedMeanwhile`` as ``edit``.
    """
    if from_year is not None and to_year is not None and not 0 <= to_year - from_year < LONGEST_HORIZON:
        raise Refused("The horizon must end in the year it begins or later, within ten years.", field="to_year")
    # Two people may write the first words at once: the school's row is what they queue at.
    School.objects.select_for_update().get(pk=access.school_id)
    row = Direction.objects.select_for_update().first() or Direction.objects.create(school_id=access.school_id)
    texts = {"vision": vision.strip(), "summary": summary.strip(), "priorities": priorities.strip()}
    new = {**texts, "from_year": from_year, "to_year": to_year, "review_on": review_on}
    edit(access, row, new, edition=edition, deed="write_direction")


@operation(needs="edit_direction")
def keep_version(access: Access, *, reason: str = "") -> int:
    """Keep the direction and its objectives as they stand, with a number; returns the version's id.

    Closed objectives are left out: they are no part of where the school wants to go. Raises ``Refused`` while nothing is
    written.
    """
    School.objects.select_for_update().get(pk=access.school_id)
    direction = current_direction(access)
    lines = objectives(access, for_others=True)
    if direction.number is None and not lines:
        raise Refused("There is nothing to keep yet: write the vision or an objective first.")
    row = DirectionVersion.objects.create(
        school_id=access.school_id,
        number=(DirectionVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        kept_on=access.on,
        account_number=access.account_id,
        reason=reason.strip(),
        content=snapshot(direction, lines),
        status="kept",
    )
    remember(access, row, deed="keep_version", reason=reason)
    return row.pk


@operation(needs="edit_direction")
def put_to_governors(access: Access, *, version_id: int) -> None:
    """Say that governors have a version before them. Raises ``Refused`` when they have decided on it, or have it already."""
    row = held(DirectionVersion, version_id, "version")
    if row.status != "kept":
        raise Refused("This version has been put to governors already.")
    row.status = "proposed"
    row.save()
    remember(access, row, deed="put_to_governors", fields={"status": ["kept", "proposed"]})


@operation(needs="approve_direction", codes=("decision",))
def record_decision(
    access: Access, *, version_id: int, decision: str, decided_on: date | None, decided_by: str, minute: str = ""
) -> None:
    """Write down what governors decided on a version: "approved", or "returned" (sent back), when, who, and the minute.

    Raises ``Refused`` when it is not before them, and for a day that cannot be.
    """
    row = held(DirectionVersion, version_id, "version")
    if row.status != "proposed":
        raise Refused("This version is not before governors: a decision is recorded once, on a version put to them.")
    wrong = []
    if decision not in DECISIONS:
        wrong.append(("decision", "Say whether it was approved or sent back."))
    if decided_on is None:
        wrong.append(("decided_on", "The day of the decision is missing."))
    elif not row.kept_on <= decided_on <= access.on:
        wrong.append(("decided_on", "The day must be between the day the version was kept and today."))
    if not decided_by.strip():
        wrong.append(("decided_by", "Say who decided, such as “full governing body”."))
    for name, text in (("decided_by", decided_by), ("minute", minute)):
        if len(text.strip()) > row._meta.get_field(name).max_length:
            wrong.append((name, "This is too long: a few words are enough."))
    if wrong:
        raise FormRefused(wrong)
    row.status, row.decided_on, row.decided_by, row.minute = decision, decided_on, decided_by.strip(), minute.strip()
    row.save()
    remember(access, row, deed="record_decision", fields={"status": ["proposed", decision]})
