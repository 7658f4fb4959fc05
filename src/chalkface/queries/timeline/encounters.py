"""What the student took part in, with whom, and the two answers they gave about it, which parents do not read here."""

from collections.abc import Iterator

from django.db.models import FilteredRelation, Q

from chalkface.core.access import Access
from chalkface.core.words import ACTIVITY_KINDS
from chalkface.indicators.facts import HOUR
from chalkface.queries.places import Place
from chalkface.queries.timeline import Event, listed, read
from chalkface.records.models import Participation

_CAME = {True: "", False: "did not attend", None: "attendance not marked"}
_COLUMNS = (
    "activity_id", "activity__starts_on", "activity__title", "activity__kind", "attended", "hours_e4", "activity__hours_e4",
    "own__showed", "own__next_step", "activity__partners__partner__name",
)  # fmt: skip


def _named(names: list[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _hours(value: int | None) -> str:
    return f"{value / HOUR:g} {'hour' if value == HOUR else 'hours'}" if value else ""


def reflected(showed: str | None, next_step: str | None) -> str:
    """A reflection in the student's own words."""
    parts = (("In their words", showed), ("Next", next_step))
    return " ".join(f"{label}: “{said.strip()}”." for label, said in parts if said and said.strip())


@read("encounter", "Activities", order=10, needs="see_encounters")
def encounters(access: Access, student_id: int) -> Iterator[Event]:
    own = FilteredRelation("activity__reflections", condition=Q(activity__reflections__student_id=student_id))
    rows = Participation.objects.filter(student_id=student_id).annotate(own=own)
    found: dict[int, tuple] = {}
    partners: dict[int, set[str]] = {}
    for activity, *columns, partner in rows.values_list(*_COLUMNS):
        found[activity] = tuple(columns)
        partners.setdefault(activity, set()).update([partner] if partner else [])
    for activity, (on, title, kind, attended, hours, hours_of_all, showed, next_step) in found.items():
        facts = listed(
            ACTIVITY_KINDS.get(kind, kind),
            _named(sorted(partners[activity])),
            _hours(hours if hours is not None else hours_of_all),
            _CAME[attended],
        )
        said = "" if access.role == "parent" else reflected(showed, next_step)
        text = f"{facts}. {said}" if said else facts
        yield Event(on, title, text, Place("programme.activity", {"activity": activity}), activity)
