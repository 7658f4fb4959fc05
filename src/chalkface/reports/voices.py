"""What the papers for staff, parents, students and partners are told from, gathered once, all as anybody may see it.

They leave the school, so everything is asked for in a governor's place, figures pass the small-number rule, and whatever staff
wrote is searched for the names of students before it is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.disclosure import Count
from chalkface.core.errors import NotAllowed
from chalkface.core.few_gate import APART
from chalkface.core.statistics import share_sentence
from chalkface.core.words import ACTIVITY_KINDS, day_words
from chalkface.core.years import last_day, year_label
from chalkface.indicators.catalogue import indicator as indicator_called
from chalkface.indicators.words import among_words, having
from chalkface.queries.calendar import Entry, entries
from chalkface.queries.figures import leaving_year_in_review, shown_figures
from chalkface.queries.last_gate import refuse_few, refuse_names
from chalkface.queries.lessons import INDICATOR as LINKED
from chalkface.queries.lessons import lessons, subjects_taught
from chalkface.queries.public_page import typed, year_groups
from chalkface.queries.schools import school_at_door
from chalkface.queries.surveys import surveys
from chalkface.queries.voice_papers import (
    LESSON,
    given_by_one,
    lessons_held,
    partners_of_year,
    still_without,
    who_leads,
)
from chalkface.queries.whole_plan import practices_in_full
from chalkface.records.models import School
from chalkface.records.tenancy import open_scope
from chalkface.reports.strategic_plan.compose import in_a_governors_place, objectives_of
from chalkface.reports.strategic_plan.paper import Objective
from chalkface.reports.told import Part, Points, Says, short

AHEAD = timedelta(days=120)
LONGEST_TITLE, LONGEST_PLACE = 70, 40
LESSONS = ACTIVITY_KINDS[LESSON]
# What nobody outside a careers office says, and how it is said to everybody.
PLAINLY = {"an adviser at level 6 or above": "a qualified careers adviser"}
REACHED = ("employer-encounter-this-year", "workplace-experience-by-16", "guidance-by-16", "destination-known-at-16")


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing ahead. ``until`` is the last day of what takes several; ``hours`` and ``place`` may be empty; ``is_open`` where
    not one partner gives it alone."""

    title: str
    kind: str
    on: date
    until: date | None
    hours: str
    place: str
    years: tuple[int, ...]
    years_words: str
    is_open: bool = True

    @property
    def when(self) -> str:
        """Tuesday 3 November, 09:00 to 10:00"""
        day = f"{self.on:%A} {self.on.day} {self.on:%B}"
        if self.until:
            day += f" to {self.until.day} {self.until:%B}"
        return f"{day}, {self.hours}" if self.hours else day


@dataclass(frozen=True, slots=True)
class VoicePaper:
    """Facts for the four papers. ``students`` is what the school calls them; sentences are ready to be said.

    ``links``: the figure of lessons linked to careers, (0, 0) where it is not to be told; ``without``: subject → year groups
    with no lesson link this year, planned or held; ``still_without``: year groups whose programme of this year had nobody from
    outside yet; ``answered``: (survey, what is done with what was said).
    """

    school: str
    is_example: bool
    on: date
    made_on: date
    academic_year: str
    students: str
    years: tuple[int, ...]
    leader: str
    email: str
    phone: str
    coming: tuple[Coming, ...]
    reached: tuple[str, ...]
    objectives: tuple[Objective, ...]
    links: tuple[int, int]
    without: tuple[tuple[str, tuple[int, ...]], ...]
    practices: tuple[tuple[str, str], ...]
    answered: tuple[tuple[str, str], ...]
    partners: tuple[tuple[str, int, int], ...]
    still_without: tuple[int, ...]


def gather(access: Access, on: date, *, made_on: date | None = None) -> VoicePaper:
    """The facts as they stand on a day.

    Raises ``NotAllowed`` for who may not see the programme (students and parents may), ``Refused`` where a student's name
    stands in what would be told, or very few students are counted in what somebody typed.
    """
    if not access.may("see_programme"):
        raise NotAllowed(f"{access.role} may not make this paper")
    others = in_a_governors_place(access, on)
    with open_scope(others):
        paper = _gathered(others, on, made_on or timezone.localdate())
        written = {
            "the programme": APART.join(f"{one.title} ; {one.place}" for one in paper.coming),
            "an objective": APART.join(f"{one.title} ; {one.progress}" for one in paper.objectives),
            "a good practice": APART.join(f"{title} ; {who}" for title, who in paper.practices),
            "what is done with a survey": APART.join(f"{title} ; {said}" for title, said in paper.answered),
        }
        refuse_names(others, written)
        # The course of an objective is counted and has passed the rule of small numbers; what was typed has not.
        typed_only = written | {"an objective": APART.join(one.title for one in paper.objectives)}
        refuse_few(school_at_door(others.school_id), typed_only)
    return paper


