"""Digests by mail: who asked for one, who is due one on a day, and what stands in it. It names no student."""

from dataclasses import dataclass
from datetime import date, timedelta

from chalkface.core.access import Access
from chalkface.core.words import day_words
from chalkface.queries.assignments import Assignments, assignments
from chalkface.queries.award import all_awards
from chalkface.queries.needs import own_overdue
from chalkface.queries.plans import ActionLine, due_within
from chalkface.records.models import DigestChoice, School

DAYS = 14


@dataclass(frozen=True)
class DigestDue:
    """Somebody who is due a digest: their choice, their account, and where it goes."""

    choice: int
    account_id: int
    address: str


def schools_with_mail() -> tuple[str, ...]:
    """The short names of every school of the server, in order."""
    return tuple(School.objects.order_by("slug").values_list("slug", flat=True))


def own_choice(access: Access) -> str:
    """How often the person gets a digest: "" for never, "week" or "month"."""
    rows = DigestChoice.objects.filter(membership__account_id=access.account_id)
    return rows.values_list("every", flat=True).first() or ""


def digests_due(on: date) -> tuple[DigestDue, ...]:
    """Those of the open school whose week (from Monday) or month has not had its digest yet, each person once."""
    columns = ("pk", "every", "last_sent_on", "membership__account_id", "membership__account__email")
    rows = DigestChoice.objects.filter(membership__account__is_active=True).order_by("pk").values_list(*columns)
    due = {
        account: DigestDue(pk, account, address)
        for pk, every, last, account, address in rows
        if last is None or (last < on and _period(every, last) != _period(every, on))
    }
    return tuple(due.values())


def _period(every: str, day: date) -> tuple[int, ...]:
    return tuple(day.isocalendar())[:2] if every == "week" else (day.year, day.month)


def digest_text(access: Access, school_name: str, address: str = "") -> str:
    """The words of one person's digest in plain text, "" when there is nothing to say. ``address``: where Chalkface is."""
    plate = assignments(access)
    parts = [
        _part("Past its date", [_action(one, access.on) for one in _due(plate, access.on) if one.is_overdue(access.on)]),
        _part(
            f"Due in the next {DAYS} days",
            [_action(one, access.on) for one in _due(plate, access.on) if not one.is_overdue(access.on)],
        ),
        _part("Agreed with students", _agreed(own_overdue(access))),
        _part("Awards and reviews", _awards(access)),
        _part("You were asked", [f"{one.text} (by {day_words(one.day)})" for one in plate.asks]),
        _part(
            f"Coming in the next {DAYS} days",
            [f"{day_words(one.day)}: {one.text}" for one in plate.activities if one.day <= access.on + timedelta(days=DAYS)],
        ),
    ]
    said = [part for part in parts if part]
    if not said:
        return ""
    return "\n\n".join(
        [
            f"{school_name}: what is on your plate on {day_words(access.on)}.",
            *said,
            *([f"Open it: {address}"] if address else []),
            "You asked for this mail. To stop it, open Plan and then Digest by mail.",
        ]
    )


def _awards(access: Access) -> list[str]:
    """What ends within half a year or has ended, for who looks after it."""
    watched = [one for one in all_awards(access) if one.journey.watch] if access.may("keep_award") else []
    return [f"{one.award.title}: {one.journey.sentence}" for one in watched]


def _agreed(late: int) -> list[str]:
    if not late:
        return []
    return [f"{late} {'thing' if late == 1 else 'things'} that you do for a student, past the date. Chalkface shows which."]


def _due(plate: Assignments, on: date) -> tuple[ActionLine, ...]:
    return due_within(plate.actions, on, DAYS)


def _action(one: ActionLine, on: date) -> str:
    return f"{one.what.rstrip('.')} ({one.when(on)})"


def _part(title: str, lines: list[str]) -> str:
    return "\n".join([title, *(f"- {' '.join(one.split())}" for one in lines)]) if lines else ""
