"""The counters on enrolments: what each student did in each academic year, kept right by every register and import.

``encounters`` are participations marked attended; ``workplaces`` those in a workplace experience; ``providers`` those in a
provider encounter or a visit to higher education; ``meetings`` are guidance meetings that were not missed (attended, or
not marked). A participation counts in the academic year in which its activity starts.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from django.db import connection
from django.db.models import F

from chalkface.core.years import academic_year_of
from chalkface.operations.bulk import update_rows
from chalkface.records.models import Activity, Enrolment, GuidanceMeeting, Participation

COUNTERS = ("encounters", "workplaces", "providers", "meetings")
# Which counters an attended participation adds to, by kind of activity; any other kind adds to encounters alone.
COUNTED = {
    "workplace_experience": ("encounters", "workplaces"),
    "provider_encounter": ("encounters", "providers"),
    "higher_education_visit": ("encounters", "providers"),
}
ENCOUNTER_ONLY = ("encounters",)
NOTHING = (0, 0, 0, 0)


def rebuild_counters(school_id: int) -> int:
    """Count everything again for the open school and correct the enrolments that differ; returns how many did.

    Four reads and one kind of update, however large the school: the counting is done here because the academic year of a
    day is written differently in each database.
    """
    facts = Activity.objects.values_list("pk", "starts_on", "kind")
    activities = {pk: (academic_year_of(day), kind) for pk, day, kind in facts}
    attended: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for activity, student in Participation.objects.filter(attended=True).values_list("activity_id", "student_id"):
        year, kind = activities[activity]
        attended[student, year][kind] += 1
    meetings: Counter[tuple[int, int]] = Counter()
    for student, day in GuidanceMeeting.objects.exclude(attended=False).values_list("student_id", "met_on"):
        meetings[student, academic_year_of(day)] += 1
    wrong = []
    for pk, student, year, *held in Enrolment.objects.values_list("pk", "student_id", "academic_year", *COUNTERS):
        did = attended.get((student, year))
        counts = _counts(did or {}, meetings.get((student, year), 0)) if did or meetings else NOTHING
        if counts != tuple(held):
            wrong.append((pk, counts))
    if wrong:
        update_rows(Enrolment, school_id, COUNTERS, wrong)
    return len(wrong)


def _counts(kinds: dict[str, int], meetings: int) -> tuple[int, ...]:
    totals = Counter(meetings=meetings)
    for kind, count in kinds.items():
        for counter in COUNTED.get(kind, ENCOUNTER_ONLY):
            totals[counter] += count
    return tuple(totals[name] for name in COUNTERS)


def move_counters(school_id: int, *, kind: str, starts_on: date, steps: Mapping[int, int]) -> None:
    """Add to the counters of students (number of record: 1 for now attended, -1 for no longer) in an activity's year.

    Plain SQL, because a register is saved at the door with thirty others waiting: the statement takes a third of the time
    that building it as a query would.
    """
    names = COUNTED.get(kind, ENCOUNTER_ONLY)
    with connection.cursor() as cursor:
        for step in (1, -1):
            students = [student for student, moved in steps.items() if moved == step]
            if students:
                sets = ", ".join(f"{name} = {name} + %s" for name in names)
                marks = ", ".join(["%s"] * len(students))
                cursor.execute(
                    f"UPDATE enrolment SET {sets} WHERE school_id = %s AND academic_year = %s AND student_id IN ({marks})",  # noqa: S608 - own names
                    [*[step] * len(names), school_id, academic_year_of(starts_on), *students],
                )


def move_meetings(student_id: int, steps: Mapping[date, int]) -> None:
    """Add to the meetings that a student had in the academic years of some days: 1 for one more, -1 for one fewer."""
    for day, step in steps.items():
        rows = Enrolment.objects.filter(student_id=student_id, academic_year=academic_year_of(day))
        rows.update(meetings=F("meetings") + step)
