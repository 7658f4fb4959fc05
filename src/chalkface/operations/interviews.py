"""Setting interview days up: when advisers are there, which lessons are kept, who is invited to a round and what they wish."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.editing import held, remember
from chalkface.operations.operation import note, operation
from chalkface.queries.people import members_to_name
from chalkface.queries.students import on_roll
from chalkface.queries.who_next import why_now
from chalkface.records.models import Appointment, GuidanceMeeting, InterviewRound, Invitee, KeptLesson, Slot

MOST_SLOTS, MOST_PRIORITY, LONGEST_ROUND = 2_000, 9, 200
ADVISERS = ("adviser", "careers_leader")


@dataclass(frozen=True)
class Period:
    """A period of the day, with its times where they are known."""

    number: int
    starts_at: time | None = None
    ends_at: time | None = None


@dataclass(frozen=True)
class Lesson:
    """One line of the lessons not to be missed; one that is not firm is rather not missed."""

    tutor_group: str
    weekday: int
    period: int
    subject: str
    is_firm: bool = True


@operation(needs="plan_interviews")
def set_times(
    access: Access, *, adviser_account: int, days: Collection[date], periods: Sequence[Period], room: str, accessible: bool
) -> int:
    """Add an adviser's times, each period of each day; those that are there already stay. Returns how many are new."""
    if not days or not periods:
        raise Refused("Choose at least one day and one period.", field="days")
    name = _adviser(replace(access, on=max(days)), adviser_account)
    if len(days) * len(periods) > MOST_SLOTS:
        raise Refused(f"That is {len(days) * len(periods):,} times at once; the most is {MOST_SLOTS:,}.", field="days")
    if min(days) < access.on:
        raise Refused("A day in the past cannot be planned any more.", field="days")
    known = {(row.on, row.period): row for row in Slot.objects.filter(adviser=name, on__in=days)}
    new = 0
    for day in sorted(days):
        for period in periods:
            row = known.get((day, period.number))
            if row is not None and row.withdrawn_on is None:
                continue
            row = row or Slot(school_id=access.school_id, adviser=name, on=day, period=period.number)
            row.adviser_account, row.room, row.is_accessible = adviser_account, room, accessible
            row.starts_at, row.ends_at, row.withdrawn_on = period.starts_at, period.ends_at, None
            row.save()
            new += 1
    note(new=new)
    return new


@operation(needs="plan_interviews")
def withdraw_times(access: Access, *, slot_ids: Collection[int]) -> int:
    """Take times back that nobody has. Raises ``Refused`` when somebody has one of them: that is an absence."""
    rows = Slot.objects.filter(pk__in=slot_ids, withdrawn_on=None)
    taken = Appointment.objects.filter(slot_id__in=slot_ids, state__in=("booked", "came", "missed")).count()
    if taken:
        raise Refused(f"{taken} of these times {'is' if taken == 1 else 'are'} taken. Report an absence in the round instead.")
    gone = rows.update(withdrawn_on=access.on)
    note(withdrawn=gone)
    return gone


@operation(needs="plan_interviews")
def keep_lessons(access: Access, *, lessons: Sequence[Lesson], replaces: bool = False) -> int:
    """Keep lessons of tutor groups in the year of the day; a line for the same period takes the place of the one before.

    With ``replaces`` the other lessons of the same tutor groups go. Returns how many lines are kept.
    """
    groups = {one.tutor_group for one in lessons}
    rows = KeptLesson.objects.filter(academic_year=access.year)
    if replaces:
        rows.filter(tutor_group__in=groups).delete()
    known = {(row.tutor_group, row.weekday, row.period): row for row in rows.filter(tutor_group__in=groups)}
    for one in lessons:
        if not 0 <= one.weekday <= 6 or not 0 <= one.period <= 20 or not one.tutor_group:
            raise Refused("A line needs a tutor group, a day of the week and a period from 0 to 20.", field="lines")
        key = (one.tutor_group, one.weekday, one.period)
        row = known.get(key) or KeptLesson(school_id=access.school_id, academic_year=access.year)
        row.tutor_group, row.weekday, row.period, row.subject, row.is_firm = *key, one.subject, one.is_firm
        row.save()
        known[key] = row
    note(lessons=len(lessons))
    return len(lessons)


