"""The same file again changes nothing: sent again, after it was cut off, with rows and columns in another order, some of it by
somebody else, and by three people at once."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import count
from threading import Barrier

import pytest
from django.db import connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chalkface.core.access import Access
from chalkface.imports.parsed import Received
from chalkface.imports.pipeline import import_files
from chalkface.operations import storing
from chalkface.records.models import AuditEntry, Destination, Intention
from chalkface.records.tenancy import across_schools, open_scope
from tests.imports.any_list import KINDS, AnyList, form, leavers, roll
from tests.imports.schools import everything, new_school, operator_of
from tests.operations.test_surveys_at_once import in_a_file
from tests.proofs import scale

__all__ = ["in_a_file"]
STOPS = {"many-leavers"}


def brought(access: Access, *received: Received):
    (outcome,) = import_files(access, list(received), accept=STOPS)
    return outcome


def school_with_its_roll(number: int) -> Access:
    access = operator_of(new_school(f"{number % 1_000_000:06d}", f"again-{number}"))
    assert brought(access, roll(random.Random(number)).file()).is_committed
    return access


@dataclass
class Tried:
    """What came of the files that were drawn."""

    drawn: set[tuple[str, bytes]] = field(default_factory=set)
    went_in: int = 0
    cut_off: int = 0
    overlaps: int = 0
    changed: list[object] = field(default_factory=list)


class CutOff(Exception):
    """Whoever sent the file has given up waiting, and so did the import."""


def cut_off(access: Access, received: Received, after: int) -> bool:
    """Bring a file and give up after so many steps of storing; whether it was too late for that."""
    steps = count()

    def patience(*_: object) -> None:
        if next(steps) >= after:
            raise CutOff

    try:
        import_files(access, [received], accept=STOPS, progress=patience)
    except CutOff:
        return True
    return False


def overlapping(made: AnyList, chance: random.Random) -> AnyList:
    """Some rows of a list, in their order, as a colleague has them who keeps the same list for a few students."""
    kept = sorted(chance.sample(range(len(made.rows)), chance.randint(1, len(made.rows))))
    return replace(made, rows=[made.rows[number] for number in kept])


def try_files(files: list[tuple[Callable, random.Random, int]], number: int, tried: Tried) -> None:
    """Each file that was not drawn before once into their own school, then in every way again: nothing may change by that."""
    access = colleague = None
    for kind, chance, patience in files:
        made = kind(chance)
        turned, part = made.turned(chance), made if kind is roll else overlapping(made, chance)
        if (kind.__name__, made.file().content) in tried.drawn:
            continue
        tried.drawn.add((kind.__name__, made.file().content))
        access = access or school_with_its_roll(number)
        colleague = replace(access, role="school_admin")
        before = everything(access)
        if cut_off(access, made.file(), patience):
            tried.cut_off += 1
            if everything(access) != before:
                tried.changed.append((kind.__name__, "half of what was cut off is in"))
        tried.went_in += brought(access, made.file()).is_committed
        before, again = everything(access), [(access, made.file()), (colleague, part.file()), (access, turned)]
        tried.overlaps += kind is not roll  # a roll says of whoever is not in it that they have left
        for who, received in again:
            outcome = brought(who, received)
            if not outcome.is_committed or outcome.changes or everything(access) != before:
                tried.changed.append((kind.__name__, received.name, outcome.as_json()))
    assert tried.changed == []


@pytest.mark.trust(17)
@pytest.mark.django_db
def test_a_file_again_whatever_the_order_of_its_rows_and_columns_changes_nothing(proof):
    """Hypothesis draws the files: what kind each is, every cell of it, and the order in which it comes again."""
    tried, schools = Tried(), count(300_000)
    file = st.tuples(st.sampled_from(KINDS), st.randoms(use_true_random=False), st.integers(0, 12))

    @settings(
        max_examples=scale(quick=3, full=175), deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), phases=(Phase.generate,),  # to make one small takes minutes of imports
    )  # fmt: skip
    @given(st.lists(file, min_size=6, max_size=10))
    def whatever_is_drawn(files):
        try_files(files, next(schools), tried)

    whatever_is_drawn()
    proof("files that Hypothesis drew, each different", len(tried.drawn), at_least=scale(quick=5, full=500))
    proof("files that went in", tried.went_in, exactly=len(tried.drawn))
    proof("files that were cut off while they went in, and sent again", tried.cut_off, at_least=scale(quick=1, full=50))
    proof("files of which a colleague brought a part as well", tried.overlaps, at_least=scale(quick=3, full=300))
    proof("files that changed something when they came again", len(tried.changed), exactly=0)


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
