"""Deeds that come in the same moment share one commit, and none of them depends on another."""

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from threading import Semaphore
from uuid import UUID

import pytest
from django.db import IntegrityError, OperationalError, connection, connections, transaction

from chalkface.core.errors import Refused
from chalkface.operations import surveys as deeds
from chalkface.operations import together as shared
from chalkface.records.models import AuditEntry, SurveyReturn
from chalkface.records.tenancy import across_schools
from tests.operations.test_surveys_at_once import hall, in_a_file, students_kept

__all__ = ["hall", "in_a_file"]
pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL gathers commits by itself")
FEW = 6


class Counted(deque):
    """The list, which says when a deed comes onto it."""

    def __init__(self) -> None:
        super().__init__()
        self.comes = Semaphore(0)

    def append(self, one) -> None:
        super().append(one)
        self.comes.release()


@pytest.fixture(autouse=True)
def counted(monkeypatch) -> None:
    monkeypatch.setattr(shared, "_list", Counted())


@pytest.fixture
def turns(monkeypatch) -> list[int]:
    """How many deeds were listed at the beginning of each turn."""
    seen: list[int] = []
    do_all = shared._do_all
    monkeypatch.setattr(shared, "_do_all", lambda: (seen.append(len(shared._list)), do_all()))
    return seen


def sent_while_another_has_the_turn(survey, sendings) -> list[object]:
    """Each is sent from a thread of its own; the turn is given free when all are listed."""

    def send(sending) -> object:
        access, student = sending
        try:
            return deeds.send_answers(
                access, student_id=student, survey_id=survey.pk, key=UUID(int=student), answers={"V-HELP": "3"}
            )
        except (Refused, OperationalError, IntegrityError) as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(sendings)) as threads:
        with shared._turn:
            sent = [threads.submit(send, one) for one in sendings]
            for _ in sendings:
                assert shared._list.comes.acquire(timeout=60)
        return [one.result() for one in sent]


def own(access) -> tuple:
    (student,) = access.owned("keep_own")
    return access, student


def test_those_who_wait_are_committed_in_one_turn_each_with_its_own_line(hall, turns):
    survey, everybody = hall
    answers = sent_while_another_has_the_turn(survey, [own(one) for one in everybody[:FEW]])
    assert answers == [{"survey": survey.pk, "questions": 1}] * FEW
    assert turns == [FEW]
    with across_schools("a test looks"):
        lines = [line.about["student_id"] for line in AuditEntry.objects.filter(operation="send_answers")]
    assert sorted(lines) == students_kept(survey) == sorted(own(one)[1] for one in everybody[:FEW])


def test_one_who_is_refused_is_refused_alone(hall, turns):
    survey, everybody = hall
    first, second = own(everybody[0]), own(everybody[1])
    another_record = (everybody[2], first[1])  # not theirs
    told = sent_while_another_has_the_turn(survey, [first, another_record, second])
    assert [isinstance(one, Refused) for one in told] == [False, True, False]
    assert turns == [3]
    assert students_kept(survey) == sorted([first[1], second[1]])


def test_a_row_that_the_database_does_not_take_at_the_commit_undoes_no_other(hall, monkeypatch):
    survey, everybody = hall
    nobody = own(everybody[1])
    create = SurveyReturn.objects.create

    def of_nobody(**values):
        return create(**values | ({"student_id": 10**9} if values["student_id"] == nobody[1] else {}))

    monkeypatch.setattr(type(SurveyReturn.objects), "create", lambda manager, **values: of_nobody(**values) if manager.model is
                        SurveyReturn else manager.get_queryset().create(**values))  # fmt: skip
    told = sent_while_another_has_the_turn(survey, [own(everybody[0]), nobody, own(everybody[2])])
    assert [type(one) for one in told] == [dict, IntegrityError, dict]
    assert students_kept(survey) == sorted([own(everybody[0])[1], own(everybody[2])[1]])


def test_nobody_is_told_that_it_is_kept_when_no_transaction_could_begin(hall, monkeypatch):
    survey, everybody = hall

    def away(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(transaction, "atomic", away)
    told = sent_while_another_has_the_turn(survey, [own(one) for one in everybody[:FEW]])
    monkeypatch.undo()
    assert [type(one) for one in told] == [OperationalError] * FEW
    assert students_kept(survey) == []


def test_a_thread_that_is_ended_in_its_turn_leaves_nobody_told_that_it_is_kept(hall, monkeypatch):
    survey, everybody = hall

    def ended(*args):
        raise KeyboardInterrupt

    one, student = own(everybody[0])
    monkeypatch.setattr(deeds, "moment_on", ended)
    with pytest.raises(KeyboardInterrupt):
        deeds.send_answers(one, student_id=student, survey_id=survey.pk, key=UUID(int=1), answers={"V-HELP": "3"})
    monkeypatch.undo()
    assert students_kept(survey) == [] and not shared._turn.locked() and not shared._list
