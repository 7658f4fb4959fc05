"""An activity with its plan and its lists as the one thing that its form edits: checked, then written where each belongs."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from types import SimpleNamespace
from uuid import uuid4

from chalkface.core.access import Access
from chalkface.core.activity_facts import FACT_NAMES, MODES
from chalkface.core.errors import FormRefused
from chalkface.core.words import ACTIVITY_KINDS
from chalkface.core.years import YEAR_GROUPS, YEARS, academic_year_of
from chalkface.frameworks.load import frameworks
from chalkface.frameworks.outcome_sets import skills
from chalkface.indicators.facts import HOUR
from chalkface.operations.counters import rebuild_counters
from chalkface.operations.editing import LONGEST_TEXT
from chalkface.queries.activity_sheet import CODE_LISTS, OF_ACTIVITY, OF_PLAN, SAID, joined, parts, sheet_of
from chalkface.records.models import (
    Activity,
    ActivityCode,
    ActivityPartner,
    ActivityPlan,
    Offer,
    Outcome,
    Participation,
    Partner,
    Post,
    Session,
)

MADE_HERE = "made-"
KNOWN = {said: value for value, said in SAID.items()}
MOST_HOURS, MOST_POUNDS, MOST_PLACES = 2_000, 200_000, 32_767


def new_key() -> str:
    """A key that no file has used: the activity keeps it through every export and import."""
    return f"{MADE_HERE}{uuid4().hex[:20]}"


def _column(name: str) -> object:
    """What ``edit`` asks of a field: how long its text may be."""
    model = Activity if name in OF_ACTIVITY else ActivityPlan if name in OF_PLAN else None
    return model._meta.get_field(name) if model else SimpleNamespace(max_length=None)


class Sheet:
    """One activity as its form shows it. ``edit`` treats it as a row of the table ``activity``: each attribute is a
    question, ``edition`` counts the saves of everything together, ``save`` writes what differs to where it is kept."""

    _meta = SimpleNamespace(db_table="activity", get_field=_column)

    def __init__(self, access: Access, activity: Activity, plan: ActivityPlan) -> None:
        self.pk = activity.pk
        self.access, self.activity, self.plan = access, activity, plan
        self.edition = plan.edition
        self.was = sheet_of(activity, plan)
        vars(self).update(self.was)

    def save(self) -> None:
        """Write the answers that differ. The counters of students follow a change of kind or of academic year."""
        changed = {name for name, value in self.was.items() if getattr(self, name) != value}
        before = self.activity.kind, self.activity.starts_on
        for name in OF_ACTIVITY:
            setattr(self.activity, name, getattr(self, name))
        for name in FACT_NAMES:
            setattr(self.activity, name, KNOWN[getattr(self, name)])
        self.activity.hours_e4 = small_units(self.hours, HOUR)
        self.activity.save()
        for name in OF_PLAN:
            setattr(self.plan, name, getattr(self, name))
        self.plan.staff_minutes = small_units(self.staff_hours, 60)
        self.plan.cost_pence = small_units(self.cost, 100)
        self.plan.edition = self.edition
        self.plan.save()
        for name in changed & CODE_LISTS.keys():
            self._write_codes(CODE_LISTS[name], parts(getattr(self, name)))
        if "partners" in changed:
            self._write_partners({int(number) for number in parts(self.partners)})
        if changed & {"years", "starts_on"}:
            self._write_years([int(year) for year in parts(self.years)])
        self._follow(*before)
        self.was = {name: getattr(self, name) for name in self.was}

    def _write_codes(self, code_list: str, codes: tuple[str, ...]) -> None:
        ActivityCode.objects.filter(activity=self.activity, list=code_list).delete()
        ActivityCode.objects.bulk_create(
            ActivityCode(school_id=self.access.school_id, activity=self.activity, list=code_list, code=code, position=place)
            for place, code in enumerate(codes)
        )

    def _write_partners(self, wanted: set[int]) -> None:
        rows = ActivityPartner.objects.filter(activity=self.activity)
        held = set(rows.values_list("partner_id", flat=True))
        rows.filter(partner_id__in=held - wanted).delete()
        ActivityPartner.objects.bulk_create(
            ActivityPartner(school_id=self.access.school_id, activity=self.activity, partner_id=number)
            for number in sorted(wanted - held)
        )

    def _write_years(self, years: list[int]) -> None:
        year = academic_year_of(self.starts_on)
        rows = Offer.objects.filter(activity=self.activity)
        rows.exclude(academic_year=year, year_group__in=years).delete()
        held = set(rows.values_list("year_group", flat=True))
        Offer.objects.bulk_create(
            Offer(school_id=self.access.school_id, activity=self.activity, academic_year=year, year_group=group)
            for group in years
            if group not in held
        )

    def _follow(self, kind: str, starts_on: date) -> None:
        moved = self.starts_on - starts_on
        if moved:
            sessions = list(Session.objects.filter(activity=self.activity))
            for session in sessions:
                session.on += moved
            Session.objects.bulk_update(sessions, ["on"])
        counts_elsewhere = kind != self.kind or academic_year_of(starts_on) != academic_year_of(self.starts_on)
        if counts_elsewhere and Participation.objects.filter(activity=self.activity, attended=True).exists():
            rebuild_counters(self.access.school_id)


def checked(sheet: Sheet, new: Mapping[str, object]) -> dict[str, object]:
    """The answers as they are kept: texts trimmed, lists in their old order, amounts written one way.

    Raises ``FormRefused`` with every answer that cannot be taken. Questions that were not asked are left out.
    """
    errors: list[tuple[str, str]] = []
    found = dict(new)
    for name in ("title", "subject", "note"):
        if name in found:
            found[name] = str(found[name]).strip()
            limit = _column(name).max_length or LONGEST_TEXT
            if len(found[name]) > limit:
                long = f"This is {len(found[name]):,} characters long; the most that is kept is {limit:,}."
                errors.append((name, long))
    for name in (*CODE_LISTS, "partners", "years"):
        if name in found:
            found[name] = _in_old_order(str(getattr(sheet, name)), str(found[name]))
    whole = {name: found.get(name, getattr(sheet, name)) for name in sheet.was}
    if not whole["title"]:
        errors.append(("title", "Title is missing."))
    if whole["kind"] not in ACTIVITY_KINDS:
        errors.append(("kind", "Choose the kind of activity."))
    if whole["mode"] not in ("", *MODES):
        errors.append(("mode", "Choose how it is held."))
    if whole["places"] is not None and not 0 <= whole["places"] <= MOST_PLACES:
        errors.append(("places", f"Places must be a whole number from 0 to {MOST_PLACES:,}."))
    errors += _wrong_days(whole["starts_on"], whole["ends_on"])
    for name, unit, most in (("hours", HOUR, MOST_HOURS), ("staff_hours", 60, MOST_HOURS), ("cost", 100, MOST_POUNDS)):
        if name in found:
            found[name] = written_amount(name, str(found[name]), unit, most, errors)
    for name in FACT_NAMES:
        if whole[name] not in KNOWN:
            errors.append((name, "Choose yes, no or not known."))
    errors += _wrong_lists(sheet, whole)
    if errors:
        raise FormRefused(errors)
    return found


def _in_old_order(old: str, new: str) -> str:
    wanted = parts(new)
    kept = [code for code in parts(old) if code in wanted]
    return joined([*kept, *(code for code in wanted if code not in kept)])


def _wrong_days(first: date | None, last: date | None) -> list[tuple[str, str]]:
    if first is None:
        return [("starts_on", "First day is missing.")]
    if first.year not in YEARS or (last is not None and last.year not in YEARS):
        return [("starts_on", "That is not a year that is meant.")]
    if last is not None and last < first:
        return [("ends_on", "The last day is before the first.")]
    if last is not None and academic_year_of(last) != academic_year_of(first):
        return [("ends_on", "The last day is in another academic year: plan the rest as an activity of its own.")]
    return []


def _wrong_lists(sheet: Sheet, whole: Mapping[str, object]) -> list[tuple[str, str]]:
    """Codes and numbers that lead nowhere. What the activity had before stays, as a file may have brought it."""
    new = {name: [code for code in parts(str(whole[name])) if code not in parts(str(sheet.was[name]))]
           for name in (*CODE_LISTS, "partners", "years")}  # fmt: skip
    errors = []
    if new["years"] and not {str(year) for year in YEAR_GROUPS} >= set(new["years"]):
        errors.append(("years", "Year groups are 7 to 13."))
    if new["outcomes"]:
        adopted = set(Outcome.objects.filter(code__in=new["outcomes"], retired_on=None).values_list("code", flat=True))
        errors += [("outcomes", f"There is no outcome {code[:40]} here.") for code in new["outcomes"] if code not in adopted]
    known = frameworks()
    for code in new["statements"]:
        edition, _, statement = code.partition(":")
        if edition not in known or statement not in known[edition].statements:
            errors.append(("statements", f"There is no statement {code[:40]}."))
    errors += [("skills", f"There is no skill {code[:40]}.") for code in new["skills"] if code not in skills()]
    numbers = [int(number) for number in new["partners"] if number.isdecimal() and len(number) < 16]
    if len(set(Partner.objects.filter(pk__in=numbers).values_list("pk", flat=True))) != len(new["partners"]):
        errors.append(("partners", "A partner that was chosen is not there any more."))
    post = whole["post_id"]
    if post is not None and post != sheet.was["post_id"] and not Post.objects.filter(pk=post, ended_on=None).exists():
        errors.append(("post_id", "That post is not there any more."))
    return errors


def small_units(text: str, unit: int) -> int | None:
    return round(Decimal(text) * unit) if text else None


def written_amount(name: str, text: str, unit: int, most: int, errors: list[tuple[str, str]]) -> str:
    """The amount written one way ("1.50" is "1.5"), with a sentence for what is none."""
    plain = text.strip().replace(",", "").removeprefix("£")
    if not plain:
        return ""
    try:
        value = Decimal(plain)
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or not 0 <= value <= most:
        example = "an amount such as 120 or 12.50" if unit == 100 else "hours, such as 2 or 1.5"
        errors.append((name, f"This must be {example}, and at most {most:,}."))
        return ""
    units = round(value * unit)
    shown = f"{Decimal(units) / unit:.{4 if unit == HOUR else 2}f}"
    return shown.rstrip("0").rstrip(".")
