"""Imports, edits by hand and undos in any order: what an import changed goes back, what others did since stays (T18)."""

import random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.imports.pipeline import import_files
from chalkface.operations import imports as importing
from chalkface.operations.imports import undo_import
from chalkface.operations.kept import KEPT
from chalkface.operations.kept_rows import values_of
from chalkface.operations.operation import operation
from chalkface.operations.programme import take_register
from chalkface.operations.undoing import Conflicts
from chalkface.records.models import Activity, Student
from chalkface.records.tenancy import open_scope
from tests.imports.schools import everything, folder, new_school, operator_of, small_school
from tests.imports.test_undo import ACTIVITY, random_tables
from tests.proofs import scale

pytestmark = pytest.mark.django_db
STEPS = 8


@operation(needs="commit_import")
def rename_by_hand(access: Access, *, student_id: int, surname: str) -> None:
    """Somebody writes a surname."""
    Student.objects.filter(pk=student_id).update(legal_surname=surname)


def cells(access: Access) -> dict[tuple[str, int], dict[str, object]]:
    """(table, number) → what stands in each column, of every row that an import may write."""
    found = {}
    with open_scope(access):
        for stem, kept in KEPT.items():
            for pk, *values in values_of(kept, kept.model.objects.all(), ("pk", *kept.columns)):
                found[stem, pk] = dict(zip(kept.columns, values, strict=True))
    return found


class Histories(RuleBasedStateMachine):
    """One school with its roll, something that somebody did there by hand, and everything that happens to it then."""

    made, undone, stood_in_the_way, schools, checked, lost, came_back, beside = 0, 0, 0, 0, 0, 0, 0, 0

    def __init__(self) -> None:
        super().__init__()
        cls = type(self)
        cls.made, cls.schools = cls.made + 1, cls.schools + 1
        self.access = operator_of(new_school(urn=str(200_000 + cls.schools), slug=f"history-{cls.schools}"))
        self.imports: dict[int, tuple[dict, dict]] = {}
        self.by_hand: dict[tuple[str, int, str], object] = {}
        self.covered: dict[int, dict[tuple[str, int, str], object]] = {}
        self.is_beside = False

    @initialize(seed=st.integers(0, 10_000))
    def somebody_works_on_a_roll(self, seed: int) -> None:
        """More students and activities than the files tell of that come later, so that work on some of them is in no file."""
        tables = small_school(students=9, activities=[{**ACTIVITY, "activity_id": f"A{n}"} for n in range(9)])
        tables["school"][0]["urn"] = str(200_000 + type(self).schools)
        (outcome,) = import_files(self.access, folder(tables))
        assert outcome.is_committed
        self.write_by_hand(seed)
        self.import_a_file(seed)

    @rule(seed=st.integers(0, 10_000))
    def import_a_file(self, seed: int) -> None:
        tables = random_tables(random.Random(seed))
        tables["school"][0]["urn"] = str(200_000 + type(self).schools)
        before = cells(self.access)
        (outcome,) = import_files(self.access, folder(tables), accept={"year-going-back"})
        if outcome.is_committed:
            after = cells(self.access)
            self.imports[outcome.batch], self.covered[outcome.batch] = (before, after), {}
            # What an import writes over is its own until it is taken back: then the work by hand is there again.
            for (stem, pk, column), value in list(self.by_hand.items()):
                if after.get((stem, pk), {}).get(column) != value:
                    self.covered[outcome.batch][stem, pk, column] = self.by_hand.pop((stem, pk, column))

    @rule(seed=st.integers(0, 10_000))
    def write_by_hand(self, seed: int) -> None:
        chance = random.Random(seed)
        with open_scope(self.access):
            students = list(Student.objects.order_by("pk").values_list("pk", flat=True))
            activities = list(Activity.objects.order_by("pk").values_list("pk", flat=True))
        if not students:
            return
        before = cells(self.access)
        if activities and chance.random() < 0.6:
            some = {pk: chance.choice([True, False]) for pk in chance.sample(students, chance.randint(1, len(students)))}
            take_register(self.access, activity_id=chance.choice(activities), attended=some)
        else:
            rename_by_hand(self.access, student_id=chance.choice(students), surname=f"Hand{seed}")
        for row, values in cells(self.access).items():
            for column, value in values.items():
                if before.get(row, {}).get(column, self) != value:
                    self.by_hand[*row, column] = value
                    for covered in self.covered.values():
                        covered.pop((*row, column), None)

    @precondition(lambda self: self.imports)
    @rule(data=st.data())
    def take_an_import_back(self, data) -> None:
        self.take_back(data.draw(st.sampled_from(sorted(self.imports))))

    def teardown(self) -> None:
        """What was not taken back on the way is at the end, the newest first."""
        for batch in sorted(self.imports, reverse=True):
            self.take_back(batch)

    def take_back(self, batch: int) -> None:
        """It goes back whole and nothing else changes, or it is refused and nothing changes at all."""
        now, whole = cells(self.access), everything(self.access)
        try:
            undo_import(self.access, batch_id=batch)
        except Refused as refused:
            type(self).stood_in_the_way += 1
            assert everything(self.access) == whole, "a refusal that changed something"
            assert "later work" in refused.sentence
            return
        type(self).undone += 1
        before, after = self.imports.pop(batch)
        again = self.covered.pop(batch)
        # Where a later import wrote over it too, it is that one's still, and comes back with it.
        later = {where for where in again if now.get(where[:2], {}).get(where[2]) != after.get(where[:2], {}).get(where[2])}
        for where in later:
            if heir := next((covered for number, covered in self.covered.items() if number > batch), None):
                heir[where] = again[where]
        back = {where: value for where, value in again.items() if where not in later}
        self.by_hand |= back
        type(self).came_back += len(back)
        self.is_as_it_should_be(before, after, now)

    def is_as_it_should_be(self, before: dict, after: dict, now: dict) -> None:
        """What the import made is gone, what it changed is as it was, everything else is as it stood a moment ago."""
        expected = {row: dict(values) for row, values in now.items() if row in before or row not in after}
        for row in expected:
            for column, value in before.get(row, {}).items():
                if after.get(row, {}).get(column, value) != value:
                    expected[row][column] = value
        left = cells(self.access)
        assert left == expected
        lost = [where for where, value in self.by_hand.items() if left.get(where[:2], {}).get(where[2], self) != value]
        type(self).checked += len(self.by_hand)
        type(self).beside += bool(self.by_hand) and not self.is_beside
        self.is_beside |= bool(self.by_hand)
        type(self).lost += len(lost)
        assert lost == [], "somebody's work by hand is gone"


