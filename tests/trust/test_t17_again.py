"""The same file again changes nothing: sent again, with rows and columns in another order, and by two people at once."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from chalkface.core.access import Access
from chalkface.imports.parsed import Received
from chalkface.imports.pipeline import import_files
from chalkface.operations import storing
from chalkface.records.models import AuditEntry, Destination, Intention
from chalkface.records.tenancy import across_schools, open_scope
from tests.imports.any_list import KINDS, form, leavers, roll
from tests.imports.schools import everything, new_school, operator_of
from tests.operations.test_surveys_at_once import in_a_file
from tests.proofs import scale

__all__ = ["in_a_file"]
IN_ONE_SCHOOL = 50
STOPS = {"many-leavers"}


def brought(access: Access, *received: Received):
    (outcome,) = import_files(access, list(received), accept=STOPS)
    return outcome


def school_with_its_roll(number: int) -> Access:
    access = operator_of(new_school(str(300_000 + number), f"again-{number}"))
    assert brought(access, roll(random.Random(number)).file()).is_committed
    return access


@pytest.mark.trust(17)
@pytest.mark.django_db
def test_a_file_again_whatever_the_order_of_its_rows_and_columns_changes_nothing(proof):
    many, went_in, changed = scale(quick=18, full=500), 0, []
    for number in range(many):
        chance = random.Random(f"again {number}")
        if number % IN_ONE_SCHOOL == 0:
            access = school_with_its_roll(number)
        kind = KINDS[number % len(KINDS)]
        made = kind(chance)
        went_in += brought(access, made.file()).is_committed
        before = everything(access)
        for again in (made.file(), made.turned(chance)):
            outcome = brought(access, again)
            if not outcome.is_committed or outcome.changes or everything(access) != before:
                changed.append((kind.__name__, number, again.name, outcome.as_json()))
    proof("files that went in", went_in, exactly=many)
    proof("files that changed something when they came again", len(changed), exactly=0)


def brought_at_once(access: Access, received: Received, people: int) -> list[bool]:
    """Whether each of several people, who bring a file at one moment, has it in."""
    ready = Barrier(people, timeout=60)

    def bring(_: int) -> bool:
        ready.wait()
        try:
            return brought(access, received).is_committed
        finally:
            connections.close_all()

    with ThreadPoolExecutor(people) as threads:
        return list(threads.map(bring, range(people)))


@pytest.mark.trust(17)
def test_a_file_that_three_people_bring_at_once_is_in_once(in_a_file, proof):
    many, doubled = scale(quick=3, full=50), 0
    access, alone = school_with_its_roll(1), school_with_its_roll(2)
    for number in range(many):
        made = KINDS[number % len(KINDS)](random.Random(f"at once {number}"))
        assert brought_at_once(access, made.file(), 3) == [True] * 3
        brought(alone, made.file())
        counted = [{stem: len(rows) for stem, rows in everything(one).items()} for one in (access, alone)]
        doubled += counted[0] != counted[1]
    proof("files of which something is there twice", doubled, exactly=0)
    with across_schools("a test looks"):
        assert AuditEntry.objects.filter(school_id=access.school_id, operation="commit_import").count() == 3 * many + 1


@pytest.mark.trust(17, control=True)
@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "model"), [(form, Intention), (leavers, Destination)])
def test_control_a_row_that_is_not_known_again_is_there_twice(kind, model, proof, monkeypatch):
    access, made = school_with_its_roll(3), kind(random.Random("control"))
    brought(access, made.file())
    with open_scope(access):
        before = model.objects.count()
    held = storing._Table._held
    monkeypatch.setattr(
        storing._Table, "_held", lambda table, key: held(table, key) if table.kept.key else ({}, {})
    )
    brought(access, made.file())
    with open_scope(access):
        proof("rows that are there twice", model.objects.count() - before, at_least=1)
