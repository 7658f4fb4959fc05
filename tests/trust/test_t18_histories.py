"""Imports, edits by hand and undos in any order: what an import changed goes back, what others did since stays (T18)."""

import random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

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
from tests.imports.schools import everything, folder, new_school, operator_of
from tests.imports.test_undo import random_tables
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
    """One school, and everything that happens to it."""

    made, undone, stood_in_the_way, schools, checked, lost = 0, 0, 0, 0, 0, 0

    def __init__(self) -> None:
        super().__init__()
        cls = type(self)
        cls.made, cls.schools = cls.made + 1, cls.schools + 1
        self.access = operator_of(new_school(urn=str(200_000 + cls.schools), slug=f"history-{cls.schools}"))
        self.imports: dict[int, tuple[dict, dict]] = {}
        self.by_hand: dict[tuple[str, int, str], object] = {}

    @rule(seed=st.integers(0, 10_000))
    def import_a_file(self, seed: int) -> None:
        tables = random_tables(random.Random(seed))
        tables["school"][0]["urn"] = str(200_000 + type(self).schools)
        before = cells(self.access)
        (outcome,) = import_files(self.access, folder(tables), accept={"year-going-back"})
        if outcome.is_committed:
            after = cells(self.access)
            self.imports[outcome.batch] = before, after
            # What an import writes over is its own from then on: nobody's work by hand any more.
            for (stem, pk, column), value in list(self.by_hand.items()):
                if after.get((stem, pk), {}).get(column) != value:
                    del self.by_hand[stem, pk, column]

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

    @precondition(lambda self: self.imports)
    @rule(data=st.data())
    def take_an_import_back(self, data) -> None:
        self.take_back(data.draw(st.sampled_from(sorted(self.imports))))

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
        self.is_as_it_should_be(*self.imports.pop(batch), now)

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
    proof("edits by hand looked at after an undo", played.checked)
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
