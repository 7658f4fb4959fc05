"""The whole example school as the files of the exchange format."""

from datetime import date

from chalkface.imports.example_school.activities import Diary, hold_programme
from chalkface.imports.example_school.cohorts import enrolment_rows, students_of
from chalkface.imports.example_school.curriculum import hold_lesson_links, taught_subject_rows
from chalkface.imports.example_school.destinations import destination_rows
from chalkface.imports.example_school.guidance import action_rows, meetings_of
from chalkface.imports.example_school.identifiers import LAESTAB, LOCAL_AUTHORITY, NAME, URN
from chalkface.imports.example_school.intentions import intention_rows
from chalkface.imports.example_school.judgements import judgement_rows
from chalkface.imports.example_school.partners import all_partners
from chalkface.imports.example_school.streams import Row


def example_school(seed: int, day: date) -> dict[str, list[Row]]:
    """An invented 11-18 school as it would stand on ``day``: six academic years of history, about 1,150 on roll.

    Returns the rows of each exchange file by its stem (``students``, ``enrolments`` …); every cell is text and every row
    of a file has the file's columns in their order. The same seed and day give the same rows; nothing is marked as done
    after the day. Meant for days from 2020 to 2040.
    """
    everyone = students_of(seed, day)
    students = [student for student in everyone if student.joined_on <= day]
    partners = all_partners()
    meetings = meetings_of(seed, students, day)
    diary = Diary(day)
    hold_programme(seed, everyone, partners, diary)
    hold_lesson_links(seed, everyone, diary)
    return {
        "manifest": _manifest(seed, day),
        "school": [_school()],
        "students": [student.row() for student in students],
        "enrolments": enrolment_rows(students),
        "taught_subjects": taught_subject_rows(day),
        "partners": [partner.row() for partner in partners],
        "activities": diary.activities,
        "activity_partners": diary.partners,
        "participations": diary.participations,
        "offers": diary.offers,
        "guidance_meetings": [meeting.row() for meeting in meetings],
        "actions": action_rows(seed, meetings, day),
        "intentions": intention_rows(seed, students, day),
        "destinations": destination_rows(seed, students, day),
        "judgements": judgement_rows(seed, day),
    }


def _manifest(seed: int, day: date) -> list[Row]:
    values = {
        "chalkface-exchange": "1",
        "exported_at": f"{day.isoformat()}T00:00:00Z",
        "produced_by": f"Chalkface example school {seed}",
    }
    return [{"property": key, "value": value} for key, value in values.items()]


def _school() -> Row:
    return {
        "urn": URN, "laestab": LAESTAB, "name": NAME, "kind": "school", "low_year": "7", "high_year": "13",
        "local_authority_code": LOCAL_AUTHORITY, "trust": "Estuary Learning Trust (example)",
    }  # fmt: skip
