"""Gathers what the paper says from the review, the kept reviews and the impact, all as anybody may see it.

The paper leaves the school, so every number is asked for in a governor's place: whoever makes it, it says the same.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.disclosure import Count
from chalkface.core.errors import NotAllowed
from chalkface.core.few_gate import APART
from chalkface.frameworks.model import PEOPLE
from chalkface.indicators.catalogue import indicator as indicator_called
from chalkface.indicators.words import among_words, having, lacking
from chalkface.queries.figures import ShownFigure, leaving_year_in_review, shown_figures
from chalkface.queries.kept_reviews import compare, kept_review, kept_reviews
from chalkface.queries.last_gate import refuse_few, refuse_names
from chalkface.queries.plans import plan_actions, plan_sentence
from chalkface.queries.provenance import held_for
from chalkface.queries.public_page import typed
from chalkface.queries.reviews import BenchmarkShown, ReviewShown, StatementShown, review_as_it_stands
from chalkface.queries.schools import school_at_door
from chalkface.queries.versions import approval
from chalkface.records.schools import School
from chalkface.records.tenancy import open_scope
from chalkface.reports.governor_paper.asks import behind, decisions, weakest
from chalkface.reports.governor_paper.paper import (
    DOES_NOT_APPLY,
    MET,
    NOT_MET,
    PARTLY,
    Benchmark,
    Change,
    Coverage,
    GovernorPaper,
    ProviderAccess,
    Source,
)
from chalkface.reports.governor_paper.routes import routes_of
from chalkface.reports.strategic_plan.compose import in_a_governors_place, objectives_of

GROUPS = (("pupil_premium", "Pupil premium"), ("sen", "SEND"), ("looked_after", "Looked after"))
STRENGTHS = 2
# What an import was, for governors; the exchange format and others by their code.
IMPORTS = {
    "exchange": "Files in the exchange format",
    "student_list": "Student list from the school's information system",
    "oneroster": "OneRoster files from the school's information system",
    "ctf": "Common transfer file",
    "activity_tracker": "Activity tracker",
    "participation_list": "Registers of activities",
    "guidance_log": "Guidance log",
    "destinations_list": "Destinations of leavers",
    "intentions_form": "Intended destinations",
    "risk_facts": "Attendance and other facts about support",
}


def compose(access: Access, on: date, *, made_on: date | None = None) -> GovernorPaper:
    """The paper of a day. Raises ``NotAllowed`` for who may not write it, ``Refused`` for an unknown framework."""
    if not access.may("write_paper"):
        raise NotAllowed(f"{access.role} may not make the paper for governors")
    others = in_a_governors_place(access, on)
    school = school_at_door(access.school_id)
    students = "pupils" if school.says_pupil else "students"
    routes, national_source = routes_of(others, school, on)  # first: it counts the leavers of all years at once
    review = review_as_it_stands(others, framework=school.framework, on=on, for_others=True)
    counted = [one for one in review.statements if one.applies and one.indicator and one.statement.unit in PEOPLE]
    figures = _by_group(others, school, [one.indicator for one in counted], on)
    before = _last_review(others, review)
    held = held_for(others, school, indicators=[one.indicator for one in review.statements if one.indicator], on=on)
    form = review.framework.official_form
    promised = review.coverage
    phases = _provider_access(others, school, on, students) if school.kind != "college" else ()
    return GovernorPaper(
        school=school.name,
        is_example=school.is_example,
        on=on,
        made_on=made_on or timezone.localdate(),
        framework=f"{review.framework.title.removeprefix('The ')}, {review.framework.edition}",
        statements_met=review.statements_met,
        statements_total=review.statements_total,
        benchmarks_met=review.benchmarks_met,
        benchmarks_total=review.benchmarks_total,
        benchmarks=tuple(_benchmark(one, before) for one in review.benchmarks),
        coverage=(
            Coverage(f"promises made to {students}", "were kept", "were not kept", promised),
            *_strengths(counted, figures, students),
        )
        if promised.denominator
        else (),
        missed=_missed(counted, figures, students),
        previous_on=before.on if before else None,
        changes=_changes(before, review, students) if before else (),
        routes=routes,
        national_source=national_source,
        asks=weakest(review, students),
        provider_access=phases,
        sources=tuple(Source(IMPORTS.get(format, format.replace("_", " ")), day) for format, day in held.imports),
        not_held=held.not_held,
        threshold=school.threshold,
        benchmarks_as_official=review.benchmarks_met_as_official if form.almost_all < 1 else None,
        **_plan(others, school, phases),
        official_rule=f"{round(form.almost_all * 100)} in 100" if form.almost_all < 1 else "",
    )


def _plan(others: Access, school: School, phases: tuple[ProviderAccess, ...]) -> dict[str, Any]:
    """What the paper says of the strategic plan: its objectives, what is approved of it, how its actions stand; the day of the
    provider access statement; and what of all this is for governors to decide."""
    with open_scope(others):
        objectives = objectives_of(others)
        stands, approved_on = approval(others), typed().values["approved_on"]
        refuse_names(others, {"an objective": APART.join(f"{one.title} ; {one.progress}" for one in objectives)})
        # The course of an objective is counted and has passed the rule of small numbers; its title was typed.
        refuse_few(school, {"an objective": APART.join(one.title for one in objectives)})
        return {
            "objectives": objectives,
            "plan_version": stands.sentence,
            "plan_actions": plan_sentence(plan_actions(others), others.on),
            "provider_statement_on": approved_on,
            "decisions": decisions(
                phases, statement_on=approved_on, plan_version=stands.sentence, plan_waits=stands.waits, on=others.on
            ),
        }


def _by_group(access: Access, school: School, indicators: list[str], on: date) -> Mapping[str, list[ShownFigure]]:
    found: dict[str, list[ShownFigure]] = {}
    by = [name for name, _ in GROUPS]
    for one in shown_figures(
        access, school, on=on, year=leaving_year_in_review(on), indicators=indicators, by=by, for_others=True
    ):
        found.setdefault(one.indicator, []).append(one)
    return found


def _coverage(indicator: str, figures: list[ShownFigure], students: str) -> Coverage:
    one = indicator_called(indicator)
    totals = {tuple(figure.group.items()): figure.count for figure in figures}
    groups = [(label, totals[(name, "yes"),]) for name, label in GROUPS if ((name, "yes"),) in totals]
    among = among_words(one, students)
    name = f"{among[:1].upper()}{among[1:]} who {lacking(one)}"
    return Coverage(among, having(one), lacking(one), totals[()], tuple(groups), name)


def _missed(counted: list[StatementShown], figures: Mapping[str, list[ShownFigure]], students: str) -> tuple[Coverage, ...]:
    """The largest gaps first, by how many stand behind them."""
    gaps = [one for one in counted if behind(one.indicator, one.count)]
    gaps.sort(key=lambda one: -behind(one.indicator, one.count))
    return tuple(_coverage(one.indicator, figures[one.indicator], students) for one in gaps)


def _strengths(counted: list[StatementShown], figures: Mapping[str, list[ShownFigure]], students: str) -> tuple[Coverage, ...]:
    """What reached the largest share: good practice is a finding too."""
    shown = [one for one in counted if isinstance(one.count, Count) and 2 * one.count.numerator > one.count.denominator]
    shown.sort(key=lambda one: -one.count.numerator / one.count.denominator)
    return tuple(_coverage(one.indicator, figures[one.indicator], students) for one in shown[:STRENGTHS])


def _last_review(access: Access, review: ReviewShown) -> ReviewShown | None:
    """The latest kept review before the day, of the same edition if there is one."""
    earlier = [one for one in kept_reviews(access) if one.on < review.on]
    same = [one for one in earlier if one.framework == review.framework.code]
    chosen = next(iter(same or earlier), None)
    found = kept_review(access, chosen.id) if chosen else None
    return found[1] if found else None


def _status(one: BenchmarkShown) -> str:
    if not one.applying:
        return DOES_NOT_APPLY
    if one.met_strictly:
        return MET
    return PARTLY if any(statement.level in ("fully", "partly") for statement in one.applying) else NOT_MET


def _benchmark(one: BenchmarkShown, before: ReviewShown | None) -> Benchmark:
    then = next((old for old in before.benchmarks if old.code == one.code), None) if before else None
    return Benchmark(one.code, one.title, _status(one), one.met, len(one.applying), _status(then) if then else None)


def _changes(before: ReviewShown, now: ReviewShown, students: str) -> tuple[Change, ...]:
    """Benchmarks whose status moved, then figures, those that got worse first."""
    order = [NOT_MET, PARTLY, MET]
    found = []
    for new in now.benchmarks:
        old = next((one for one in before.benchmarks if one.code == new.code), None)
        was, is_now = (_status(old), _status(new)) if old else ("", "")
        if was != is_now and was in order and is_now in order:
            found.append(Change(f"Benchmark {new.code}, {new.title}", was, is_now, order.index(is_now) > order.index(was)))
    moved = []
    for change in compare(before, now):
        old, new = change.before, change.after
        counts = (old.count, new.count) if old and new and old.indicator == new.indicator else (None, None)
        if change.way in ("better", "worse") and all(isinstance(count, Count) and count.denominator for count in counts):
            one = indicator_called(new.indicator)
            what = f"{among_words(one, students)} who {having(one)}"
            moved.append(Change(what[:1].upper() + what[1:], counts[0].percent, counts[1].percent, change.way == "better"))
    return (*found, *sorted(moved, key=lambda one: one.better))


def _provider_access(access: Access, school: School, on: date, students: str) -> tuple[ProviderAccess, ...]:
    low, high = school.low_year or 7, school.high_year or 13
    names = [f"provider-access-phase-{phase}" for phase in (1, 2, 3)] + ["provider-access-offered-phase-3"]
    figures = {one.indicator: one.count for one in shown_figures(access, school, on=on, indicators=names, for_others=True)}
    return tuple(
        ProviderAccess(
            phase,
            f"Years {last - 1} and {last}",
            f"Year {last} {students}",
            figures[f"provider-access-phase-{phase}"],
            figures["provider-access-offered-phase-3"] if phase == 3 else None,
        )
        for phase, last in ((1, 9), (2, 11), (3, 13))
        if low <= last and high >= last - 1
    )
