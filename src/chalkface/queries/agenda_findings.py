"""What was found since a day, in the sentences of an agenda: figures that moved, and what people said of statements."""

from datetime import date

from chalkface.core.access import Access
from chalkface.core.disclosure import Count
from chalkface.core.words import day_words
from chalkface.frameworks.load import frameworks
from chalkface.frameworks.model import LEVEL_WORDS
from chalkface.indicators.catalogue import indicator as indicator_called
from chalkface.indicators.words import among_words, having
from chalkface.queries.agenda_actions import Line, line, short
from chalkface.queries.kept_reviews import Change, compare, kept_review, kept_reviews
from chalkface.queries.reviews import review_as_it_stands
from chalkface.records.models import Ask, GoodPractice, Judgement, School

VOICES = {
    "leader": "the careers leader", "teacher": "staff", "student": "students", "parent": "parents and carers",
    "partner": "employers and partners", "governor": "governors",
}  # fmt: skip


def figures_that_moved(others: Access, school: School, on: date) -> list[Line]:
    """The figures of the school's framework today beside the last review that was kept, those that got worse first; nothing
    without a kept review. ``others`` sees what anybody may be told."""
    earlier = [one for one in kept_reviews(others) if one.on < on]
    same = [one for one in earlier if one.framework == school.framework]
    chosen = next(iter(same or earlier), None)
    kept = kept_review(others, chosen.id) if chosen else None
    if kept is None:
        return []
    before = kept[1]
    now = review_as_it_stands(others, framework=school.framework, on=on, for_others=True)
    students = "pupils" if school.says_pupil else "students"
    moved = [one for one in compare(before, now) if one.way in ("better", "worse") and _both_counted(one)]
    moved.sort(key=lambda one: one.way == "better")
    return [line(_moved(one, students, before.on), "statement", f"{now.framework.code}:{one.after.code}") for one in moved]


def _both_counted(one: Change) -> bool:
    counts = (one.before.count, one.after.count) if one.before and one.after else (None, None)
    return (
        all(isinstance(count, Count) and count.denominator for count in counts)
        and one.before.indicator == one.after.indicator
        and counts[0].percent != counts[1].percent
    )


def _moved(one: Change, students: str, since: date) -> str:
    indicator = indicator_called(one.after.indicator)
    what = f"{among_words(indicator, students)} who {having(indicator)}"
    step = "up" if one.way == "better" else "down"
    now, then = one.after.count, one.before.count
    return (
        f"{what[:1].upper()}{what[1:]}: {step} from {then.percent} on {day_words(since)} to {now.percent} "
        f"({now.numerator:,} of {now.denominator:,})."
    )


def new_findings(since: date, on: date) -> list[Line]:
    """What was judged not to be met in full since a day, the good practice that was noted, and how many of those asked said
    what they see."""
    found = _judged(since, on)
    practices = GoodPractice.objects.filter(noted_on__gte=since, noted_on__lte=on).order_by("noted_on", "pk")
    for pk, title, place in practices.values_list("pk", "title", "place"):
        where = f", {place}" if place else ""
        found.append(line(f"Good practice: {short(title)}{where}.", "practice", pk))
    asked = Ask.objects.exclude(purpose="agreed").filter(made_on__gte=since, cancelled_on=None)
    answers = list(asked.values_list("answered_on", flat=True))
    if answers:
        answered = sum(day is not None for day in answers)
        people = "person was" if len(answers) == 1 else "people were"
        found.append(line(f"{len(answers)} {people} asked; {answered} answered."))
    return found


def _judged(since: date, on: date) -> list[Line]:
    """The latest word of each voice in this time: a line for each statement that some see as not met yet, and one line for
    all that are met in part."""
    rows = Judgement.objects.filter(judged_on__gte=since, judged_on__lte=on).order_by("judged_on", "pk")
    latest: dict[tuple[str, str, str], tuple[str, date]] = {}
    for framework, statement, voice, level, day in rows.values_list("framework", "statement", "voice", "level", "judged_on"):
        if framework in frameworks() and statement in frameworks()[framework].statements:
            latest[framework, statement, voice] = (level, day)
    by_statement: dict[tuple[str, str], list[tuple[str, date]]] = {}
    partly: dict[str, list[str]] = {}
    for (framework, statement, voice), (level, day) in sorted(latest.items()):
        said_by = VOICES.get(voice, voice)
        if level == "none":
            by_statement.setdefault((framework, statement), []).append((said_by, day))
        elif level == "partly":
            partly.setdefault(statement, []).append(said_by)
    found = [
        line(
            f"Statement {statement} was judged “{LEVEL_WORDS['none']}” by {' and '.join(who for who, _ in said)}, "
            f"last on {day_words(max(day for _, day in said))}.",
            "statement",
            f"{framework}:{statement}",
        )
        for (framework, statement), said in by_statement.items()
    ]
    if partly:
        told = "; ".join(f"{statement} ({', '.join(voices)})" for statement, voices in partly.items())
        found.append(line(f"Judged “{LEVEL_WORDS['partly']}”: {told}."))
    return found