def _gathered(others: Access, on: date, made_on: date) -> VoicePaper:
    school = school_at_door(others.school_id)
    students, said = "pupils" if school.says_pupil else "students", typed().values
    taught = subjects_taught(others.year)
    linked = {(one.subject, one.year_group) for one in lessons(others, others.year)} | lessons_held(others)
    without = {subject: tuple(year for year in years if (subject, year) not in linked) for subject, years in taught.items()}
    ahead = [one for one in entries(on, min(on + AHEAD, last_day(others.year + 1))) if not one.is_cancelled and one.on >= on]
    alone, heard = given_by_one({one.id for one in ahead}), surveys(others)
    figures = _shown(others, school, on, (*REACHED, LINKED))
    return VoicePaper(
        school=school.name,
        is_example=school.is_example,
        on=on,
        made_on=made_on,
        academic_year=year_label(others.year),
        students=students,
        years=year_groups(school),
        leader=str(said["leader_name"] or "") or who_leads(),
        email=str(said["leader_email"] or ""),
        phone=str(said["leader_phone"] or ""),
        coming=tuple(dict.fromkeys(_coming(one, is_open=one.id not in alone) for one in ahead)),
        reached=_reached(figures, students),
        objectives=objectives_of(others),
        links=(figures[LINKED].numerator, figures[LINKED].denominator) if LINKED in figures else (0, 0),
        without=tuple((subject, years) for subject, years in without.items() if years),
        practices=tuple((title, who) for title, who, _, _ in practices_in_full()),
        answered=tuple((one.title, one.gives_back) for one in heard if one.gives_back and one.is_named and not one.is_open),
        partners=partners_of_year(others),
        still_without=still_without(others, year_groups(school)),
    )


def _coming(one: Entry, *, is_open: bool) -> Coming:
    kind = ACTIVITY_KINDS.get(one.kind, one.kind)
    return Coming(one.title, kind, one.on, one.until, one.hours, one.place, one.years, one.years_words, is_open)


def _shown(others: Access, school: School, on: date, wanted: tuple[str, ...]) -> dict[str, Count]:
    year = leaving_year_in_review(on)
    found = shown_figures(others, school, on=on, year=year, indicators=wanted, for_others=True)
    return {one.indicator: one.count for one in found if isinstance(one.count, Count) and one.count.denominator}


def _reached(figures: Mapping[str, Count], students: str) -> tuple[str, ...]:
    found = []
    for one in REACHED:
        if one in figures:
            known = indicator_called(one)
            said = share_sentence(
                figures[one].numerator, figures[one].denominator, among=among_words(known, students), having=having(known)
            )
            for term, plain in PLAINLY.items():
                said = said.replace(term, plain)
            found.append(said)
    return tuple(found)


def coming_by_day(paper: VoicePaper, most: int, *, kinds: tuple[str, ...] = (), only_open: bool = False) -> tuple[Part, ...]:
    """What is ahead by day, the nearest first; what is left out is counted. ``only_open``: without what one partner gives."""
    found = [one for one in paper.coming if (not kinds or one.kind in kinds) and (one.is_open or not only_open)]
    if not found:
        return (Says("Nothing that is open to others has a day yet." if only_open else "Nothing with a day is planned yet."),)
    lines = [(f"{one.when}:", _told(one)) for one in found[:most]]
    return (Points((*lines, *more(len(found) - most, "later, in the calendar"))),)


def coming_by_year(paper: VoicePaper, most: int) -> tuple[Part, ...]:
    """What is ahead for each year group beside lessons, the nearest first, each on a line, or that there is nothing."""
    found = {year: [one for one in paper.coming if year in one.years and one.kind != LESSONS] for year in paper.years}
    if not any(found.values()):
        return (Says("Beside lessons, nothing with a day is planned yet."),)
    lines = []
    for year, own in found.items():
        said = [f"{one.on.day} {one.on:%B}, {ended(short(one.title, LONGEST_TITLE))}" for one in own[:most]]
        said += [f"And {len(own) - most} more."] if len(own) > most else []
        lines.append((f"Year {year}:", "\n".join(said) or "nothing with a day yet in the next four months, beside lessons."))
    return (Points(tuple(lines)),)


def _told(one: Coming) -> str:
    about = ", ".join(part for part in (one.years_words, short(one.place, LONGEST_PLACE)) if part)
    title = short(one.title, LONGEST_TITLE)
    return f"{title} ({about})." if about else ended(title)


def ended(text: str) -> str:
    """The text with a full stop, where it does not end a sentence already."""
    return text if text.endswith((".", "…", "!", "?")) else f"{text}."


def whom_to_ask(paper: VoicePaper) -> tuple[Part, ...]:
    """The careers leader and how to reach them, as far as anybody typed it for others to read."""
    ways = " or ".join(part for part in (paper.email, paper.phone) if part)
    name = f"{paper.leader}, careers leader" if paper.leader else "The careers leader"
    return (Says(f"{name}{': ' + ways if ways else ''}."),)


def more(count: int, where: str) -> tuple[tuple[str, str], ...]:
    """The line that says how many were left out."""
    return (("", f"{count} more {where}."),) if count > 0 else ()


def example_line(paper: VoicePaper) -> str:
    """The line that marks an example school."""
    return "Example school: every name and number is invented." if paper.is_example else ""


def footer(paper: VoicePaper, voice: str) -> str:
    """School, paper and day, for the foot of the page."""
    return f"{paper.school} · {voice} · {day_words(paper.on)}"
