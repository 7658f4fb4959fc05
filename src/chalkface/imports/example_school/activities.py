"""The programme as it was held: activities, their partners, who was there and to whom they were open."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from chalkface.core.years import academic_year_of
from chalkface.imports.example_school.cohorts import year_group_in
from chalkface.imports.example_school.partners import Partner
from chalkface.imports.example_school.people import Student
from chalkface.imports.example_school.programme import BARE, EVENTS, FULL, PROVIDER, VISIT, WEAK_YEAR, WORKPLACE, Event
from chalkface.imports.example_school.routes import HISTORY
from chalkface.imports.example_school.streams import Row, stream, yes_no
from chalkface.imports.example_school.terms import school_day, school_days

LISTED_AHEAD = timedelta(days=28)
NEVER_MARKED = 0.05
SMALL_GROUP = 32
REPEATED_AFTER = 10
MEANINGFUL = ("purpose_shared", "learning_outcomes", "two_way", "reflection")
AT_WORK = ("met_range_of_people", "employer_set_task", "employer_feedback")
EXPLAINED = ("explained_qualifications", "explained_careers", "explained_learning", "answered_questions")


@dataclass
class Diary:
    """The rows of the four files that make up the programme, as they are gathered."""

    day: date
    activities: list[Row] = field(default_factory=list)
    partners: list[Row] = field(default_factory=list)
    participations: list[Row] = field(default_factory=list)
    offers: list[Row] = field(default_factory=list)

    def attend(
        self, key: str, start: date, end: date, listed: list[Student], rng: random.Random, full_hours: int = 0
    ) -> list[Student]:
        """Write the register: marked once the activity is over, open before that, absent when it is weeks away.

        Returns those marked as not there.
        """
        absent = []
        forgotten = len(listed) < SMALL_GROUP and rng.random() < NEVER_MARKED
        marked = end <= self.day and not forgotten
        listed_yet = start <= self.day + LISTED_AHEAD
        for student in listed:
            missed, cut_short = rng.random() < student.absence, rng.random() < 0.08
            hours = str(full_hours * 3 // 5) if full_hours and cut_short and marked and not missed else ""
            if listed_yet and student.here(min(start, self.day)):
                mark = yes_no(not missed) if marked else ""
                row = {"activity_id": key, "student_id": student.key, "attended": mark, "hours": hours}
                self.participations.append(row)
                absent += [student] * (mark == "false")
        return absent

    def attend_all(self, key: str, start: date, listed: list[Student]) -> None:
        """Write the register of a small group that was waited for until each of them had come."""
        for student in listed:
            if student.here(min(start, self.day)):
                mark = "true" if start <= self.day else ""
                self.participations.append({"activity_id": key, "student_id": student.key, "attended": mark, "hours": ""})


def hold_programme(seed: int, students: list[Student], partners: list[Partner], diary: Diary) -> None:
    """Hold every event of the programme in each of the six academic years, into the diary."""
    this_year = academic_year_of(diary.day)
    for year in range(this_year - HISTORY, this_year + 1):
        age = this_year - year
        groups = {group: year_group_in(students, year, group) for group in range(7, 14)}
        for number, event in enumerate(EVENTS, start=1):
            if event.since >= age and not (event.kind == WORKPLACE and age == WEAK_YEAR):
                key, rng = f"A{year}-{number:02d}", stream(seed, "event", year, number)
                _hold(event, key, year, age, groups[event.group], partners, diary, rng)


def _hold(
    event: Event,
    key: str,
    year: int,
    age: int,
    invited: list[Student],
    partners: list[Partner],
    diary: Diary,
    rng: random.Random,
) -> None:
    """One event: a single activity, or one for each tutor group or strand."""
    letters = event.forms if event.each_form else [""]
    for place, letter in enumerate(letters):
        allowed = letter or event.forms
        asked = [s for s in invited if s.form in allowed and event.only in ("", s.sex)]
        listed = [s for s in asked if rng.random() < _chance(event, s)]
        strands: list[list[Student]] = [[] for _ in range(event.strands)]
        for student in listed:
            rng.choice(strands).append(student)
        for strand, members in enumerate(strands):
            start = school_day(year, event.month, event.day, place + rng.randint(-2, 2))
            end = _end(year, start, event.days)
            suffix = letter or ("abcdefg"[strand] if event.strands > 1 else "")
            title = f"{event.title}, {event.group}{letter}" if letter else event.title
            title += f", group {strand + 1}" if event.strands > 1 else ""
            full_hours = int(float(event.hours)) if event.days == 5 else 0
            diary.activities.append(_activity_row(event, key + suffix, title, start, end, age, strand, rng))
            diary.partners += _partner_rows(event, key + suffix, partners, rng)
            absent = diary.attend(key + suffix, start, end, members, rng, full_hours)
            if event.repeated and age == 0:
                _hold_again(event, key + suffix, title, start, absent, members, diary)
            if event.offered:
                row = {"activity_id": key + suffix, "academic_year": str(year), "year_group": str(event.group)}
                diary.offers.append(row)


def _hold_again(
    event: Event, key: str, title: str, start: date, absent: list[Student], members: list[Student], diary: Diary
) -> None:
    """The same once more for those who missed it, and for each newcomer on their first day."""
    days = school_days(academic_year_of(start))
    again = [(days[days.index(start) + REPEATED_AFTER], absent)]
    newcomers = sorted((s for s in members if start < s.joined_on <= diary.day), key=lambda student: student.joined_on)
    again += [(student.joined_on, [student]) for student in newcomers]
    for number, (when, those) in enumerate(again, start=2):
        if those:
            row = activity_row(f"{key}-{number}", event.kind, f"{title} (repeated)", when)
            row |= {"mode": event.mode, "in_school_day": "true", "hours": event.hours, "outcomes": event.outcomes}
            diary.activities.append(row)
            diary.attend_all(f"{key}-{number}", when, those)


def _chance(event: Event, student: Student) -> float:
    """How likely a student is on the list: fewer who do not think of university go and see one."""
    chance = event.share * (event.tilt if student.disadvantaged else 1)
    if event.kind == VISIT and event.group >= 12 and not student.considering_he:
        chance *= 0.3
    return chance


def _end(year: int, start: date, days: int) -> date:
    if days == 1:
        return start
    school = school_days(year)
    return school[min(school.index(start) + days - 1, len(school) - 1)]


def _activity_row(event: Event, key: str, title: str, start: date, end: date, age: int, strand: int, rng: random.Random) -> Row:
    """The row of ``activities``. Older notes are thinner: quality was not written down as often."""
    quality = BARE if rng.random() < 0.14 * max(age - 1, 0) else event.quality
    row = activity_row(key, event.kind, title, start)
    row |= {
        "ends_on": end.isoformat() if end > start else "", "mode": event.mode, "in_school_day": yes_no(event.in_school_day),
        "hours": event.hours, "outcomes": event.outcomes, "skills": event.skills, "recruitment_method": event.methods,
    }  # fmt: skip
    if quality != BARE and event.share:
        row |= dict.fromkeys(MEANINGFUL[:2], "true") | dict.fromkeys(MEANINGFUL[2:], yes_no(quality == FULL))
        if event.kind == WORKPLACE:
            row |= {AT_WORK[0]: "true", AT_WORK[1]: "true", AT_WORK[2]: yes_no(quality == FULL and strand % 2 == 0)}
        if event.kind == PROVIDER:
            row |= dict.fromkeys(EXPLAINED, "true") | {EXPLAINED[3]: yes_no(quality == FULL)}
    return row


def activity_row(key: str, kind: str, title: str, start: date) -> Row:
    """A row of ``activities`` with every column, all but these empty."""
    row = {"activity_id": key, "title": title, "kind": kind, "starts_on": start.isoformat(), "ends_on": "", "subject": ""}
    row |= dict.fromkeys(("mode", "in_school_day", "hours", *MEANINGFUL, *AT_WORK, *EXPLAINED), "")
    return row | dict.fromkeys(("outcomes", "skills", "recruitment_method"), "")


def _partner_rows(event: Event, key: str, partners: list[Partner], rng: random.Random) -> list[Row]:
    """One partner drawn for each kind the event names, nobody twice; the same few firms are asked again and again."""
    chosen: dict[str, None] = {}
    for kind in event.partners:
        pool = [partner for partner in partners if partner.kind == kind and partner.key not in chosen]
        if pool:
            chosen[rng.choices(pool, [1 / (place + 2) for place in range(len(pool))])[0].key] = None
    return [{"activity_id": key, "partner_id": partner} for partner in sorted(chosen)]