def play(histories: int) -> type[Histories]:
    """Random histories, the same in every run of this size; a failure is made small by trying more."""
    machine = type("History", (Histories,), {})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=histories, stateful_step_count=STEPS, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    return machine


@pytest.mark.trust(18)
def test_no_history_of_imports_edits_and_undos_loses_what_somebody_did(proof):
    played = play(scale(quick=3, full=40, night=200))
    proof("histories", played.made, at_least=scale(quick=3, full=40, night=200))
    proof("imports taken back", played.undone)
    proof("undos that would have lost later work, refused", played.stood_in_the_way)
    proof("histories with an import taken back beside an edit by hand", played.beside, at_least=played.made * 3 // 4)
    proof("edits by hand looked at after an undo", played.checked, at_least=played.made)
    proof("edits by hand that an import had written over and its undo brought back", played.came_back)
    proof("edits lost", played.lost, exactly=0)


@pytest.mark.trust(18, control=True)
def test_negative_control_without_the_look_for_later_work_an_edit_is_lost(monkeypatch):
    history = Histories()
    history.import_a_file(seed=1)
    (student, *_), (batch,) = [pk for stem, pk in cells(history.access) if stem == "students"], history.imports
    rename_by_hand(history.access, student_id=student, surname="By hand")
    history.by_hand["students", student, "legal_surname"] = "By hand"
    history.take_back(batch)
    assert Histories.stood_in_the_way and batch in history.imports
    monkeypatch.setattr(importing, "find_conflicts", lambda *args: Conflicts())
    with pytest.raises(AssertionError, match="somebody's work by hand is gone"):
        history.take_back(batch)
