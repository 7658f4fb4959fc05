"""What a student or a parent could do next on their own pages, the most useful first; each kind of step is one function."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from chalkface.core.access import Access
from chalkface.core.words import day_words
from chalkface.queries.needs import AgreedLine
from chalkface.queries.own_pages import DoneThing, Person, theirs, to_reflect_on
from chalkface.queries.own_surveys import open_for
from chalkface.records.models import Intention

STALE = timedelta(days=150)  # after this long a student is asked whether they still want what they wanted


@dataclass(frozen=True)
class Step:
    """One thing to do: a page (with what its address needs) and why."""

    title: str
    text: str
    page: str
    arguments: dict[str, int] = field(default_factory=dict)
    place: str = ""


@dataclass(frozen=True)
class Known:
    """What the start page has read already, so that no step reads it again."""

    access: Access
    who: Person
    agreed: tuple[AgreedLine, ...]
    done: tuple[DoneThing, ...]
    hoped_on: date | None


def _own_tasks(known: Known) -> Iterator[Step]:
    for line in known.agreed:
        if line.may_say_done:
            text = f"By {day_words(line.due_on)}" if line.due_on else "No day was set"
            late = " – that day has passed; it still counts" if line.is_overdue else ""
            yield Step(line.what, f"You took this on. {text}{late}.", "my.plan", place=f"agreed-{line.id}")


def _answers(known: Known) -> Iterator[Step]:
    for line in known.agreed:
        if line.may_answer and not line.student_said:
            yield Step("Did this help?", f"{line.what}: it is said to be done. You know whether it is.", "my.plan",
                       place=f"agreed-{line.id}")  # fmt: skip


def _reflection(known: Known) -> Iterator[Step]:
    if known.access.role == "student" and (latest := to_reflect_on(known.access, known.done)):
        text = f"You were there on {day_words(latest.on)}. Two questions, one minute."
        yield Step(f"{latest.title}: what did it show you?", text, "my.reflect", {"activity": latest.activity})


def _surveys(known: Known) -> Iterator[Step]:
    if known.access.role == "student":
        for one in open_for(known.access, known.who.id, known.who.year_group):
            minutes = "one minute" if one.minutes == 1 else f"about {one.minutes} minutes"
            text = f"A short survey, {minutes}, until {day_words(one.closes_on)}."
            yield Step(one.title, text, "my.survey", {"survey": one.id})


def _hopes(known: Known) -> Iterator[Step]:
    if known.access.role != "student":
        return
    if known.hoped_on is None:
        yield Step("Say what you would like to do after school", "“I do not know yet” is an answer too.", "my.hopes")
    elif known.hoped_on < known.access.on - STALE:
        yield Step("Is this still what you want?", f"You last said so on {day_words(known.hoped_on)}.", "my.hopes")


# The order in which steps are offered.
KINDS: tuple[Callable[[Known], Iterator[Step]], ...] = (_own_tasks, _answers, _surveys, _reflection, _hopes)


def hoped_on(access: Access, student_id: int) -> date | None:
    """The day of the latest hope that is on record."""
    if not theirs(access, "see_aspirations", student_id):
        return None
    rows = Intention.objects.filter(student_id=student_id).order_by("-recorded_on")
    return rows.values_list("recorded_on", flat=True).first()


def next_steps(
    access: Access, who: Person, *, agreed: tuple[AgreedLine, ...], done: tuple[DoneThing, ...]
) -> tuple[Step, ...]:
    """Everything that could be done now, the most useful first."""
    known = Known(access, who, agreed, done, hoped_on(access, who.id))
    return tuple(step for kind in KINDS for step in kind(known))
