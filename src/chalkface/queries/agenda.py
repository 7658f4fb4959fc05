"""The agenda of a term review, written from what has changed since the last one. Every line is a sentence.

It goes to governors as it is, so every figure in it is the one that anybody may be told.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from chalkface.core.access import Access
from chalkface.core.duties import duties_for
from chalkface.core.words import ACTIVITY_KINDS, day_words
from chalkface.core.years import academic_year_of, first_day
from chalkface.queries.agenda_actions import ACTION, Line, ended, line, short, what_became_of_actions
from chalkface.queries.agenda_findings import figures_that_moved, new_findings
from chalkface.queries.checks import checks_summary
from chalkface.queries.plans import DONE, ActionLine, plan_actions
from chalkface.queries.progress import progress_of
from chalkface.queries.term_reviews import decisions_of, latest_before
from chalkface.records.models import Activity, ActivityPlan, DutyCheck, Objective, School, TermReview

AHEAD = timedelta(days=42)  # a half-term
FEW = 5  # so many activities are named one by one


def compose_agenda(access: Access, on: date, *, meeting: date | None = None) -> dict:
    """The agenda of a meeting (the day itself unless given), as everything stands on the day ``on``.

    {"written_on", "since", "sections": [{"title", "lines": [{"text", "about", "of"}]}]}: ``about`` and ``of`` name what the
    line is about (an action's number, a statement's code), for a link. Empty sections are left out.
    """
    meeting = meeting or on
    last = latest_before(meeting)
    since = last.on if last else first_day(academic_year_of(on))
    others = replace(access, role="governor", also=frozenset(), groups=frozenset(), groups_by_role=frozenset(), on=on)
    school = School.objects.get(pk=access.school_id)
    actions = plan_actions(others)
    sections: list[tuple[str, list[Line]]] = [
        ("What was decided last time", _decided(last) if last else []),
        ("Actions", what_became_of_actions(actions, since, on)),
        ("Objectives", _objectives(others, on)),
        ("Figures that moved", figures_that_moved(others, school, on)),
        ("New findings", new_findings(since, on)),
        ("Duties to be checked", _duties(school, meeting)),
        ("What the checks found", _checks(others)),
        ("Coming next", _coming(actions, meeting)),
    ]
    return {
        "written_on": on.isoformat(),
        "since": since.isoformat(),
        "sections": [{"title": title, "lines": lines} for title, lines in sections if lines],
    }


def _decided(last: TermReview) -> list[Line]:
    found = []
    for one in decisions_of(last.pk, last.decisions):
        became = one.became if one.action else "it is not an action of the plan yet"
        found.append(line(f"{short(one.text)}: {became}.", ACTION if one.action else "term_review", one.action or last.pk))
    return found


def _objectives(access: Access, on: date) -> list[Line]:
    rows = list(Objective.objects.exclude(status="closed").order_by("position", "pk"))
    told = progress_of(access, rows, on=on, for_others=True)
    return [line(f"{short(row.title)}: {told[row.pk].sentence}", "objective", row.pk) for row in rows]


def _duties(school: School, meeting: date) -> list[Line]:
    checks = dict(DutyCheck.objects.order_by().values_list("duty", "next_check_on"))
    asked = duties_for(school.kind, meeting)
    due = [(checks[one.code], one) for one in asked if checks.get(one.code) and checks[one.code] <= meeting + AHEAD]
    found = [
        line(f"{short(one.title)} {'was' if day < meeting else 'is'} to be checked by {day_words(day)}.", "duty", one.code)
        for day, one in sorted(due, key=lambda pair: (pair[0], pair[1].code))
    ]
    if never := sum(one.code not in checks for one in asked):
        found.append(line(f"{never} {'duty has' if never == 1 else 'duties have'} not been looked at yet."))
    return found


def _checks(others: Access) -> list[Line]:
    """How many of the checks of the whole plan found something, and what the gravest say."""
    found = checks_summary(others)
    if not found.total:
        return []
    problems = f"{found.problems} of them {'a problem' if found.problems == 1 else 'problems'}"
    checks = "1 check finds" if found.total == 1 else f"{found.total} checks find"
    lines = [line(f"{checks} something to mend, {problems if found.problems else 'none of them a problem'}.", "checks")]
    return lines + [line(one.sentence, "checks") for one in found.lines if one.severity == "problem"]


def _coming(actions: Iterable[ActionLine], meeting: date) -> list[Line]:
    """The half-term after the meeting: what is due, which objectives reach their day, and what is planned."""
    last = meeting + AHEAD
    days: list[tuple[date, Line]] = []

    def add(day: date | None, text: Callable[[str], str], about: str, of: int | str) -> None:
        if day is not None and meeting < day <= last:
            days.append((day, line(text(day_words(day)), about, of)))

    for one in actions:
        if one.status != DONE:
            add(one.due_on, lambda day, one=one: f"{day}: due, {short(one.what)} ({one.who or 'nobody yet'}).", ACTION, one.id)
    for pk, title, day in Objective.objects.exclude(status="closed").values_list("pk", "title", "target_on"):
        add(day, lambda day, title=title: f"{day}: the target day of “{short(title)}”.", "objective", pk)
    planned = _planned(meeting, last)
    if len(planned) <= FEW:
        for pk, title, _, day in planned:
            add(day, lambda day, title=title: f"{day}: {ended(short(title))}", "activity", pk)
        planned = []
    found = [one for _, one in sorted(days, key=lambda pair: pair[0])]
    return found + ([line(_many(planned, last))] if planned else [])


def _planned(after: date, until: date) -> list[tuple[int, str, str, date]]:
    cancelled = set(ActivityPlan.objects.exclude(cancelled_on=None).values_list("activity_id", flat=True))
    rows = Activity.objects.filter(starts_on__gt=after, starts_on__lte=until).order_by("starts_on", "pk")
    return [one for one in rows.values_list("pk", "title", "kind", "starts_on") if one[0] not in cancelled]


def _many(planned: list[tuple[int, str, str, date]], until: date) -> str:
    """40 activities are planned until 5 November 2026 (employer encounter 12, provider encounter 6, …)."""
    kinds = Counter(ACTIVITY_KINDS.get(kind, kind) for _, _, kind, _ in planned)
    told = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
    return f"{len(planned)} activities are planned until {day_words(until)} ({told})."
