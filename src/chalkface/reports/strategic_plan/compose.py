"""Gathers the plan from what every part of the product says of itself, all as anybody may see it.

The document leaves the school, so every number is asked for in a governor's place: whoever makes it, it says the same.
"""

from dataclasses import replace
from datetime import date

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed
from chalkface.core.words import COURSE_WORDS
from chalkface.core.years import year_label
from chalkface.frameworks.outcome_sets import area_name
from chalkface.frameworks.outcome_sets import areas as all_areas
from chalkface.queries.direction import ObjectiveLine, current_direction, objectives
from chalkface.queries.duties import DutyShown, duties
from chalkface.queries.outcomes import outcomes
from chalkface.queries.plans import plan_actions
from chalkface.queries.reviews import BenchmarkShown, review_as_it_stands
from chalkface.queries.role_gaps import matrix_sentences, whole_matrix
from chalkface.queries.schools import school_at_door
from chalkface.queries.standing import current_state
from chalkface.queries.versions import approved_version, since_approval, versions
from chalkface.queries.whole_plan import (
    findings_by_objective,
    outcome_codes_by_objective,
    partners_by_kind,
    posts_with_letters,
    practices_in_full,
    programme_of,
    reviews_held,
)
from chalkface.records.tenancy import open_scope
from chalkface.reports.strategic_plan.paper import (
    Action,
    Activity,
    Benchmark,
    Duty,
    Finding,
    Objective,
    Outcome,
    Post,
    Practice,
    StrategicPlan,
    TermReview,
    Version,
)


def in_a_governors_place(access: Access, on: date) -> Access:
    """The access of whoever reads it: a governor on the day, so that nothing is in it that only some may know."""
    return replace(access, role="governor", also=frozenset(), groups=frozenset(), on=on)


def compose(access: Access, on: date, *, made_on: date | None = None) -> StrategicPlan:
    """The plan as it stands on a day. Raises ``NotAllowed`` for who may not write it."""
    if not access.may("write_plan"):
        raise NotAllowed(f"{access.role} may not make the strategic plan")
    others = in_a_governors_place(access, on)
    with open_scope(others):  # so that what a governor may not read cannot be in it
        return _gathered(others, on, made_on or timezone.localdate())


def _gathered(others: Access, on: date, made_on: date) -> StrategicPlan:
    school = school_at_door(others.school_id)
    direction = current_direction(others)
    review = review_as_it_stands(others, framework=school.framework, on=on, for_others=True)
    places = {code: place for place, code in enumerate(all_areas())}
    found = sorted(outcomes(others), key=lambda one: (one.year_group, places.get(one.area, 0), len(one.code), one.code))
    matrix = whole_matrix(others)
    return StrategicPlan(
        school=school.name,
        is_example=school.is_example,
        on=on,
        made_on=made_on,
        framework=f"{review.framework.title.removeprefix('The ')}, {review.framework.edition}",
        students="pupils" if school.says_pupil else "students",
        horizon=direction.horizon if direction.number is not None else "",
        vision=direction.vision,
        summary=direction.summary,
        priorities=direction.priorities,
        review_on=direction.review_on,
        version=_version(others),
        standing=current_state(others, on),
        benchmarks=tuple(_benchmark(one) for one in review.benchmarks),
        objectives=objectives_of(others),
        areas=tuple(
            (code, area_name(code))
            for code in sorted({one.area for one in found}, key=lambda code: (places.get(code, 0), code))
        ),
        outcomes=tuple(Outcome(one.code, one.year_group, one.area, one.wording) for one in found),
        academic_year=year_label(others.year),
        activities=tuple(
            Activity(one.title, one.kind, one.starts_on, one.term, one.year_groups, one.outcomes, one.is_cancelled)
            for one in programme_of(others, others.year)
        ),
        posts=tuple(
            Post(one.title, one.holder, one.minutes_a_week, one.accountable, one.responsible)
            for one in posts_with_letters(matrix)
        ),
        role_gaps=tuple(one.sentence for one in matrix_sentences(matrix, others)),
        duties=tuple(_duty(one) for one in duties(others)),
        partners=partners_by_kind(),
        actions=tuple(
            Action(one.what, one.objective, one.who, one.due_on, one.status, one.is_overdue(on)) for one in plan_actions(others)
        ),
        reviews=tuple(TermReview(*one) for one in reviews_held()),
        practices=tuple(Practice(*one) for one in practices_in_full()),
        threshold=school.threshold,
    )


def objectives_of(others: Access) -> tuple[Objective, ...]:
    """The objectives that are not closed with their figures, as anybody may be told; also for the paper for governors."""
    findings, codes = findings_by_objective(), outcome_codes_by_objective()
    return tuple(
        _objective(one, findings.get(one.id, ()), codes.get(one.id, ())) for one in objectives(others, for_others=True)
    )


def _objective(one: ObjectiveLine, findings: tuple[tuple[str, str], ...], codes: tuple[str, ...]) -> Objective:
    far = one.progress
    return Objective(
        title=one.title,
        problem=one.problem,
        student_group=one.student_group,
        outcome=one.outcome,
        indicator=far.title + (f", {far.group}" if far.group else ""),
        baseline=far.baseline,
        baseline_on=far.baseline_on,
        now=far.now,
        target_percent=far.target_percent,
        target_on=far.target_on,
        progress=far.sentence,
        course=COURSE_WORDS.get(far.state, far.state) + (" (draft)" if one.status == "draft" else ""),
        owner=one.owner,
        development_plan=one.development_plan,
        findings=tuple(Finding(*line) for line in findings),
        outcomes=codes,
    )


def _version(others: Access) -> Version | None:
    """The version governors approved last; where there is none, the latest that was kept."""
    approved = approved_version(others)
    chosen = approved or next(iter(versions(others)), None)
    if chosen is None:
        return None
    since = since_approval(others) if approved else ""
    changed = since.partition("; since then ")[2]
    return Version(
        chosen.number,
        chosen.kept_on,
        is_approved=approved is not None,
        decided_on=chosen.decided_on,
        decided_by=chosen.decided_by,
        minute=chosen.minute,
        since="" if changed.startswith("nothing changed") else f"Since then {changed}",
    )


def _benchmark(one: BenchmarkShown) -> Benchmark:
    if not one.applying:
        status = "does not apply"
    elif one.met_strictly:
        status = "met"
    else:
        status = "partly met" if any(each.level in ("fully", "partly") for each in one.applying) else "not met"
    return Benchmark(one.code, one.title, status, one.met, len(one.applying))


def _duty(one: DutyShown) -> Duty:
    shown = one.evidence or ("on the website" if one.address else "")
    return Duty(
        code=one.duty.code,
        title=one.duty.title,
        strength=one.duty.strength,
        status=one.status,
        source=one.duty.source,
        evidence=shown,
        post=one.post_title,
        next_check_on=one.next_check_on,
        is_overdue=one.overdue,
        unconfirmed=one.duty.unconfirmed,
    )
