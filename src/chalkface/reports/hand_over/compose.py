"""Gathers the pack: the page to read first from what waits, and the other papers as they make themselves.

Everything is asked for in a governor's place, as for the strategic plan: no student, no small number.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed
from chalkface.core.words import day_words
from chalkface.queries.calendar import entries
from chalkface.queries.calendar_file import year_file
from chalkface.queries.checks import checks_summary
from chalkface.queries.direction import current_direction, objectives
from chalkface.queries.duties import DutyShown, duties
from chalkface.queries.plans import DONE, ActionLine, plan_actions, plan_sentence
from chalkface.queries.roles import posts_cards
from chalkface.queries.schools import school_at_door
from chalkface.queries.versions import since_approval
from chalkface.queries.whole_plan import reviews_held
from chalkface.records.tenancy import open_scope
from chalkface.reports import make_report
from chalkface.reports.hand_over.paper import File, FirstPage, HandOver, Item, Person
from chalkface.reports.hand_over.telling import tell
from chalkface.reports.strategic_plan.compose import in_a_governors_place
from chalkface.reports.told_page import html_of
from chalkface.reports.told_pdf import pdf_of

SOON = timedelta(days=14)
FIRST = (
    ("READ-ME-FIRST.pdf", "One page: what matters now, what can wait, who to ask, what is unfinished."),
    ("READ-ME-FIRST.html", "The same for a screen."),
)
CALENDAR = ("calendar.ics", "The programme of the year, for any calendar program.")
# File, report, ending, what it is. Plain names, in the order in which they are to be read.
PAPERS = (
    ("strategic-plan.pdf", "strategic-plan", "pdf", "The whole plan, to read or print."),
    ("strategic-plan.docx", "strategic-plan", "docx", "The same in Word, to edit."),
    ("role-descriptions.pdf", "role-descriptions", "pdf", "Each post: what it is for and what it answers for."),
    ("role-descriptions.docx", "role-descriptions", "docx", "The same in Word."),
    ("plan.xlsx", "plan-workbook", "xlsx", "Objectives, actions and the rest as a workbook; it can be imported again."),
    ("paper-for-governors.pdf", "governor-paper", "pdf", "Where the school stands, on two pages."),
)


def compose(
    access: Access, on: date, *, made_on: date | None = None, progress: Callable[[int, int, str], None] | None = None
) -> HandOver:
    """The pack of a day; ``progress`` is told after each paper. Raises ``NotAllowed`` for who may not hand over."""
    if not access.may("hand_over"):
        raise NotAllowed(f"{access.role} may not make the hand-over pack")
    first = first_page(access, on, made_on=made_on)
    told, others = tell(first), in_a_governors_place(access, on)
    made = [pdf_of(told, made_on=first.made_on), html_of(told)]
    with open_scope(others):
        for done, (_, report, ending, _) in enumerate(PAPERS):
            if progress is not None:
                progress(done, len(PAPERS), "Papers made")
            made.append(make_report(others, report, ending, on=on))
        made.append(year_file(others, others.year, ""))
    named = zip(contents(), made, strict=True)
    return HandOver(first, tuple(File(name, what, content) for (name, what), content in named))


def contents() -> tuple[tuple[str, str], ...]:
    """(file, what it is) of the whole pack, in order."""
    return (*FIRST, *((name, what) for name, _, _, what in PAPERS), CALENDAR)


def first_page(access: Access, on: date, *, made_on: date | None = None) -> FirstPage:
    """What to read first, from what waits on a day. Raises ``NotAllowed`` for who may not hand over."""
    if not access.may("hand_over"):
        raise NotAllowed(f"{access.role} may not make the hand-over pack")
    others = in_a_governors_place(access, on)
    with open_scope(others):
        return _first_page(others, made_on or timezone.localdate())


def _first_page(others: Access, made_on: date) -> FirstPage:
    school, on = school_at_door(others.school_id), others.on
    actions, checks = plan_actions(others), duties(others)
    late, soon, later = _by_day(actions, on)
    return FirstPage(
        school=school.name,
        is_example=school.is_example,
        on=on,
        made_on=made_on,
        plan_state=since_approval(others),
        actions=plan_sentence(actions, on),
        late=(*late, *(_duty(one) for one in checks if one.overdue)),
        soon=(*soon, *_happens(on), *(_duty(one) for one in checks if _is_soon(one.next_check_on, on))),
        later=(*_days_ahead(others), *later),
        people=tuple(Person(one.title, one.holder, one.purpose) for one in posts_cards(others)),
        unfinished=_unfinished(others),
    )


def _by_day(actions: Iterable[ActionLine], on: date) -> tuple[tuple[Item, ...], tuple[Item, ...], tuple[Item, ...]]:
    """What is late, due in the next fortnight, and due after it."""
    late, soon, later = [], [], []
    for one in actions:
        if one.status == DONE or one.due_on is None:
            continue
        to = late if one.is_overdue(on) else soon if _is_soon(one.due_on, on) else later
        to.append(Item(one.what, one.when(on), one.who))
    return tuple(late), tuple(soon), tuple(later)


def _is_soon(day: date | None, on: date) -> bool:
    return day is not None and on <= day <= on + SOON


def _duty(one: DutyShown) -> Item:
    return Item(f"Look again at {one.duty.code}, {one.duty.title}", one.next_words, one.post_title)


def _happens(on: date) -> tuple[Item, ...]:
    """What is in the calendar of the next fortnight, each activity once."""
    found = {one.id: one for one in reversed(entries(on, on + SOON)) if not one.is_cancelled and one.on >= on}
    return tuple(Item(one.title, day_words(one.on)) for one in sorted(found.values(), key=lambda one: (one.on, one.title)))


def _days_ahead(others: Access) -> tuple[Item, ...]:
    """The days that are fixed: the next term review, when the direction is looked at, when objectives are to be reached."""
    on, found = others.on, []
    coming = [day for _, _, day in reviews_held() if day and day > on + SOON]
    if coming:
        found.append((min(coming), Item("The next term review", day_words(min(coming)))))
    review_on = current_direction(others).review_on
    if review_on and review_on > on:
        found.append((review_on, Item("The direction is to be reviewed", day_words(review_on))))
    for one in objectives(others, for_others=True):
        if one.target_on and one.target_on > on:
            found.append(
                (one.target_on, Item(f"Objective: {one.title}", f"to be reached by {day_words(one.target_on)}", one.owner))
            )
    return tuple(item for _, item in sorted(found, key=lambda pair: pair[0]))


def _unfinished(others: Access) -> tuple[str, ...]:
    """What the checks of the whole plan find, problems first."""
    return tuple(one.sentence for one in checks_summary(others).lines)
