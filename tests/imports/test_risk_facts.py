"""Facts for the risk indicator: brought in, brought again, refused whole, and taken back."""

import pytest

from chalkface.imports.parsed import Received
from chalkface.imports.pipeline import import_files
from chalkface.operations.imports import undo_import
from chalkface.records.models import RiskFact
from chalkface.records.sealed import opened_values
from chalkface.records.tenancy import open_scope
from tests.imports.schools import everything, folder, small_school

LIST = "Adno,As of,Attendance %,Suspensions,EHCP review due\nS1,10/11/2025,87.13%,1,12/03/2026\nS2,10/11/2025,,,\n"


@pytest.fixture
def school(access):
    import_files(access, folder(small_school()))
    return access


def bring(access, text: str):
    (outcome,) = import_files(access, [Received("support.csv", text.encode())])
    return outcome


def held(access) -> set[tuple]:
    with open_scope(access):
        return set(opened_values(RiskFact.objects.all(), "student__key", "kind", "value_e1", "as_of"))


def test_a_list_is_recognised_and_an_empty_cell_brings_nothing(school):
    outcome = bring(school, LIST)
    assert (outcome.format, outcome.created["risk_facts"]) == ("risk_facts", 3)
    assert {(who, kind, value, str(on)) for who, kind, value, on in held(school)} == {
        ("S1", "attendance", 871, "2025-11-10"),
        ("S1", "suspensions", 10, "2025-11-10"),
        ("S1", "ehcp_review", None, "2026-03-12"),
    }


def test_the_same_list_again_changes_nothing_and_a_later_one_adds_to_it(school):
    bring(school, LIST)
    assert bring(school, LIST).changes == 0
    later = bring(school, LIST.replace("10/11/2025", "17/11/2025"))
    assert later.created["risk_facts"] == 2 and len(held(school)) == 5


def test_it_is_taken_back_whole(school):
    before = everything(school)
    undo_import(school, batch_id=bring(school, LIST).batch)
    assert everything(school) == before and held(school) == set()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("87.13%", "0.87", "could be a share or a percentage"),
        ("87.13%", "104", "not between 0 and 100"),
        (",1,12", ",1.5,12", "not a whole number"),
        ("12/03/2026", "31/02/2026", ""),
        ("S1,10/11/2025", "S1,10/11/2035", "has not come yet"),
        ("S1,", "S99,", ""),
    ],
)
def test_one_wrong_cell_refuses_the_whole_list_and_says_where(school, old, new, said):
    outcome = bring(school, LIST.replace(old, new, 1))
    assert not outcome.is_committed and held(school) == set()
    assert any(said in one["reason"] for one in outcome.as_json()["refused"])
