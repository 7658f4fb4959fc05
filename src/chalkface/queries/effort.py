"""What the programme of a year takes and what it is given: hours of staff and money, added up."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chalkface.core.access import Access
from chalkface.core.half_terms import NAMES, half_term_of
from chalkface.core.words import ACTIVITY_KINDS
from chalkface.core.years import first_day, last_day, year_label
from chalkface.queries.activity_sheet import amount
from chalkface.queries.calendar import half_terms
from chalkface.records.models import Activity, ActivityCode, ActivityPlan, Allowance, ObjectiveOutcome, Post

SCHOOL_WEEKS = 39
NO_OBJECTIVE = "serves no objective"


@dataclass(frozen=True)
class Share:
    """One line of a table: how many activities, what they take; ``unknown`` of them have no estimate of hours."""

    title: str
    activities: int
    minutes: int
    pence: int
    unknown: int

    @property
    def hours(self) -> str:
        """12.5"""
        return hours_words(self.minutes)

    @property
    def pounds(self) -> str:
        """£45"""
        return pounds_words(self.pence)


@dataclass(frozen=True)
class Effort:
    """A year. ``minutes_given`` None: nobody said; ``given_by_posts``: it is what the posts have in a week, times 39."""

    year: int
    total: Share
    minutes_given: int | None
    pence_given: int | None
    given_by_posts: bool
    edition: int
    by_half_term: tuple[Share, ...]
    by_kind: tuple[Share, ...]
    by_objective: tuple[Share, ...]

    @property
    def without_estimate(self) -> int:
        """How many activities say nothing of the hours they take."""
        return self.total.unknown

    @property
    def sentences(self) -> tuple[str, ...]:
        """The balance in words: hours, money, and what is not estimated."""
        if self.total.activities and self.total.unknown == self.total.activities:
            return ("No activity of the year has an estimate of the hours it takes, so nothing can be added up.",)
        said = [_balance(self.total.minutes, self.minutes_given, "hours of staff", hours_words)]
        said.append(_balance(self.total.pence, self.pence_given, "", pounds_words))
        if self.total.unknown:
            many = self.total.unknown
            said.append(
                f"{many:,} of {self.total.activities:,} activities {'has' if many == 1 else 'have'} no estimate: "
                "the true sum is higher."
            )
        return tuple(said)

    @property
    def sentence(self) -> str:
        """The balance of hours: The plan needs 412 hours of staff; 300 are given: 112 more than there are."""
        return self.sentences[0]


def hours_words(minutes: int) -> str:
    """Minutes as hours with at most one decimal: 412, 2.5."""
    text = f"{minutes / 60:,.1f}"
    return text.removesuffix(".0")


def pounds_words(pence: int) -> str:
    """£1,250 or £12.50."""
    return f"£{pence // 100:,}" if pence % 100 == 0 else f"£{pence / 100:,.2f}"


def _balance(needed: int, given: int | None, what: str, words: Callable[[int], str]) -> str:
    need = f"The plan needs {words(needed)}{' ' + what if what else ''}"
    if given is None:
        return f"{need}; what is given is not written down."
    over = needed - given
    if over > 0:
        end = f"{words(over)} more than there {'are' if what else 'is'}"
    else:
        end = f"{words(-over)} to spare" if over else "exactly enough"
    return f"{need}; {words(given)} {'are' if what and given != 60 else 'is'} given: {end}."


def effort(access: Access, year: int) -> Effort:
    """The activities of an academic year that were not cancelled, added up by half-term, kind and objective.

    An activity that serves two objectives is counted with both; the total counts it once.
    """
    rows = Activity.objects.filter(starts_on__gte=first_day(year), starts_on__lte=last_day(year))
    plans = {
        pk: (minutes, pence, cancelled)
        for pk, minutes, pence, cancelled in ActivityPlan.objects.filter(activity__in=rows).values_list(
            "activity_id", "staff_minutes", "cost_pence", "cancelled_on"
        )
    }
    takes = {}
    about = {}
    for pk, day, kind in rows.order_by().values_list("pk", "starts_on", "kind"):
        minutes, pence, cancelled = plans.get(pk, (None, None, None))
        if cancelled is None:
            takes[pk], about[pk] = (minutes, pence), (day, kind)
    terms = half_terms(access, year)
    by_term, by_kind = defaultdict(list), defaultdict(list)
    for pk, (day, kind) in about.items():
        by_term[half_term_of(day, terms)].append(pk)
        by_kind[ACTIVITY_KINDS.get(kind, kind)].append(pk)
    given = Allowance.objects.filter(academic_year=year).first()
    minutes_given = given.staff_minutes if given else None
    by_posts = minutes_given is None
    if by_posts:
        weekly = [each for each in Post.objects.filter(ended_on=None).values_list("minutes_a_week", flat=True) if each]
        minutes_given = sum(weekly) * SCHOOL_WEEKS if weekly else None
    return Effort(
        year,
        _share(year_label(year), takes, takes),
        minutes_given,
        given.budget_pence if given else None,
        by_posts,
        given.edition if given else 0,
        tuple(_share(NAMES[number].capitalize(), by_term.get(number, ()), takes) for number in NAMES),
        tuple(sorted((_share(kind, pks, takes) for kind, pks in by_kind.items()), key=lambda one: (-one.minutes, one.title))),
        tuple(_share(title, pks, takes) for title, pks in _by_objective(set(takes)).items()),
    )


def _share(title: str, pks: Iterable[int], takes: dict[int, tuple[int | None, int | None]]) -> Share:
    found = [takes[pk] for pk in pks]
    minutes, pence = sum(one or 0 for one, _ in found), sum(one or 0 for _, one in found)
    return Share(title, len(found), minutes, pence, sum(1 for one, _ in found if one is None))


def _by_objective(pks: set[int]) -> dict[str, list[int]]:
    """Objectives, in their order, with the activities that serve one of their outcomes; last those that serve none."""
    serving = defaultdict(set)
    for activity, code in ActivityCode.objects.filter(list="outcome").values_list("activity_id", "code"):
        if activity in pks:
            serving[code].add(activity)
    links = ObjectiveOutcome.objects.filter(objective__closed_on=None).order_by("objective__position", "objective_id")
    found: dict[str, set[int]] = {}
    for title, code in links.values_list("objective__title", "outcome__code"):
        found.setdefault(title, set()).update(serving[code])
    rest = pks - set().union(*found.values())
    return {**{title: sorted(served) for title, served in found.items()}, NO_OBJECTIVE.capitalize(): sorted(rest)}


def given_words(shown: Effort) -> tuple[str, str]:
    """What the year is given, as its form holds it: hours and pounds."""
    hours = "" if shown.given_by_posts else amount(shown.minutes_given, 60)
    return hours, amount(shown.pence_given, 100)
