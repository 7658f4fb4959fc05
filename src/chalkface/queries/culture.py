"""What the surveys of a school say together: who answered, and each question that is asked again beside itself a year before.

Only closed surveys are read. A question is compared with the same question of the same questionnaire, put to the same years or
audience in an earlier academic year; one year group is other people then, all others may be partly the same. Students' answers
are exact for who may know the names behind them; answers without a name go through the small-number rule for everybody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from chalkface.core.access import Access
from chalkface.core.culture import TOO_FEW, Theme, change_words, themes
from chalkface.core.disclosure import EVERYBODY, Count, Published
from chalkface.core.errors import NotAllowed
from chalkface.core.surveys import AUDIENCES, Question, questionnaires
from chalkface.core.years import year_label
from chalkface.queries.fluency import fluent_both_ways
from chalkface.queries.survey_figures import Answered, Shares, exact_shares, published_shares
from chalkface.queries.surveys import SurveyLine, lines_of, sees_exact
from chalkface.records.models import School, Survey

# Of how many surveys of words the culture page says who is fluent; the others are a click away.
MOST_FLUENT = 2


@dataclass(frozen=True)
class Asked:
    """One survey and the one before it with the same questions, if there was one."""

    now: SurveyLine
    year: int
    before: SurveyLine | None
    year_before: int | None

    @property
    def who(self) -> str:
        """Who was asked, and when: "Year 11, 2025/26"."""
        return f"{self.now.asked_words}, {year_label(self.year)}"

    @property
    def has_words(self) -> bool:
        """Whether it asks to explain words."""
        return bool(questionnaires()[self.now.questionnaire].words)


@dataclass(frozen=True)
class Line:
    """One question of one survey: its share, that of the year before, and what may be said of the two."""

    question: Question
    asked: Asked
    now: Published
    before: Published | None
    change: str


@dataclass(frozen=True)
class Culture:
    """What all surveys say: who answered, the lines of each theme that any of them asks after, and of words that were explained
    how many are fluent by the lexicon and as a person marked it."""

    asked: tuple[Asked, ...]
    themes: tuple[tuple[Theme, tuple[Line, ...]], ...]
    is_exact: bool
    fluent: tuple[tuple[Asked, Published, Published], ...]


def culture(access: Access) -> Culture:
    """The newest closed survey of each questionnaire and audience, beside the newest of an earlier year.

    Raises ``NotAllowed`` without the right to see impact and what surveys say.
    """
    if not (access.may("see_impact") and access.may("see_survey_results")):
        raise NotAllowed(f"{access.role} may not see what surveys say")
    closed = Q(closed_on__isnull=False) | Q(closes_on__lt=access.on)
    rows = [row for row in Survey.objects.filter(closed).order_by("-closes_on", "-pk") if row.questionnaire in questionnaires()]
    pairs = list(_pairs(rows))
    used = [row for pair in pairs for row in pair if row is not None]
    lines = {line.id: line for line in lines_of(access, used)}
    held, threshold = _held(access, used), School.objects.get(pk=access.school_id).threshold
    shares = _shares(access, used, held, threshold)
    asked = [
        Asked(lines[now.pk], now.academic_year, lines[before.pk] if before else None, before.academic_year if before else None)
        for now, before in pairs
    ]
    found = []
    for theme in themes().values():
        of_theme = tuple(line for one in asked for line in _lines(theme, one, shares))
        if of_theme:
            found.append((theme, of_theme))
    exact = sees_exact(access)
    return Culture(
        tuple(asked), tuple(found), exact,
        tuple(
            (one, *fluent_both_ways(
                access.school_id, one.now.id, questionnaires()[one.now.questionnaire].words, held[one.now.id],
                threshold=None if exact else threshold, without=_without(access, exact),
            ))
            for one in [one for one in asked if one.has_words][:MOST_FLUENT]
        ),
    )  # fmt: skip


def _pairs(rows: Sequence[Survey]) -> Iterable[tuple[Survey, Survey | None]]:
    """Of rows with the newest first: the newest of each kind, with the newest of an earlier academic year."""
    newest: dict[tuple[str, str], Survey] = {}
    earlier: dict[tuple[str, str], Survey] = {}
    for row in rows:
        kind = (row.questionnaire, row.year_groups)
        if newest.setdefault(kind, row).academic_year > row.academic_year:
            earlier.setdefault(kind, row)
    order = list(AUDIENCES)
    return sorted(((row, earlier.get(kind)) for kind, row in newest.items()), key=lambda pair: order.index(pair[0].audience))


def _without(access: Access, exact: bool) -> frozenset[int]:
    return access.kept_from if exact else frozenset()


def _held(access: Access, rows: Sequence[Survey]) -> dict[int, list[Answered]]:
    """Every return of the surveys, in one query for those with a name and one for those without."""
    named = [row.pk for row in rows if questionnaires()[row.questionnaire].is_named]
    found = Answered.of_surveys(access.school_id, named, _without(access, sees_exact(access))) if named else {}
    if len(named) < len(rows):
        found |= Answered.without_names(access.school_id, [row.pk for row in rows if row.pk not in found])
    return found


def _shares(
    access: Access, rows: Sequence[Survey], held: Mapping[int, Sequence[Answered]], threshold: int
) -> dict[int, Shares]:
    """What was answered in each survey, as this person may see it; all groups of a survey are looked at together."""
    exact, found = sees_exact(access), {}
    for row in rows:
        asks = questionnaires()[row.questionnaire]
        is_exact = exact and asks.is_named
        found[row.pk] = (
            exact_shares(asks, held[row.pk]) if is_exact else published_shares(asks, held[row.pk], threshold)
        )
    return found


def _lines(theme: Theme, asked: Asked, shares: dict[int, Shares]) -> Iterable[Line]:
    now, before = shares[asked.now.id], shares.get(asked.before.id, {}) if asked.before else {}
    for one in questionnaires()[asked.now.questionnaire].questions:
        if one.id not in theme.ids or one.id not in now:
            continue
        then = before[one.id][EVERYBODY] if one.id in before else None
        yield Line(one, asked, now[one.id][EVERYBODY], then, change_words(now[one.id][EVERYBODY], then))


def headline(found: Culture) -> str:
    """How many of all comparisons are clear changes, and the largest of these with its numbers; "" where none is clear."""
    compared = [line for _, lines in found.themes for line in lines if line.change not in ("", TOO_FEW)]
    clear = [line for line in compared if line.change.startswith(("up", "down"))]
    if not clear:
        return ""
    best = max(clear, key=lambda line: abs(_share(line.now) - _share(line.before)))
    one = len(clear) == 1
    are = "is a change" if one else "are changes"
    said = f"{len(clear)} of {len(compared)} comparisons {are} that chance would hardly make"
    what = f"{best.asked.now.asked_words}, “{best.question.short}”, {best.now} against {best.before}"
    return f"{said}{':' if one else '. The largest:'} {what} in {year_label(best.asked.year_before)}."


def _share(count: Published | None) -> float:
    return count.numerator / count.denominator if isinstance(count, Count) and count.denominator else 0.0