@operation(needs="plan_interviews")
def drop_lesson(access: Access, *, lesson_id: int) -> None:
    """Free one period of a tutor group again."""
    held(KeptLesson, lesson_id, "lesson").delete()


@operation(needs="plan_interviews")
def make_round(
    access: Access,
    *,
    title: str,
    starts_on: date,
    ends_on: date,
    year_groups: Sequence[int] = (),
    students: Collection[int] = (),
    most_of_a_group: int = 2,
    unseen_only: bool = False,
) -> int:
    """Invite whole year groups, or students by number, to a round. How urgent each is comes from "who next".

    ``unseen_only`` leaves out those who have had a meeting. Raises ``Refused`` for days that are none, or when nobody is left.
    """
    if ends_on < starts_on or (ends_on - starts_on).days > LONGEST_ROUND:
        raise Refused(f"The last day must be after the first, by at most {LONGEST_ROUND} days.", field="ends_on")
    if not 1 <= most_of_a_group <= 30:
        raise Refused("At least one and at most thirty of a tutor group may come on one day.", field="most_of_a_group")
    roll = on_roll(access)
    roll = roll.filter(student_id__in=students) if students else roll.filter(year_group__in=year_groups)
    if unseen_only:
        roll = roll.exclude(student_id__in=GuidanceMeeting.objects.exclude(attended=False).values("student_id"))
    invited = list(roll.order_by("year_group", "tutor_group", "student_id").values_list("student_id", flat=True).distinct())
    if not invited:
        raise Refused("Nobody on roll is meant by that.", field="year_groups")
    years = ";".join(str(year) for year in sorted(set(year_groups)))
    made = InterviewRound.objects.create(
        school_id=access.school_id, title=title, starts_on=starts_on, ends_on=ends_on, year_groups=years,
        most_of_a_group=most_of_a_group,
    )  # fmt: skip
    urgent = {who: sum(why.weight for why in reasons) for who, reasons in why_now(access, invited).items()}
    Invitee.objects.bulk_create(
        Invitee(school_id=access.school_id, round=made, student_id=who, priority=priority_of(urgent.get(who, 0)))
        for who in invited
    )
    remember(access, made, deed="make_round")
    note(invited=len(invited))
    return made.pk


def priority_of(weight: int) -> int:
    """The urgency, from 0 to 9, of somebody whose reasons in "who next" weigh so much."""
    return min(MOST_PRIORITY, max(0, weight) // 15)


@operation(needs="plan_interviews")
def set_wishes(
    access: Access, *, round_id: int, student_id: int, priority: int, adviser_account: int | None, needs_access: bool
) -> None:
    """Say of one invited student how urgent they are, whom they would rather see, whether the room must have no steps."""
    row = Invitee.objects.select_for_update(of=("self",)).filter(round_id=round_id, student_id=student_id).first()
    if row is None:
        raise Refused("That person is not invited to this round.", field="student")
    if not 0 <= priority <= MOST_PRIORITY:
        raise Refused(f"Urgency is a number from 0 to {MOST_PRIORITY}.", field="priority")
    row.priority, row.needs_access = priority, needs_access
    row.adviser_account, row.adviser = adviser_account, _adviser(access, adviser_account) if adviser_account else ""
    row.save()


def _adviser(access: Access, account: int) -> str:
    names = {number: name for number, _, name in members_to_name(access, ADVISERS)}
    if account not in names:
        raise Refused("Choose an adviser of this school.", field="adviser")
    return names[account]


def open_round(number: int) -> InterviewRound:
    """A round, locked until the operation ends, that is not over."""
    row = held(InterviewRound, number, "round")
    if row.state == "over":
        raise Refused("That round is over.")
    return row
