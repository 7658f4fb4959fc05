"""What the plan as one document needs at once: findings of all objectives, the year's programme, letters by post, partners.

Each question is a few queries, however large the plan. Nothing here is about a student.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from chalkface.core.access import Access
from chalkface.core.half_terms import half_term_of
from chalkface.core.words import ACTIVITY_KINDS
from chalkface.core.years import first_day, last_day
from chalkface.queries.calendar import half_terms
from chalkface.queries.raci import Thing
from chalkface.queries.role_gaps import Whole
from chalkface.queries.year_groups import year_groups_of
from chalkface.records.models import (
    Activity,
    ActivityCode,
    ActivityPlan,
    GoodPractice,
    ObjectiveFinding,
    ObjectiveOutcome,
    Partner,
    TermReview,
)

TERMS = ("autumn", "spring", "summer")


@dataclass(frozen=True)
class PlannedActivity:
    """An activity of the year: in which term, for which year groups, which outcomes it serves, whether it was cancelled."""

    title: str
    kind: str
    starts_on: date
    term: str
    year_groups: tuple[int, ...]
    outcomes: tuple[str, ...]
    is_cancelled: bool


@dataclass(frozen=True)
class PostWithLetters:
    """A post that has not ended, with the titles of what it is accountable (A) and responsible (R) for."""

    title: str
    holder: str
    minutes_a_week: int | None
    accountable: tuple[str, ...]
    responsible: tuple[str, ...]


def findings_by_objective() -> dict[int, tuple[tuple[str, str], ...]]:
    """Objective → (statement, sentence as it was found) of every finding it answers."""
    found = defaultdict(list)
    rows = ObjectiveFinding.objects.order_by("framework", "statement")
    for objective, statement, sentence in rows.values_list("objective_id", "statement", "sentence"):
        found[objective].append((statement, sentence))
    return {objective: tuple(lines) for objective, lines in found.items()}


def outcome_codes_by_objective() -> dict[int, tuple[str, ...]]:
    """Objective → the codes of the outcomes it is reached by."""
    found = defaultdict(list)
    rows = ObjectiveOutcome.objects.order_by("outcome__year_group", "outcome__code")
    for objective, code in rows.values_list("objective_id", "outcome__code"):
        found[objective].append(code)
    return {objective: tuple(codes) for objective, codes in found.items()}


def programme_of(access: Access, year: int) -> tuple[PlannedActivity, ...]:
    """The activities that start in an academic year, by day."""
    rows = Activity.objects.filter(starts_on__gte=first_day(year), starts_on__lte=last_day(year)).order_by("starts_on", "title")
    found = list(rows.values_list("pk", "title", "kind", "starts_on"))
    numbers = [pk for pk, *_ in found]
    codes = defaultdict(list)
    lists = ActivityCode.objects.filter(list="outcome", activity_id__in=numbers).order_by("position")
    for activity, code in lists.values_list("activity_id", "code"):
        codes[activity].append(code)
    gone = ActivityPlan.objects.filter(activity_id__in=numbers).exclude(cancelled_on=None)
    cancelled = frozenset(gone.values_list("activity_id", flat=True))
    years, terms = year_groups_of(numbers), half_terms(access, year)
    return tuple(
        PlannedActivity(
            title,
            ACTIVITY_KINDS.get(kind, kind),
            starts_on,
            TERMS[(half_term_of(starts_on, terms) - 1) // 2],
            years.get(pk, ()),
            tuple(codes[pk]),
            pk in cancelled,
        )
        for pk, title, kind, starts_on in found
    )


def posts_with_letters(whole: Whole) -> tuple[PostWithLetters, ...]:
    """The posts of a matrix by title, each with what it answers for and does. Activities are counted, not named."""
    letters: dict[tuple[int, str], list[str]] = defaultdict(list)
    for about, lines in whole.lines.items():
        parts = [(part.post_id, part.letter, line.thing) for line in lines for part in line.parts]
        if about == "activity":
            for (post, letter), many in Counter((post, letter) for post, letter, _ in parts).items():
                letters[post, letter].append(f"{many} {'activity' if many == 1 else 'activities'} of this year")
        else:
            for of, names in _by_letter(about, parts).items():
                letters[of] += names
    return tuple(
        PostWithLetters(
            one.post.title,
            one.post.holder,
            one.post.minutes_a_week,
            tuple(letters[one.post.id, "A"]),
            tuple(letters[one.post.id, "R"]),
        )
        for one in whole.loads
    )


def _by_letter(about: str, parts: Iterable[tuple[int, str, Thing]]) -> dict[tuple[int, str], list[str]]:
    """(post, letter) → the titles of what it has it for; statements by their numbers, all in one."""
    found = defaultdict(list)
    for post, letter, thing in parts:
        found[post, letter].append(thing.small if about == "statement" else thing.title)
    if about == "statement":
        return {of: [f"{'statement' if len(codes) == 1 else 'statements'} {', '.join(codes)}"] for of, codes in found.items()}
    return found


def partners_by_kind() -> tuple[tuple[str, int], ...]:
    """How many partners there are of each kind, the most first."""
    rows = Partner.objects.values("kind").order_by().annotate(many=Count("pk"))
    return tuple(sorted(((row["kind"].replace("_", " "), row["many"]) for row in rows), key=lambda one: (-one[1], one[0])))


def reviews_held() -> tuple[tuple[date, str, date | None], ...]:
    """(day, what was decided, the next day) of every term review, the latest first."""
    return tuple(TermReview.objects.order_by("-on").values_list("on", "decisions", "next_on"))


def practices_in_full() -> tuple[tuple[str, str, str, str], ...]:
    """(title, who, where, what) of all good practice, the latest first."""
    return tuple(GoodPractice.objects.order_by("-noted_on", "pk").values_list("title", "who", "place", "what"))
