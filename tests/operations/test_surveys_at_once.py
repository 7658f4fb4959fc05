"""Many students send a survey in the same moment, to a real database: each is kept once, and what was sent twice is one."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier
from uuid import UUID

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections

from chalkface.core.access import Access, Scope, grants
from chalkface.core.errors import Refused
from chalkface.operations import surveys as deeds
from chalkface.records.models import AuditEntry, Enrolment, Student, Survey, SurveyReturn
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY, company

MANY = 60


@pytest.fixture
def in_a_file(transactional_db, tmp_path) -> Iterator[None]:
    """SQLite's database as the file that a school has, with the settings of the product; the suite's own is in memory, where
    threads do not wait for each other. PostgreSQL is as it is."""
    if connection.vendor != "sqlite":
        yield
        return
    suite, settings = connections[DEFAULT_DB_ALIAS], connections.settings[DEFAULT_DB_ALIAS]
    name, file = settings["NAME"], tmp_path / "hall.sqlite3"
    with closing(sqlite3.connect(file)) as copy:
        suite.ensure_connection()
        suite.connection.backup(copy)
    settings["NAME"] = str(file)
    connections[DEFAULT_DB_ALIAS] = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        settings["NAME"] = name
        connections[DEFAULT_DB_ALIAS] = suite


@pytest.fixture
def hall(in_a_file) -> tuple[Survey, list[Access]]:
    """An open survey, and the access of each of sixty students of Year 9."""
    school_a = company("a")
    with open_scope(school_a.access("careers_leader")), writing("a test"):
        students = [
            Student.objects.create(school=school_a.school, key=f"h{n}", legal_forename=f"H{n}", legal_surname="Hall")
            for n in range(MANY)
        ]
        for one in students:
            Enrolment.objects.create(school=school_a.school, student=one, academic_year=2025, year_group=9, tutor_group="9B")
    own = [code for code, grant in grants().items() if grant.who.get("student") is Scope.OWN]
    return school_a.rows["survey"], [
        Access(school_a.school.pk, "student", DAY, owns=frozenset((code, one.pk) for code in own)) for one in students
    ]


def at_once(survey: Survey, sendings: list[tuple[Access, UUID]]) -> list[object]:
    """Everybody sends when everybody is ready; what each was answered: the answer, or the refusal."""
    ready = Barrier(len(sendings), timeout=60)

    def send(sending: tuple[Access, UUID]) -> object:
        access, key = sending
        (student,) = access.owned("keep_own")
        try:
            ready.wait()
            return deeds.send_answers(access, student_id=student, survey_id=survey.pk, key=key, answers={"V-HELP": "3"})
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(sendings)) as threads:
        return list(threads.map(send, sendings))


def students_kept(survey: Survey) -> list[int]:
    with across_schools("a test looks"):
        return sorted(SurveyReturn.objects.filter(survey=survey).values_list("student_id", flat=True))


@pytest.mark.trust(13)
def test_all_who_send_in_the_same_moment_are_acknowledged_and_kept_once(hall):
    survey, everybody = hall
    answers = at_once(survey, [(access, UUID(int=n)) for n, access in enumerate(everybody)])
    assert answers == [{"survey": survey.pk, "questions": 1}] * MANY
    assert students_kept(survey) == sorted(student for access in everybody for student in access.owned("keep_own"))


@pytest.mark.trust(14)
def test_one_form_sent_five_times_at_once_is_one_return_with_one_answer(hall):
    survey, everybody = hall
    answers = at_once(survey, [(access, UUID(int=n)) for n, access in enumerate(everybody[:8]) for _ in range(5)])
    assert answers == [{"survey": survey.pk, "questions": 1}] * 40
    assert len(students_kept(survey)) == 8
    with across_schools("a test looks"):
        said = [line.about for line in AuditEntry.objects.filter(operation="send_answers")]
    assert len([about for about in said if not about.get("again")]) == 8


@pytest.mark.trust(14, control=True)
def test_without_the_key_a_form_that_is_sent_again_would_be_refused(hall):
    """The control: with another key each time, a browser that tries again is told that it was not sent this time."""
    survey, everybody = hall
    answers = at_once(survey, [(everybody[0], UUID(int=n)) for n in range(5)])
    assert len([one for one in answers if isinstance(one, Refused)]) == 4
    assert len(students_kept(survey)) == 1
