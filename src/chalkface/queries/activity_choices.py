"""What the forms of an activity offer: year groups, outcomes, statements, skills, partners; and activities themselves."""

from dataclasses import dataclass

from chalkface.core.access import Access
from chalkface.core.activity_facts import PARTNER_KINDS
from chalkface.core.words import day_words
from chalkface.core.years import first_day, last_day, year_groups_between
from chalkface.frameworks.load import framework, frameworks
from chalkface.frameworks.outcome_sets import skills
from chalkface.queries.activity_sheet import parts
from chalkface.queries.year_groups import year_groups_of
from chalkface.records.models import Activity, ActivityPlan, ObjectiveOutcome, Outcome, Partner, School

# A set of outcomes has some tens for each year group; beyond so many the list would not be read.
MOST_OUTCOMES = 80


def activity_options(access: Access, *, year: int | None = None, outcome: str = "", when: str = "") -> list[dict[str, object]]:
    """Activities of an academic year for a list to choose from, by day; ``outcome`` narrows to those that serve it, ``when``
    ("ahead" or "held") by the day. Cancelled ones are left out."""
    year = access.year if year is None else year
    rows = Activity.objects.filter(starts_on__gte=first_day(year), starts_on__lte=last_day(year))
    if outcome:
        rows = rows.filter(codes__list="outcome", codes__code=outcome)
    if when:
        rows = rows.filter(starts_on__gte=access.on) if when == "ahead" else rows.filter(starts_on__lt=access.on)
    cancelled = cancelled_ids()
    found = rows.order_by("starts_on", "title", "pk").values_list("pk", "title", "starts_on")
    return [{"value": pk, "label": f"{title}, {day_words(day)}"} for pk, title, day in found if pk not in cancelled]


def cancelled_ids() -> frozenset[int]:
    """The activities of the open school that are cancelled."""
    return frozenset(ActivityPlan.objects.exclude(cancelled_on=None).values_list("activity_id", flat=True))


def year_options(access: Access) -> list[dict[str, object]]:
    """The year groups that the school has."""
    school = School.objects.get(pk=access.school_id)
    return [
        {"value": year, "label": f"Year {year}"} for year in year_groups_between(school.low_year, school.high_year)
    ]


@dataclass(frozen=True)
class Choices:
    """Check boxes under a heading; ``is_near``: to be shown at once, the others when they are asked for."""

    title: str
    options: list[dict[str, object]]
    is_near: bool = True


def outcome_choices(activity_id: int, held: str) -> tuple[list[Choices], bool]:
    """The adopted outcomes by year group, those of the activity's own year groups first, and last those that it serves and
    that are not adopted; whether there were too many to show."""
    mine = set(parts(held))
    own = year_groups_of([activity_id]).get(activity_id, ())
    rows = Outcome.objects.filter(retired_on=None).order_by("year_group", "area", "term", "position", "pk")
    found = sorted(rows.values_list("code", "year_group", "wording"), key=lambda row: row[1] not in own)
    shown, by_year = found[:MOST_OUTCOMES], {}
    for code, year, wording in shown:
        by_year.setdefault(year, []).append({"value": code, "label": f"{wording} ({code})"})
    choices = [
        Choices(f"Year {year}", options, not own or year in own or any(one["value"] in mine for one in options))
        for year, options in by_year.items()
    ]
    if others := sorted(mine - {code for code, *_ in shown}):
        words = {code: f"{wording} ({code})" for code, wording in Outcome.objects.filter(code__in=others).values_list(
            "code", "wording"
        )}  # fmt: skip
        options = [{"value": code, "label": words.get(code, f"{code}, as a file named it")} for code in others]
        choices.append(Choices("Others it serves", options))
    return choices, len(found) > MOST_OUTCOMES


def statement_choices(edition: str, held: str) -> list[Choices]:
    """The statements of a framework by benchmark, and those held of other editions."""
    found = [
        Choices(
            f"{area.code}. {area.title}",
            [{"value": f"{edition}:{one.code}", "label": f"{one.code} {one.text}"} for one in area.statements],
        )
        for area in framework(edition).areas
    ]
    known = {option["value"] for choices in found for option in choices.options}
    others = [code for code in parts(held) if code not in known]
    return [*found, Choices("Of other editions", [{"value": code, "label": code} for code in others])] if others else found


def skill_choices(held: str) -> list[dict[str, object]]:
    """The essential skills by name, and codes that a file brought."""
    known = skills()
    named = [{"value": code, "label": name} for code, name in known.items()]
    return [*named, *({"value": code, "label": code} for code in parts(held) if code not in known)]


def partner_choices(held: str) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """The partners of the open school by name: those held, and the others."""
    mine = {int(number) for number in parts(held) if _number(number)}
    rows = Partner.objects.order_by("name", "pk").values_list("pk", "name", "kind")
    options = [{"value": pk, "label": f"{name} ({PARTNER_KINDS.get(kind, kind)})"} for pk, name, kind in rows]
    return [one for one in options if one["value"] in mine], [one for one in options if one["value"] not in mine]


def edition_for(access: Access) -> str:
    """The newest edition of the framework for a school of this kind."""
    kind = School.objects.values_list("kind", flat=True).get(pk=access.school_id)
    own = [one for one in frameworks().values() if one.setting == kind] or list(frameworks().values())
    return max(own, key=lambda one: one.published_on).code


@dataclass(frozen=True)
class Beginning:
    """With what an activity begins that is planned from another page: the outcomes and statements it is to serve."""

    outcomes: tuple[str, ...]
    statements: tuple[str, ...]
    years: tuple[int, ...]
    words: tuple[str, ...]


def beginning(*, outcome: str, statement: str, objective: str) -> Beginning:
    """What ``?outcome=`` (a code or a number), ``?statement=`` and ``?objective=`` (a number) ask for; what is not here is
    left out."""
    codes: list[tuple[str, int, str]] = []
    columns = ("code", "year_group", "wording")
    if outcome:
        named = Outcome.objects.filter(pk=int(outcome)) if _number(outcome) else Outcome.objects.filter(code=outcome)
        codes += named.filter(retired_on=None).values_list(*columns)
    if _number(objective):
        links = ObjectiveOutcome.objects.filter(objective_id=int(objective), outcome__retired_on=None)
        codes += links.values_list("outcome__code", "outcome__year_group", "outcome__wording")
    edition, _, code = statement.partition(":")
    statements, words = (), [f"{wording} ({named})" for named, _, wording in codes]
    found = frameworks()[edition].statements.get(code) if edition in frameworks() else None
    if found is not None:
        statements = (statement,)
        words.append(f"Statement {found.code}: {found.text}")
    years = tuple(sorted({year for _, year, _ in codes}))
    return Beginning(tuple(dict.fromkeys(named for named, *_ in codes)), statements, years, tuple(words))


def _number(text: str) -> bool:
    return text.isdecimal() and len(text) < 16
