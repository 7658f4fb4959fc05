"""What a review says in sentences: the gap behind a statement, and which gaps to look at first."""

from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.disclosure import Count, Published
from chalkface.indicators.catalogue import indicator as indicator_called
from chalkface.indicators.words import gap, missed
from chalkface.queries.figures import ShownFigure, leaving_year_in_review, shown_figures
from chalkface.queries.reviews import ReviewShown
from chalkface.records.models import School


@dataclass(frozen=True)
class Finding:
    """A gap as a sentence to copy, with the statement and indicator it belongs to. ``missed`` is how many stand behind it."""

    sentence: str
    statement: str
    indicator: str
    missed: int
    stands_alone: bool


def finding_sentence(total: ShownFigure, disadvantaged: Published | None = None, students: str = "students") -> str:
    """The gap of a figure that is shown: "37 of 182 Year 11 students have had no …; 9 of them have the pupil premium."

    ``disadvantaged`` is the same figure of those with the pupil premium; left out when hidden or when none was missed.
    """
    one = indicator_called(total.indicator)
    sentence = gap(one, total.numerator, total.denominator, students)
    if not isinstance(disadvantaged, Count) or not disadvantaged.denominator:
        return sentence
    among_them = missed(one, disadvantaged.numerator, disadvantaged.denominator)
    if not among_them or not missed(one, total.numerator, total.denominator):
        return sentence
    return f"{sentence[:-1]}; {among_them:,} of them {'has' if among_them == 1 else 'have'} the pupil premium."


def priorities(access: Access, review: ReviewShown, *, limit: int = 5, for_others: bool = False) -> list[Finding]:
    """Where to look first: gaps that alone keep a benchmark from being met, the smallest first; then the largest gaps.

    Only gaps that are counted and shown; statements that wait for a judgement are ``review.unjudged``.
    """
    open_in = {one.code: [s for s in one.applying if not s.met_strictly] for one in review.benchmarks}
    gaps = [
        (one, len(open_in[benchmark.code]) == 1)
        for benchmark in review.benchmarks
        for one in benchmark.applying
        if one.met_strictly is False and one.indicator and isinstance(one.count, Count) and one.count.denominator
    ]
    school = School.objects.get(pk=access.school_id)
    wanted = [one.indicator for one, _ in gaps]
    figures = _with_disadvantaged(access, school, wanted, review.on, leaving_year_in_review(review.on), for_others)
    students = "pupils" if school.says_pupil else "students"
    found = []
    for one, alone in gaps:
        total, disadvantaged = figures[one.indicator]
        behind = missed(indicator_called(one.indicator), one.count.numerator, one.count.denominator)
        found.append(Finding(finding_sentence(total, disadvantaged, students), one.code, one.indicator, behind, alone))
    return sorted(found, key=lambda one: (not one.stands_alone, one.missed if one.stands_alone else -one.missed))[:limit]


def _with_disadvantaged(
    access: Access, school: School, indicators: list[str], on: date, year: int | None, for_others: bool
) -> dict[str, tuple[ShownFigure, Published | None]]:
    figures = shown_figures(
        access, school, on=on, year=year, indicators=indicators, by=("pupil_premium",), for_others=for_others
    )
    found: dict[str, tuple[ShownFigure, Published | None]] = {}
    for one in figures:
        if not one.group:
            found[one.indicator] = (one, None)
        elif one.group["pupil_premium"] == "yes":
            found[one.indicator] = (found[one.indicator][0], one.count)
    return found
