"""Guidance meetings and the actions agreed in them."""

import random
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta

from chalkface.core.years import academic_year_of
from chalkface.imports.example_school.people import Student
from chalkface.imports.example_school.streams import Row, stream, yes_no
from chalkface.imports.example_school.terms import school_days

BOOKED_AHEAD = timedelta(days=14)
ADVISERS = (("Merrily Thistlewick", "6", 62), ("Osric Plovergate", "6", 35), ("Juno Wrenfold", "4", 3))
NEEDS = (
    ("Visit the college and ask about entry grades", "Form tutor"), ("Draft an application and bring it back", "Student"),
    ("Arrange travel help for an interview", "SENCO"), ("Find a placement in health care", "Careers leader"),
    ("Ask the subject teacher about predicted grades", "Head of Year"),
    ("Book a second meeting with a parent there", "Careers adviser"),
    ("Compare two apprenticeships and a T Level", "Student"), ("Introduce to a former student in the trade", "Careers leader"),
    ("Agree a plan for attendance before January", "Head of Year"), ("Put access arrangements on the transition plan", "SENCO"),
)  # fmt: skip
# Of students not met before: share met in the year group, and the part of the school year (0-1) they are met in.
MET = {9: (0.03, 0.5, 1.0), 10: (0.9, 0.2, 1.0), 11: (0.93, 0.02, 0.35), 12: (0.94, 0.2, 1.0), 13: (0.93, 0.02, 0.28)}
# What part of that was reached so many years ago: the second adviser came two years ago.
REACH_BY_AGE = (1.0, 1.0, 0.82, 0.6, 0.5, 0.45)
ACTIONS_KEPT = 2


@dataclass(frozen=True)
class Meeting:
    """A meeting, booked or held. ``attended`` is ``None`` while it lies ahead."""

    key: str
    student: Student
    on: date
    attended: bool | None
    adviser: str
    level: str
    minutes: int

    def row(self) -> Row:
        """The row of ``guidance_meetings``."""
        return {
            "meeting_id": self.key, "student_id": self.student.key, "met_on": self.on.isoformat(),
            "attended": yes_no(self.attended), "adviser": self.adviser, "adviser_level": self.level,
            "minutes": str(self.minutes) if self.attended else "",
        }  # fmt: skip


def meetings_of(seed: int, students: list[Student], day: date) -> list[Meeting]:
    """The meetings of six academic years and those booked for the next fortnight, in order of their date."""
    this_year = academic_year_of(day)
    found: list[Meeting] = []
    for student in students:
        rng = stream(seed, "guidance", student.key)
        met = {3: False, 5: False}
        for year, group in sorted(student.years.items()):
            if group < 9:
                continue
            phase = 5 if group >= 12 else 3
            chance = _chance(student, group, this_year - year)
            meets, missed_first = rng.random() < chance, rng.random() < 0.05 + 0.4 * student.absence
            days = _days(year, group, missed_first, rng)
            if meets and not met[phase]:
                held = [_meeting(student, when, when == days[-1], day, rng) for when in days]
                found += [
                    meeting for meeting in held if meeting.on <= day + BOOKED_AHEAD and student.here(min(meeting.on, day))
                ]
                met[phase] = True
    return sorted(found, key=lambda meeting: (meeting.on, meeting.key))


def _chance(student: Student, group: int, age: int) -> float:
    share = MET[group][0]
    if group in (9, 10) and (student.sen == "E" or student.looked_after):
        share = 0.75
    return share * (1 - 0.5 * student.absence) * REACH_BY_AGE[age]


def _days(year: int, group: int, missed_first: bool, rng: random.Random) -> list[date]:
    """The day of the meeting, after an earlier one that was missed. In Years 11 and 13 most are met early."""
    _, earliest, latest = MET[group]
    days = school_days(year)
    part = rng.random() ** (3 if group in (11, 13) else 1)
    place = int((earliest + (latest - earliest) * part) * (len(days) - 1))
    return [days[max(0, place - rng.randint(4, 10))], days[place]] if missed_first and place > 12 else [days[place]]


def _meeting(student: Student, when: date, kept: bool, day: date, rng: random.Random) -> Meeting:
    adviser, level, _ = rng.choices(ADVISERS, [weight for *_, weight in ADVISERS])[0]
    attended = kept if when <= day else None
    minutes = rng.choice((30, 35, 40, 40, 45, 50))
    return Meeting(f"G-{student.key}-{when:%y%m%d}", student, when, attended, adviser, level, minutes)


def action_rows(seed: int, meetings: list[Meeting], day: date) -> list[Row]:
    """The rows of ``actions``: up to two for a meeting of the last three academic years, and what became of them."""
    first = academic_year_of(day) - ACTIONS_KEPT
    rows = []
    for meeting in meetings:
        if meeting.attended and academic_year_of(meeting.on) >= first:
            rng = stream(seed, "action", meeting.key)
            for number, (what, owner) in enumerate(rng.sample(NEEDS, rng.choice((0, 1, 1, 2))), start=1):
                rows.append(_action(f"{meeting.key}-{number}", meeting, what, owner, day, rng))
    return rows


def _action(key: str, meeting: Meeting, what: str, owner: str, day: date, rng: random.Random) -> Row:
    """One action. It is done some weeks after it was due, or never; the need is confirmed later still, or not at all."""
    due = _school_day_after(meeting.on + timedelta(days=rng.randint(10, 60)))
    done_on = _school_day_after(due + timedelta(days=rng.randint(-8, 25)))
    never, confirmed, met = rng.random() < 0.17, rng.random() < 0.8, rng.random() < 0.9
    seen_on = _school_day_after(done_on + timedelta(days=rng.randint(2, 20)))
    names_student = rng.random() < 0.7
    done = done_on <= day and not never
    is_confirmed = done and confirmed and seen_on <= day
    return {
        "action_id": key, "meeting_id": meeting.key, "student_id": meeting.student.key if names_student else "",
        "what": what, "owner": owner, "due_on": due.isoformat(),
        "status": "done" if done else "doing" if rng.random() < 0.4 else "to_do",
        "need_met": yes_no(met) if is_confirmed else "", "confirmed_on": seen_on.isoformat() if is_confirmed else "",
    }  # fmt: skip


def _school_day_after(day: date) -> date:
    """The first school day on or after a day, in the next academic year if this one is over."""
    year = academic_year_of(day)
    days = (*school_days(year), school_days(year + 1)[0])
    return days[bisect_left(days, day)]
