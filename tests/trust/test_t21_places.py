"""Several people want one time at the same moment, two hundred times over: it is given once each time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections

from chalkface.core.errors import Refused
from chalkface.operations import interview_days
from chalkface.operations.interview_days import give_time
from chalkface.operations.interviews import Period, make_round, set_times
from chalkface.records.models import Appointment, Slot
from chalkface.records.tenancy import across_schools, writing
from tests.cast import company
from tests.least_privilege import as_owner
from tests.operations.test_interviews import FIRST, days, more_students
from tests.operations.test_surveys_at_once import in_a_file
from tests.proofs import scale

__all__ = ["in_a_file"]
PERIODS = tuple(Period(number) for number in range(1, 9))
WANT = 8  # people at once: as many as a web worker serves
RULE = "slot_taken_once"


@pytest.fixture
def races(in_a_file):
    """Gives ``races(many)``: of each race how many were told that they have the time, and how many have it."""
    school = company("a")
    leader, adviser = school.access("careers_leader"), school.accounts["adviser"].pk
    students = more_students(school, WANT, group="9Z")

    def race(round_id: int, slot: int) -> tuple[int, int]:
        ready = Barrier(WANT, timeout=60)

        def ask(student: int) -> bool:
            ready.wait()
            try:
                give_time(leader, round_id=round_id, student_id=student, slot_id=slot)
                return True
            except Refused:
                return False
            finally:
                connections.close_all()

        with ThreadPoolExecutor(WANT) as people:
            told = sum(people.map(ask, students))
        with across_schools("a test looks"):
            return told, Appointment.objects.filter(slot_id=slot, state="booked").count()

    def many_races(many: int) -> list[tuple[int, int]]:
        last = -(-many // len(PERIODS))
        set_times(leader, adviser_account=adviser, days=days(last), periods=PERIODS, room="", accessible=True)
        made = make_round(
            leader, title="Races", starts_on=FIRST, ends_on=FIRST + timedelta(last), students=students, most_of_a_group=30
        )
        with across_schools("a test looks"):
            slots = list(Slot.objects.filter(on__gte=FIRST).order_by("on", "period").values_list("pk", flat=True))
        return [race(made, slot) for slot in slots[:many]]

    return many_races


@pytest.mark.trust(21)
def test_one_time_is_given_once_however_many_want_it_at_the_same_moment(races, proof):
    many = scale(quick=5, full=200)
    found = races(many)
    proof("races", len(found), exactly=many)
    proof("times that more than one person has", len([1 for _, have in found if have > 1]), exactly=0)
    proof("people who were told that they have a time and have not", len([1 for told, _ in found if told != 1]), exactly=0)
    assert found == [(1, 1)] * many


@contextmanager
def without_the_rule() -> Iterator[None]:
    """The database takes any number of appointments at one time. SQLite's file is thrown away with the test."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP INDEX {RULE}")
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [RULE])
        (again,) = cursor.fetchone()
    connections.close_all()
    as_owner(f"DROP INDEX {RULE}")
    try:
        yield
    finally:
        connections.close_all()
        as_owner("DELETE FROM appointment", again)


@pytest.mark.trust(21, control=True)
def test_control_without_the_look_and_the_rule_several_have_one_time(races, proof, monkeypatch):
    monkeypatch.setattr(interview_days, "why_not", lambda *args: [])
    assert races(2) == [(1, 1)] * 2, "the database's rule alone"
    with writing("a test"), across_schools("a test"):
        Appointment.objects.all().delete()
    with without_the_rule():
        found = races(3)
    proof("people at one time without the guards", max(have for _, have in found), at_least=2)
