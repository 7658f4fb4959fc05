"""Changing one object of the plan: never over somebody else's text, and never without a dated line in its history."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TypeVar

from django.db import models
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Difference, Refused
from chalkface.operations.operation import note
from chalkface.records.models import Change
from chalkface.records.sealed import parts_of
from chalkface.records.tenancy import SchoolOwned

M = TypeVar("M", bound=SchoolOwned)
LONGEST_TEXT = 20_000


def held(model: type[M], number: int, what: str) -> M:
    """The row, locked until the operation ends. Raises ``Refused`` ("That objective is not there any more.")."""
    # The row alone is locked: what the wall joins to it is only read, and may be absent.
    row = model.objects.select_for_update(of=("self",)).filter(pk=number).first()
    if row is None:
        raise Refused(f"That {what} is not there any more.")
    return row


def free_key(model: type[SchoolOwned], wanted: str) -> str:
    """``wanted``, the key that a file would work out for the same thing, so that importing it finds this one; or a key of its
    own where another row has that already."""
    return wanted if not model.objects.filter(key=wanted).exists() else f"{wanted}-{secrets.token_hex(4)}"


def written(value: object) -> str:
    """A value as the text that a form holds: nothing is empty, a day is 2026-09-01, a row is its number, yes is "yes"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, models.Model):
        return str(value.pk)
    return str(value)


def edit(access: Access, row: SchoolOwned, new: Mapping[str, object], *, edition: int, deed: str, reason: str = "") -> bool:
    """Give ``row`` (from ``held``) the values ``new`` by field name; returns whether anything changed.

    ``edition`` is the one the person's form was opened with. When the row was saved since, fields that only one of the two
    changed are both kept; a field that both changed raises ``ChangedMeanwhile`` and nothing is written. Raises ``Refused``
    for a text that is too long. References are given as numbers under their ``_id`` name, as the form names them.
    """
    check_lengths(row, new)
    changed = {name: value for name, value in new.items() if getattr(row, name) != value}
    if changed and edition != row.edition:
        clash = _clash(row, changed, edition)
        if any(one.both_changed for one in clash.differences):
            raise clash
        changed = {name: changed[name] for name, one in clash.by_field.items() if one.yours != one.was}
    if not changed:
        return False
    fields = {}
    for name, value in changed.items():
        fields[name] = [written(getattr(row, name)), written(value)]
        setattr(row, name, value)
    row.edition += 1
    row.save()
    remember(access, row, deed=deed, fields=fields, reason=reason)
    return True


def remember(
    access: Access, row: SchoolOwned, *, deed: str, fields: Mapping[str, list[str]] | None = None, reason: str = ""
) -> None:
    """Write a dated line in the history of ``row``: what was done (``deed``), which fields went from what to what, why."""
    if len(reason) > LONGEST_TEXT:
        raise Refused("The reason is too long: a sentence or two is enough.", field="reason")
    Change.objects.create(
        school_id=access.school_id,
        about=row._meta.db_table,
        number=row.pk,
        at=moment_on(access.on),
        account_number=access.account_id,
        deed=deed,
        edition=getattr(row, "edition", 0),
        fields=dict(fields or {}),
        reason=reason.strip(),
    )
    note(**{row._meta.db_table: row.pk})


def moment_on(on: date) -> datetime:
    """Now; or, for a deed that belongs to another day (the example school's past, a test), the noon of that day."""
    now = timezone.now()
    return now if timezone.localtime(now).date() == on else timezone.make_aware(datetime.combine(on, time(12)))


def check_lengths(row: SchoolOwned, new: Mapping[str, object]) -> None:
    """Raises ``Refused`` beside a text that is longer than its field keeps."""
    parts = parts_of(type(row))
    for name, value in new.items():
        if not isinstance(value, str):
            continue
        limit = (parts.get(name) or row._meta.get_field(name)).max_length or LONGEST_TEXT
        if len(value) > limit:
            raise Refused(f"This is {len(value):,} characters long; the most that is kept is {limit:,}.", field=name)


def _clash(row: SchoolOwned, changed: Mapping[str, object], edition: int) -> ChangedMeanwhile:
    """What each field was at ``edition`` (from the history since), what it is now, and what the person sent."""
    since = Change.objects.filter(about=row._meta.db_table, number=row.pk, edition__gt=edition).order_by("-edition", "-pk")
    was = {name: written(getattr(row, name)) for name in changed}
    account = None
    for index, line in enumerate(since):
        if index == 0:
            account = line.account_number
        for name, (before, _) in line.fields.items():
            if name in was:
                was[name] = before
    differences = [Difference(name, was[name], written(getattr(row, name)), written(value)) for name, value in changed.items()]
    return ChangedMeanwhile(differences, edition=row.edition, account_number=account)
