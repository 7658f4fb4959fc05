"""What the papers for staff, parents, students and partners are told from, gathered once, all as anybody may see it.

They leave the school, so everything is asked for in a governor's place, figures pass the small-number rule, and whatever staff
wrote is searched for the names of students before it is told.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.disclosure import Count
from chalkface.core.errors import NotAllowed
from chalkface.core.statistics import share_sentence
from chalkface.core.words import ACTIVITY_KINDS, day_words
from chalkface.core.years import last_day, year_label
from chalkface.indicators.catalogue import indicator as indicator_called
from chalkface.indicators.words import among_words, having
from chalkface.queries.calendar import Entry, entries
from chalkface.queries.figures import leaving_year_in_review, shown_figures
from chalkface.queries.last_gate import refuse_few, refuse_names
from chalkface.queries.lessons import lessons, subjects_taught
from chalkface.queries.public_page import typed, year_groups
from chalkface.queries.schools import school_at_door
from chalkface.queries.surveys import surveys
from chalkface.queries.voice_papers import partners_of_year, still_without, who_leads
from chalkface.queries.whole_plan import practices_in_full
from chalkface.records.models import School
from chalkface.records.tenancy import open_scope
from chalkface.reports.strategic_plan.compose import in_a_governors_place, objectives_of
from chalkface.reports.strategic_plan.paper import Objective
from chalkface.reports.told import Part, Points, Says, short

AHEAD = timedelta(days=120)
LONGEST_TITLE, LONGEST_PLACE = 70, 40
REACHED = ("employer-encounter-this-year", "workplace-experience-by-16", "guidance-by-16", "destination-known-at-16")


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing ahead. ``until`` is the last day of what takes several; ``hours`` and ``place`` may be empty."""

    title: str
    kind: str
    on: date
    until: date | None
    hours: str
    place: str
    years: tuple[int, ...]
    years_words: str

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

    ``without``: subject → year groups with no lesson link this year; ``still_without``: year groups that have had no partner in
    this year's activities yet; ``answered``: (survey, what is done with what was said).
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

    Raises ``NotAllowed`` for who may not see the plan, ``Refused`` where a student's name stands in what would be told,
    or very few students are counted in what somebody typed.
    """
    if not access.may("see_plan"):
        raise NotAllowed(f"{access.role} may not make this paper")
    others = in_a_governors_place(access, on)
    with open_scope(others):
        paper = _gathered(others, on, made_on or timezone.localdate())
        written = {
            "the programme": " \n ".join(f"{one.title} ; {one.place}" for one in paper.coming),
            "an objective": " \n ".join(f"{one.title} ; {one.progress}" for one in paper.objectives),
            "a good practice": " \n ".join(f"{title} ; {who}" for title, who in paper.practices),
            "what is done with a survey": " \n ".join(f"{title} ; {said}" for title, said in paper.answered),
        }
        refuse_names(others, written)
        # The course of an objective is counted and has passed the rule of small numbers; what was typed has not.
        typed_only = written | {"an objective": " \n ".join(one.title for one in paper.objectives)}
        refuse_few(school_at_door(others.school_id), typed_only)
    return paper


def _gathered(others: Access, on: date, made_on: date) -> VoicePaper:
    school = school_at_door(others.school_id)
    students, said = "pupils" if school.says_pupil else "students", typed().values
    taught = subjects_taught(others.year)
    linked = {(one.subject, one.year_group) for one in lessons(others, others.year)}
    pairs = [(subject, year) for subject, years in taught.items() for year in years]
    without = {subject: tuple(year for year in years if (subject, year) not in linked) for subject, years in taught.items()}
    ahead = [one for one in entries(on, min(on + AHEAD, last_day(others.year + 1))) if not one.is_cancelled and one.on >= on]
    heard = surveys(others)
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
        coming=tuple(dict.fromkeys(map(_coming, ahead))),
        reached=_reached(others, school, on, students),
        objectives=objectives_of(others),
        links=(sum(pair in linked for pair in pairs), len(pairs)),
        without=tuple((subject, years) for subject, years in without.items() if years),
        practices=tuple((title, who) for title, who, _, _ in practices_in_full()),
        answered=tuple((one.title, one.gives_back) for one in heard if one.gives_back and one.is_named and not one.is_open),
        partners=partners_of_year(others),
        still_without=still_without(others, year_groups(school)),
    )


def _coming(one: Entry) -> Coming:
    kind = ACTIVITY_KINDS.get(one.kind, one.kind)
    return Coming(one.title, kind, one.on, one.until, one.hours, one.place, one.years, one.years_words)


def _reached(others: Access, school: School, on: date, students: str) -> tuple[str, ...]:
    found = []
    year = leaving_year_in_review(on)
    for one in shown_figures(others, school, on=on, year=year, indicators=REACHED, for_others=True):
        if isinstance(one.count, Count) and one.count.denominator:
            known = indicator_called(one.indicator)
            among, had = among_words(known, students), having(known)
            found.append(share_sentence(one.count.numerator, one.count.denominator, among=among, having=had))
    return tuple(found)


def coming_by_day(paper: VoicePaper, most: int, *, kinds: tuple[str, ...] = ()) -> tuple[Part, ...]:
    """What is ahead by day, the nearest first; what is left out is counted."""
    found = [one for one in paper.coming if not kinds or one.kind in kinds]
    if not found:
        return (Says("Nothing with a day is planned yet."),)
    lines = [(f"{one.when}:", _told(one)) for one in found[:most]]
    return (Points((*lines, *more(len(found) - most, "later, in the calendar"))),)


def coming_by_year(paper: VoicePaper, most: int) -> tuple[Part, ...]:
    """What is ahead for each year group, the nearest first."""
    lines = []
    for year in paper.years:
        own = [one for one in paper.coming if year in one.years]
        if own:
            said = "; ".join(f"{short(one.title, LONGEST_TITLE)}, {one.on.day} {one.on:%B}" for one in own[:most])
            lines.append((f"Year {year}:", f"{said}." if len(own) <= most else f"{said}; and {len(own) - most} more."))
    return (Points(tuple(lines)),) if lines else (Says("Nothing with a day is planned yet."),)


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
