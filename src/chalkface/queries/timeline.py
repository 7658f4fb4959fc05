"""What happened in one student's careers education, in order: took part, met, agreed, hoped, went."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.destination_routes import titles
from chalkface.core.words import ACTIVITY_KINDS
from chalkface.indicators.facts import HOUR
from chalkface.records.models import Action, ActivityPartner, Destination, GuidanceMeeting, Intention, Participation

_CAME = {True: "", False: "did not attend", None: "attendance not marked"}


@dataclass(frozen=True)
class Event:
    """One thing on the timeline. ``kind`` groups them: encounter, guidance, intention or destination."""

    on: date | None
    kind: str
    title: str
    text: str = ""


@dataclass(frozen=True)
class AgreedAction:
    """Something agreed for a student, and how it stands."""

    what: str
    owner: str
    due_on: date | None
    status: str
    is_overdue: bool


def _listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _named(names: list[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _hours(value: int | None) -> str:
    return f"{value / HOUR:g} {'hour' if value == HOUR else 'hours'}" if value else ""


def _took_part(student_id: int) -> list[Event]:
    of_activity = ("activity__starts_on", "activity__title", "activity__kind", "activity__hours_e4")
    rows = list(
        Participation.objects.filter(student_id=student_id).values_list("activity_id", "attended", "hours_e4", *of_activity)
    )
    partners = defaultdict(list)
    named = ActivityPartner.objects.filter(activity_id__in=[activity_id for activity_id, *_ in rows])
    for activity_id, name in named.values_list("activity_id", "partner__name"):
        partners[activity_id].append(name)
    return [
        Event(
            starts_on,
            "encounter",
            title,
            _listed(
                ACTIVITY_KINDS.get(kind, kind),
                _named(sorted(partners[activity_id])),
                _hours(hours if hours is not None else hours_of_all),
                _CAME[attended],
            ),
        )
        for activity_id, attended, hours, starts_on, title, kind, hours_of_all in rows
    ]


# What the timeline reads of the two widest tables.
_OF_INTENTION = ("school_id", "recorded_on", "route", "provider", "course", "level")
_OF_DESTINATION = ("school_id", "recorded_on", "stage", "route", "status", "provider", "level", "source")


def _met(student_id: int) -> list[Event]:
    return [
        Event(
            row.met_on,
            "guidance",
            "Guidance meeting",
            _listed(row.adviser, f"{row.minutes} minutes" if row.minutes else "", _CAME[row.attended]),
        )
        for row in GuidanceMeeting.objects.filter(student_id=student_id)
    ]


def _level(level: int | None) -> str:
    return f"level {level}" if level is not None else ""


def _route(code: str) -> str:
    return titles().get(code, code).lower()


def _hoped(student_id: int) -> list[Event]:
    return [
        Event(
            row.recorded_on,
            "intention",
            f"Hopes for: {_route(row.route) or 'not said'}",
            _listed(row.provider, row.course, _level(row.level)),
        )
        for row in Intention.objects.filter(student_id=student_id).order_by("position").only(*_OF_INTENTION)
    ]


def _went(student_id: int) -> list[Event]:
    return [
        Event(
            row.recorded_on,
            "destination",
            f"Destination after Year {11 if row.stage == 16 else 13}: {_route(row.route)}",
            _listed(row.status.replace("_", " ") or "planned", row.provider, _level(row.level), row.source),
        )
        for row in Destination.objects.filter(student_id=student_id).order_by("position").only(*_OF_DESTINATION)
    ]


def timeline(access: Access, student_id: int) -> tuple[Event, ...]:
    """Everything dated that the access may see of a student, newest first; what has no day comes last."""
    events = []
    for permission, read in (
        ("see_encounters", _took_part),
        ("see_guidance", _met),
        ("see_aspirations", _hoped),
        ("see_destinations", _went),
    ):
        if access.may(permission):
            events += read(student_id)
    return tuple(sorted(events, key=lambda event: event.on or date.min, reverse=True))


def agreed_actions(access: Access, student_id: int) -> tuple[AgreedAction, ...]:
    """What was agreed for a student, open ones first; empty for those who may not see guidance."""
    if not access.may("see_guidance"):
        return ()
    own = Action.objects.filter(student_id=student_id)
    through_meeting = Action.objects.filter(student_id=None, meeting__student_id=student_id)
    rows = [
        AgreedAction(
            row.what,
            row.owner,
            row.due_on,
            row.status or "to_do",
            row.status != "done" and row.due_on is not None and row.due_on < access.on,
        )
        for row in own.union(through_meeting, all=True)
    ]
    return tuple(sorted(rows, key=lambda row: (row.status == "done", row.due_on or date.max)))
