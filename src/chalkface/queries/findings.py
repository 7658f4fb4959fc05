"""What a review says in sentences: the gap behind a statement, and which gaps to look at first."""

from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.disclosure import Count, Published
from chalkface.indicators.catalogue import indicator as indicator_called
from chalkface.indicators.statements import family_of
from chalkface.indicators.words import gap, missed
from chalkface.queries.figures import ShownFigure, leaving_year_in_review, reach_of_figures, shown_figures
from chalkface.queries.keeping import kept
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
    if family_of(one) == "actions_due":  # an action has no pupil premium; the person it was agreed with has
        are = "is" if among_them == 1 else "are"
        return f"{sentence[:-1]}; {among_them:,} of them {are} for {students} with the pupil premium."
    return f"{sentence[:-1]}; {among_them:,} of them {'has' if among_them == 1 else 'have'} the pupil premium."


def priorities(
    access: Access, review: ReviewShown, *, limit: int = 5, for_others: bool = False, school: School | None = None
) -> list[Finding]:
    """Where to look first: gaps that alone keep a benchmark from being met, the smallest first; then the largest gaps.

    Only gaps that are counted and shown; statements that wait for a judgement are ``review.unjudged``. ``school`` is the
    access's own, for who has it at hand.
    """
    school = School.objects.get(pk=access.school_id) if school is None else school
    # Not only the school's data tell what is found but the review handed in: how its statements stand is part of the name.
    counts = ((one, one.count) for one in review.statements if one.applies)
    standing = ",".join(
        f"{one.code}:{one.met_strictly}:{count.numerator}/{count.denominator}" if isinstance(count, Count) else one.code
        for one, count in counts
    )
    what = f"priorities-{review.framework.code}-{reach_of_figures(access, for_others)}-{standing}"
    year = leaving_year_in_review(review.on)
    found = kept(school, what, lambda: _findings(access, school, review, for_others), on=review.on, year=year, shared=False)
    return list(found[:limit])


def _findings(access: Access, school: School, review: ReviewShown, for_others: bool) -> tuple[Finding, ...]:
    open_in = {one.code: [s for s in one.applying if not s.met_strictly] for one in review.benchmarks}
    gaps = [
        (one, len(open_in[benchmark.code]) == 1)
        for benchmark in review.benchmarks
        for one in benchmark.applying
        if one.met_strictly is False and one.indicator and isinstance(one.count, Count) and one.count.denominator
    ]
    wanted = [one.indicator for one, _ in gaps]
    figures = _with_disadvantaged(access, school, wanted, review.on, leaving_year_in_review(review.on), for_others)
    students = "pupils" if school.says_pupil else "students"
    found = []
    for one, alone in gaps:
        total, disadvantaged = figures[one.indicator]
        behind = missed(indicator_called(one.indicator), one.count.numerator, one.count.denominator)
        found.append(Finding(finding_sentence(total, disadvantaged, students), one.code, one.indicator, behind, alone))
    return tuple(sorted(found, key=lambda one: (not one.stands_alone, one.missed if one.stands_alone else -one.missed)))


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
