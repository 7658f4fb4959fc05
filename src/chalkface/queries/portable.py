"""What one student takes along: their own record as plain data, without notes, risk, protected details or other people.

The meaning of every name is in docs/portable-record.md. Each part is there only when the access may see it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.core.derived_keys import derived_key
from chalkface.indicators.facts import HOUR
from chalkface.queries.timeline.agreed import actions_of
from chalkface.records.models import (
    ActivityCode,
    ActivityPartner,
    Application,
    ApplicationStep,
    Destination,
    GuidanceMeeting,
    Intention,
    Need,
    OwnWords,
    Participation,
    Reflection,
    School,
    Student,
)

VERSION = 1
Entry = dict[str, object]
_STUDENT = (
    "upn", "uln", "legal_forename", "legal_surname", "preferred_forename", "preferred_surname", "date_of_birth",
)  # fmt: skip
_ACTIVITY = ("title", "kind", "starts_on", "ends_on", "subject", "mode")


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _entry(**values: object) -> Entry:
    """What is known; the rest is left out."""
    return {name: _plain(value) for name, value in values.items() if value not in (None, "", [])}


def _rows(rows: QuerySet, *names: str, **renamed: str) -> list[Entry]:
    columns = {**{name: name for name in names}, **renamed}
    return [_entry(**dict(zip(columns, values, strict=True))) for values in rows.values_list(*columns.values())]


def _hours(value: int | None) -> str:
    return f"{value / HOUR:g}" if value is not None else ""


class _Portable:
    """One student's record being written."""

    def __init__(self, access: Access, student_id: int, urn: str) -> None:
        self.access, self.student_id, self.urn = access, student_id, urn

    def _id(self, what: str, key: object) -> str:
        """A name that means the same thing each time the record is written, and tells nothing."""
        return derived_key(what, self.urn, key)

    def activities(self) -> list[Entry]:
        rows = Participation.objects.filter(student_id=self.student_id).select_related("activity")
        found = {row.activity_id: row for row in rows.order_by("activity__starts_on", "activity_id")}
        partners: dict[int, list[Entry]] = defaultdict(list)
        named = ActivityPartner.objects.filter(activity_id__in=found).order_by("partner__name")
        for activity, key, name, kind in named.values_list(
            "activity_id", "partner__key", "partner__name", "partner__kind"
        ):
            partners[activity].append({"id": self._id("partner", key), "name": name, "kind": kind})
        skills: dict[int, list[str]] = defaultdict(list)
        codes = ActivityCode.objects.filter(activity_id__in=found, list="skill").order_by("position")
        for activity, code in codes.values_list("activity_id", "code"):
            skills[activity].append(code)
        said = {row.activity_id: row for row in Reflection.objects.filter(student_id=self.student_id)}
        return [
            _entry(
                id=self._id("activity", row.activity.key),
                **{name: getattr(row.activity, name) for name in _ACTIVITY},
                attended=row.attended,
                hours=_hours(row.hours_e4 if row.hours_e4 is not None else row.activity.hours_e4),
                partners=partners[activity],
                skills=skills[activity],
                showed=said[activity].showed if activity in said else "",
                next_step=said[activity].next_step if activity in said else "",
            )
            for activity, row in found.items()
        ]

    def meetings(self) -> list[Entry]:
        return [
            _entry(
                id=self._id("meeting", row.key), met_on=row.met_on, attended=row.attended, minutes=row.minutes,
                adviser_level=row.adviser_level, plan=row.shared,
            )
            for row in GuidanceMeeting.objects.filter(student_id=self.student_id).order_by("met_on", "pk")
        ]  # fmt: skip

    def needs(self) -> list[Entry]:
        return [
            _entry(
                id=self._id("need", row.pk), kind=row.kind, detail=row.detail, raised_on=row.raised_on, met_on=row.met_on,
                set_aside_on=row.dropped_on,
            )
            for row in Need.objects.filter(student_id=self.student_id).order_by("raised_on", "pk")
        ]  # fmt: skip

    def actions(self) -> list[Entry]:
        rows = actions_of(self.student_id).select_related("meeting").order_by("pk")
        return [
            _entry(
                id=self._id("action", row.key), what=row.what, whose=row.owner_kind, due_on=row.due_on, status=row.status,
                done_on=row.done_on, need_met=row.need_met, confirmed_on=row.confirmed_on,
                meeting=self._id("meeting", row.meeting.key) if row.meeting_id else "",
                need=self._id("need", row.need_id) if row.need_id else "",
            )
            for row in rows
        ]  # fmt: skip

    def intentions(self) -> list[Entry]:
        rows = Intention.objects.filter(student_id=self.student_id).order_by("position")
        return _rows(rows, "recorded_on", "route", "provider", "course", "level")

    def applications(self) -> list[Entry]:
        steps: dict[int, list[Entry]] = defaultdict(list)
        rows = ApplicationStep.objects.filter(application__student_id=self.student_id).order_by("on", "pk")
        for application, step, on in rows.values_list("application_id", "step", "on"):
            steps[application].append({"step": step, "on": on.isoformat()})
        return [
            _entry(
                stage=row.stage, choice=row.choice, route=row.route, provider=row.provider, course=row.course,
                level=row.level, status=row.status, steps=steps[row.pk],
            )
            for row in Application.objects.filter(student_id=self.student_id).order_by("stage", "choice", "pk")
        ]  # fmt: skip

    def destinations(self) -> list[Entry]:
        rows = Destination.objects.filter(student_id=self.student_id).order_by("position")
        return _rows(rows, "stage", "academic_year", "recorded_on", "route", "status", "provider", "level")

    def own_words(self) -> list[Entry]:
        """Only for the student: what they said to the teachers of one school is theirs to say again at the next."""
        if not self.access.is_own:
            return []
        rows = OwnWords.objects.filter(student_id=self.student_id, withdrawn_on=None).order_by("said_on", "pk")
        return _rows(rows, "kind", "said", "said_on")


PARTS: Mapping[str, str] = {
    "activities": "see_encounters",
    "meetings": "see_guidance",
    "needs": "see_guidance",
    "actions": "see_guidance",
    "intentions": "see_aspirations",
    "applications": "see_aspirations",
    "destinations": "see_destinations",
    "own_words": "see_own_words",
}


def portable(access: Access, student_id: int) -> Entry | None:
    """The record as data, ready to be written as JSON; None when there is no such student for this access."""
    student = Student.objects.filter(pk=student_id).values_list(*_STUDENT).first()
    if student is None:
        return None
    urn, name = School.objects.values_list("urn", "name").get(pk=access.school_id)
    parts = _Portable(access, student_id, urn)
    written: Iterable[tuple[str, list[Entry]]] = (
        (part, getattr(parts, part)()) for part, permission in PARTS.items() if access.may(permission)
    )
    who = dict(zip(_STUDENT, student, strict=True))
    if not access.may("see_identity"):
        who = {key: value for key, value in who.items() if key.endswith("name")}
    return {
        "chalkface-record": VERSION,
        "written_on": access.on.isoformat(),
        "school": {"urn": urn, "name": name},
        "student": _entry(**who),
        **{part: entries for part, entries in written if entries},
    }
