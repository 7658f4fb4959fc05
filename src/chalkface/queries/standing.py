"""Where the school stands, written from its records in a few sentences that may be shown to anybody."""

from collections import Counter
from datetime import date

from chalkface.core.access import Access
from chalkface.core.words import day_words
from chalkface.queries.direction import objectives
from chalkface.queries.findings import priorities
from chalkface.queries.imports import latest_import
from chalkface.queries.reviews import ReviewShown, review_of
from chalkface.records.models import GoodPractice, PlanAction, School

GAPS = 2
_STATES = {
    "begun": ("has begun today", "have begun today"),
    "reached": ("has reached its target", "have reached their targets"),
    "ahead": ("is on course", "are on course"),
    "behind": ("is behind the straight line to its target", "are behind the straight line to their targets"),
    "missed": ("missed its target", "missed their targets"),
    "hidden": ("is of so few that its number is hidden", "are of so few that their numbers are hidden"),
    "nobody": ("counts nobody today", "count nobody today"),
    "no_indicator": ("has no indicator", "have no indicator"),
    "no_target": ("has no target", "have no target"),
    "no_baseline": ("has no baseline to start from", "have no baseline to start from"),
}


def current_state(access: Access, on: date) -> tuple[str, ...]:
    """Five to eight sentences: benchmarks, coverage, gaps, good practice, objectives, actions, and how fresh the data are.

    Every number in them is one that anybody may be told.
    """
    school = School.objects.get(pk=access.school_id)
    review = review_of(access, school, framework=school.framework, on=on, for_others=True)
    gaps = priorities(access, review, limit=GAPS, for_others=True, school=school)
    said = [_review(review, on)]
    coverage = review.coverage
    if coverage.denominator:
        who = "Pupils" if school.says_pupil else "Students"
        had = _times(coverage.numerator)
        said.append(f"{who} had what a statement promises them {had} out of {coverage.denominator:,} ({coverage.percent}).")
    if gaps:
        alone = " Nothing else keeps its benchmark from being met." if gaps[0].stands_alone else ""
        said.append(f"The first gap to close: {gaps[0].sentence}{alone}")
        said += [f"The next: {one.sentence}" for one in gaps[1:]]
    said.append(_practice())
    said.append(_objectives(access, school))
    said.append(_actions(on))
    if access.may("see_imports"):
        latest = latest_import()
        said.append(f"The newest records were imported on {day_words(latest)}." if latest else "Nothing has been imported yet.")
    return tuple(one for one in said if one)


def _review(review: ReviewShown, on: date) -> str:
    hidden = review.hidden_statements
    left_out = f"; {hidden} more {'is' if hidden == 1 else 'are'} left out, being of so few" if hidden else ""
    benchmarks = f"{review.benchmarks_met} of {review.benchmarks_total} benchmarks"
    statements = f"{review.statements_met} of {review.statements_total} statements"
    edition = f"{review.framework.title}, {review.framework.edition}"
    return f"On {day_words(on)}, {benchmarks} and {statements} of {edition}, are met in full{left_out}."


def _times(number: int) -> str:
    return f"{number:,} time{'' if number == 1 else 's'}"


def _practice() -> str:
    titles = list(GoodPractice.objects.order_by("-noted_on", "-pk").values_list("title", flat=True))
    if not titles:
        return "No good practice is noted yet."
    count = f"{len(titles)} piece{'' if len(titles) == 1 else 's'} of good practice {'is' if len(titles) == 1 else 'are'} noted"
    return f"{count}; the latest is “{titles[0]}”."


def _objectives(access: Access, school: School) -> str:
    current = [one for one in objectives(access, for_others=True, school=school) if one.status == "current"]
    if not current:
        return "No objective is under way."
    states = Counter(one.progress.state for one in current)
    parts = [f"{many} {_STATES[state][many > 1]}" for state, many in states.items()]
    under_way = "1 objective is" if len(current) == 1 else f"{len(current)} objectives are"
    return f"{under_way} under way: {', '.join(parts)}."


def _actions(on: date) -> str:
    lines = list(PlanAction.objects.values_list("status", "due_on"))
    if not lines:
        return "The plan has no actions yet."
    still = [due for status, due in lines if status != "done"]
    late = sum(due is not None and due < on for due in still)
    past = (
        "none of them is past its day"
        if not late
        else "1 of them is past its day"
        if late == 1
        else f"{late} of them are past their day"
    )
    return f"{len(lines) - len(still)} of {len(lines)} actions of the plan are done and {len(still)} are open; {past}."
