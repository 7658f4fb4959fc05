"""The objectives in words: all at a glance, then each with its problem, its figures and who answers for it."""

from datetime import date

from chalkface.core.disclosure import HIDDEN, Published
from chalkface.core.words import day_words
from chalkface.reports.strategic_plan.paper import Objective, StrategicPlan
from chalkface.reports.told import Facts, Part, Points, Says, Section, Table, Track

HIDDEN_WORDS = "hidden (c)"


def figure_words(figure: Published | None) -> str:
    """A figure as a table prints it: "96 of 182 (53%)", "hidden (c)", "not measured"."""
    if figure is None:
        return "not measured"
    return HIDDEN_WORDS if figure is HIDDEN else str(figure)


def target_words(one: Objective) -> str:
    """What is aimed at, and by when."""
    if one.target_percent is None:
        return "no target"
    return f"{one.target_percent}%" + (f" by {day_words(one.target_on)}" if one.target_on else "")


def at_a_glance(plan: StrategicPlan) -> tuple[Part, ...]:
    """The school's priorities and one line for each objective."""
    found: list[Part] = [Facts((("The school’s own priorities", plan.priorities),))] if plan.priorities else []
    if not plan.objectives:
        return (*found, Says("No objective has been set yet."))
    many, aimed = len(plan.objectives), sum(one.target_percent is not None for one in plan.objectives)
    noun = "objective" if many == 1 else "objectives"
    found.append(
        Says(f"{many} {noun}; {aimed} of {many} with an indicator and a target, so that anyone can see whether it is reached.")
    )
    rows = tuple(
        (f"{place}. {one.title}", figure_words(one.baseline), figure_words(one.now), target_words(one), one.course)
        for place, one in enumerate(plan.objectives, start=1)
    )
    found.append(Table("Objectives at a glance", ("Objective", "Baseline", "Now", "Target", "Course"), rows, (7, 4, 4, 4, 3)))
    if any(_track(one) for one in plan.objectives):
        found.append(
            Says("Where a figure is drawn: the bar is now, the ring is the baseline, the upright line is the target.", "quiet")
        )
    return tuple(found)


def objective_sections(plan: StrategicPlan) -> tuple[Section, ...]:
    """One part for each objective, in order."""
    return tuple(
        Section(f"Objective {place}: {one.title}", _objective(one, plan.on), level=3)
        for place, one in enumerate(plan.objectives, start=1)
    )


def _objective(one: Objective, on: date) -> tuple[Part, ...]:
    found: list[Part] = [Says(one.progress)] if one.progress else []
    if one.indicator:
        heads = ("Indicator", _dated("Baseline", one.baseline_on), _dated("Now", on), _dated("Target, by", one.target_on))
        target = "none set" if one.target_percent is None else f"{one.target_percent}%"
        row = (one.indicator, figure_words(one.baseline), figure_words(one.now), target)
        found += [Table("Baseline, now and target", heads, (row,), (6, 4, 4, 3)), *_track(one)]
    facts = [
        ("Problem", one.problem),
        ("For whom", one.student_group),
        ("Outcome", one.outcome),
        ("Owner", one.owner or "nobody yet"),
        ("In the school’s development plan", one.development_plan),
        ("Reached by the outcomes", ", ".join(one.outcomes)),
    ]
    found.append(Facts(tuple((label, value) for label, value in facts if value)))
    if one.findings:
        found.append(Says("Findings it answers:"))
        found.append(Points(tuple((f"Statement {finding.statement}.", finding.sentence) for finding in one.findings)))
    return tuple(found)


def _dated(label: str, day: date | None) -> str:
    return f"{label} {day_words(day)}" if day else label.removesuffix(", by")


def _share(figure: Published | None) -> float | None:
    if figure is None or figure is HIDDEN or not figure.denominator:
        return None
    return figure.numerator / figure.denominator


def _track(one: Objective) -> tuple[Part, ...]:
    target = None if one.target_percent is None else one.target_percent / 100
    baseline, now = _share(one.baseline), _share(one.now)
    if now is None and baseline is None:
        return ()
    said = f"{one.indicator}: baseline {figure_words(one.baseline)}, now {figure_words(one.now)}, target {target_words(one)}."
    return (Track(baseline, now, target, said),)
