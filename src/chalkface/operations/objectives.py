"""The deeds of objectives: write, change, measure the start, close, and say what they answer and what they are reached by."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Max

from chalkface.core.access import Access
from chalkface.core.derived_keys import derived_key, folded
from chalkface.core.disclosure import Count
from chalkface.core.errors import FormRefused, Refused
from chalkface.frameworks.load import frameworks
from chalkface.indicators.catalogue import indicators
from chalkface.operations.editing import LONGEST_TEXT, edit, free_key, held, remember
from chalkface.operations.operation import note, operation
from chalkface.queries.progress import group_of, measured
from chalkface.queries.suggestions import allowed_groups, finding_for_all
from chalkface.records.models import Objective, ObjectiveFinding, ObjectiveOutcome, Outcome, Post, School

WHAT = "objective"
OPEN_STATUSES = ("draft", "current")


@operation(needs="edit_direction", codes=("indicator", "group", "status"))
def write_objective(
    access: Access,
    *,
    title: str,
    key: str = "",
    problem: str = "",
    student_group: str = "",
    group: str = "",
    outcome: str = "",
    indicator: str = "",
    target_percent: int | None = None,
    target_on: date | None = None,
    post_id: int | None = None,
    development_plan: str = "",
    status: str = "draft",
    baseline_on: date | None = None,
    findings: Iterable[tuple[str, str]] = (),
) -> int:
    """Write a new objective; returns its number. Its baseline is the indicator's figure on ``baseline_on`` (the access's day),
    as anybody may be told it; ``findings`` are the (framework, statement) that it answers, as they stand that day.

    Raises ``Refused`` for what is missing, not known or does not go together.
    """
    texts = {"title": title, "problem": problem, "student_group": student_group, "outcome": outcome}
    texts["development_plan"] = development_plan
    chosen = {"group": group, "indicator": indicator, "target_percent": target_percent, "target_on": target_on}
    given = _checked({**texts, **chosen, "post_id": post_id, "status": status})
    _check_day(access, baseline_on or access.on)
    if key and Objective.objects.filter(key=key).exists():
        raise Refused(f"There is an objective called {key} already.")
    last = Objective.objects.aggregate(last=Max("position"))["last"] or 0
    key = key or free_key(Objective, derived_key("objective", folded(title)))
    row = Objective(school_id=access.school_id, key=key, position=last + 1)
    _save_new(access, row, given)
    if indicator:
        _measure(access, row, baseline_on or access.on)
    for framework, statement in findings:
        _answer(access, row, framework, statement, baseline_on or access.on)
    return row.pk


@operation(needs="edit_direction", codes=("indicator", "group", "status"))
def edit_objective(
    access: Access,
    *,
    objective_id: int,
    edition: int,
    title: str,
    problem: str,
    student_group: str,
    group: str,
    outcome: str,
    indicator: str,
    target_percent: int | None,
    target_on: date | None,
    post_id: int | None,
    development_plan: str,
    status: str,
    position: int,
) -> None:
    """Change an objective. Another indicator or group is measured anew: the old baseline would say nothing of it.

    Raises ``Refused`` for what is missing, not known or does not go together; ``ChangedMeanwhile`` as ``edit``.
    """
    row = held(Objective, objective_id, WHAT)
    texts = {"title": title, "problem": problem, "student_group": student_group, "outcome": outcome}
    texts["development_plan"] = development_plan
    chosen = {"group": group, "indicator": indicator, "target_percent": target_percent, "target_on": target_on}
    new = _checked(
        {**texts, **chosen, "post_id": post_id, "status": status, "position": position}, closed=row.status == "closed"
    )
    before = (row.indicator, row.group)
    edit(access, row, new, edition=edition, deed="edit_objective")
    if (row.indicator, row.group) != before:
        _measure(access, row, access.on)


@operation(needs="edit_direction")
def set_baseline(access: Access, *, objective_id: int, on: date | None = None) -> bool:
    """Measure the start of an objective anew, on a day (the access's); returns whether a number could be kept.

    Raises ``Refused`` without an indicator, for a day to come, and for a day gone by to who may not see every name.
    """
    row = held(Objective, objective_id, WHAT)
    day = on or access.on
    if not row.indicator:
        raise Refused("Choose an indicator first: a baseline is its figure.", field="indicator")
    _check_day(access, day)
    return _measure(access, row, day)


@operation(needs="edit_direction")
def close_objective(access: Access, *, objective_id: int, edition: int, reason: str) -> None:
    """Close an objective and say why. Raises ``Refused`` without a reason or when it is closed already."""
    row = held(Objective, objective_id, WHAT)
    if row.status == "closed":
        raise Refused("This objective is closed already.")
    if not reason.strip():
        raise Refused("Say why it is closed: what was reached, or why it was given up.", field="closed_because")
    new = {"status": "closed", "closed_on": access.on, "closed_because": reason.strip()}
    edit(access, row, new, edition=edition, deed="close_objective", reason=reason)


@operation(needs="edit_direction")
def reopen_objective(access: Access, *, objective_id: int, edition: int) -> None:
    """Take a closed objective up again; why it was closed stays in its history. Raises ``Refused`` when it is open."""
    row = held(Objective, objective_id, WHAT)
    if row.status != "closed":
        raise Refused("This objective is not closed.")
    new = {"status": "current", "closed_on": None, "closed_because": ""}
    edit(access, row, new, edition=edition, deed="reopen_objective")


@operation(needs="edit_direction")
def explain_otherwise(access: Access, *, objective_id: int, edition: int, text: str) -> None:
    """Keep, in the school's own words, what else could explain a change of the objective's figure; no text takes them away.

    Raises ``Refused`` for a text that is too long.
    """
    row = held(Objective, objective_id, WHAT)
    edit(access, row, {"other_explanations": text.strip()}, edition=edition, deed="explain_otherwise")


@operation(needs="edit_direction")
def link_outcomes(access: Access, *, objective_id: int, outcome_ids: Iterable[int], was: Iterable[int] | None = None) -> None:
    """Say which outcomes the objective is reached by. ``was`` is what the person saw chosen: what somebody else added or took
    away meanwhile stays as they left it. Raises ``Refused`` for an outcome that is not here."""
    row = held(Objective, objective_id, WHAT)
    chosen, now = set(outcome_ids), dict(row.outcomes.values_list("outcome_id", "outcome__code"))
    seen = set(now) if was is None else set(was)
    adding, taking = chosen - seen - set(now), (seen - chosen) & set(now)
    codes = dict(Outcome.objects.filter(pk__in=chosen).values_list("pk", "code"))
    if set(codes) != chosen:
        raise Refused("Choose from the outcomes that the school has.", field="outcomes")
    if not adding and not taking:
        return
    ObjectiveOutcome.objects.filter(objective=row, outcome_id__in=taking).delete()
    ObjectiveOutcome.objects.bulk_create(
        ObjectiveOutcome(school_id=access.school_id, objective=row, outcome_id=outcome) for outcome in sorted(adding)
    )
    after = {pk: code for pk, code in now.items() if pk not in taking} | {pk: codes[pk] for pk in adding}
    texts = [", ".join(sorted(one.values())) for one in (now, after)]
    remember(access, row, deed="link_outcomes", fields={"outcomes": texts})


@operation(needs="edit_direction", codes=("framework", "statement"))
def answer_finding(access: Access, *, objective_id: int, framework: str, statement: str) -> None:
    """Note that the objective answers a statement, with its finding of today as anybody may be told it; one noted already
    keeps the sentence it was found with. Raises ``Refused`` for a statement that does not exist."""
    _answer(access, held(Objective, objective_id, WHAT), framework, statement, access.on)


@operation(needs="edit_direction")
def drop_finding(access: Access, *, finding_id: int) -> None:
    """The objective does not answer this finding after all. Raises ``Refused`` when it is not there any more."""
    finding = held(ObjectiveFinding, finding_id, "finding")
    row = held(Objective, finding.objective_id, WHAT)
    finding.delete()
    remember(access, row, deed="drop_finding", fields={"finding": [f"{finding.framework}:{finding.statement}", ""]})


def _save_new(access: Access, row: Objective, given: Mapping[str, object]) -> None:
    """Save a new objective with its first values and the first line of its history. Raises ``Refused`` for a long text."""
    for name, value in given.items():
        limit = row._meta.get_field(name).max_length or LONGEST_TEXT
        if isinstance(value, str) and len(value) > limit:
            raise Refused(f"This is {len(value):,} characters long; the most that is kept is {limit:,}.", field=name)
        setattr(row, name, value)
    row.save()
    remember(access, row, deed="write_objective", fields={"title": ["", row.title]})


def _checked(given: dict[str, object], *, closed: bool = False) -> dict[str, object]:
    """The values as they are kept. Raises ``FormRefused`` with everything that is wrong."""
    wrong = []
    given = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
    known = {one.id: one for one in indicators()}
    one = known.get(given["indicator"])
    if not given["title"]:
        wrong.append(("title", "The title is missing."))
    if given["indicator"] and one is None:
        wrong.append(("indicator", "Choose one of the indicators given."))
    if given["group"]:
        (by,) = [by for by, _ in group_of(given["group"])] or [""]
        if given["group"] not in allowed_groups():
            wrong.append(("group", "Choose one of the groups given."))
        elif one is None:
            wrong.append(("group", "Choose an indicator as well: a group is measured by it."))
        elif by not in one.by:
            wrong.append(("group", f"“{one.title}” is not counted for that group: choose everybody, or another indicator."))
    if given["target_percent"] is not None and not 0 <= given["target_percent"] <= 100:
        wrong.append(("target_percent", "The target must be a whole number from 0 to 100."))
    if given["post_id"] is not None and not Post.objects.filter(pk=given["post_id"]).exists():
        wrong.append(("post_id", "Choose one of the posts given."))
    if given["status"] not in (("closed",) if closed else OPEN_STATUSES):
        wrong.append(("status", "Choose draft or current; closing asks for a reason."))
    if wrong:
        raise FormRefused(wrong)
    return given


def _check_day(access: Access, day: date) -> None:
    """Any day gone by is for who may see the names: a figure of two days side by side tells what one student did between."""
    if day > access.on:
        raise Refused("A baseline cannot be of a day to come.", field="baseline_on")
    if day < access.on and not access.sees_exact_figures:
        raise Refused("You can measure today’s figure. The careers leader can measure an earlier day.", field="baseline_on")


def _measure(access: Access, row: Objective, day: date) -> bool:
    """Keep the figure of a day as the baseline: as anybody may be told it, or that it is hidden and no number."""
    wanted = (row.indicator, row.group)
    school = School.objects.get(pk=access.school_id)
    found = measured(access, school, [wanted], on=day, for_others=True)[wanted] if row.indicator else None
    count = found if isinstance(found, Count) else None
    new = {
        "baseline_numerator": count.numerator if count else None,
        "baseline_denominator": count.denominator if count else None,
        "baseline_on": day if row.indicator else None,
    }
    edit(access, row, new, edition=row.edition, deed="set_baseline")
    return count is not None


def _answer(access: Access, row: Objective, framework: str, statement: str, on: date) -> None:
    if framework not in frameworks() or statement not in frameworks()[framework].statements:
        raise Refused(f"{framework} has no statement {statement}.", field="statement")
    place = {"objective": row, "framework": framework, "statement": statement}
    if ObjectiveFinding.objects.filter(**place).exists():
        return
    sentence = finding_for_all(access, framework, statement, on=on)
    found = ObjectiveFinding.objects.create(school_id=access.school_id, **place, sentence=sentence, found_on=on)
    note(finding=found.pk)
    remember(access, row, deed="answer_finding", fields={"finding": ["", f"{framework}:{statement}"]}, reason=sentence)
