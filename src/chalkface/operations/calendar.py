"""What a year has: its half-terms, and the hours and money the programme is given."""

from collections.abc import Sequence
from datetime import date
from types import SimpleNamespace

from chalkface.core.access import Access
from chalkface.core.errors import FormRefused
from chalkface.core.half_terms import NAMES
from chalkface.core.words import day_words
from chalkface.core.years import YEARS, first_day, last_day, year_label
from chalkface.operations.activity_sheet import small_units, written_amount
from chalkface.operations.editing import edit
from chalkface.operations.operation import operation
from chalkface.queries.activity_sheet import amount
from chalkface.records.models import Allowance, HalfTerm, School

MOST_YEAR_HOURS, MOST_YEAR_POUNDS = 100_000, 10_000_000


@operation(needs="edit_programme")
def set_half_terms(access: Access, *, year: int, days: Sequence[tuple[date | None, date | None]]) -> None:
    """Write the first and last day of the six half-terms of an academic year.

    Raises ``Refused`` beside each day (``first-3``, ``last-3``) that is missing, outside the year, or before the one before.
    """
    errors, before = [], first_day(year)
    for number, (first, last) in enumerate(days, start=1):
        for name, day in ((f"first-{number}", first), (f"last-{number}", last)):
            if day is None:
                which = name.partition("-")[0]
                errors.append((name, f"The {which} day of the half-term {NAMES[number]} is missing."))
            elif not first_day(year) <= day <= last_day(year):
                errors.append((name, f"{day_words(day)} is not in {year_label(year)}."))
            elif day < before:
                errors.append((name, f"{day_words(day)} is before the day above it."))
            else:
                before = day
    if errors:
        raise FormRefused(errors)
    HalfTerm.objects.filter(academic_year=year).delete()
    HalfTerm.objects.bulk_create(
        HalfTerm(school_id=access.school_id, academic_year=year, number=number, starts_on=first, ends_on=last)
        for number, (first, last) in enumerate(days, start=1)
    )


class AllowanceSheet:
    """What a year is given, as its form writes it: hours and pounds."""

    _meta = SimpleNamespace(db_table="allowance", get_field=lambda name: SimpleNamespace(max_length=None))

    def __init__(self, row: Allowance) -> None:
        self.row, self.pk, self.edition = row, row.pk, row.edition
        self.hours_given, self.pounds_given = amount(row.staff_minutes, 60), amount(row.budget_pence, 100)

    def save(self) -> None:
        """Write it, the edition with it."""
        self.row.staff_minutes, self.row.budget_pence = small_units(self.hours_given, 60), small_units(self.pounds_given, 100)
        self.row.edition = self.edition
        self.row.save()
        self.pk = self.row.pk


@operation(needs="edit_programme")
def set_allowance(access: Access, *, year: int, hours: str, pounds: str, edition: int) -> bool:
    """Say how many hours of staff and how much money an academic year is given; empty is not known.

    Raises ``Refused`` beside a question, ``ChangedMeanwhile`` when somebody else changed the same.
    """
    errors: list[tuple[str, str]] = []
    if year not in YEARS:
        errors.append(("", "That is not a year that is meant."))
    new = {
        "hours_given": written_amount("hours_given", hours, 60, MOST_YEAR_HOURS, errors),
        "pounds_given": written_amount("pounds_given", pounds, 100, MOST_YEAR_POUNDS, errors),
    }
    if errors:
        raise FormRefused(errors)
    School.objects.select_for_update().get(pk=access.school_id)  # two who write the first one at once: one after the other
    row = Allowance.objects.select_for_update().filter(academic_year=year).first()
    row = row or Allowance(school_id=access.school_id, academic_year=year)
    return edit(access, AllowanceSheet(row), new, edition=edition, deed="set_allowance")
