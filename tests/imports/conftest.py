"""A school to import into, and the person at its command line; the same once its students are held."""

import pytest

from chalkface.imports.pipeline import import_files
from chalkface.imports.reading import from_paths
from tests.imports.schools import new_school, operator_of


@pytest.fixture
def access(db):
    """The command line's access to a new, empty school."""
    return operator_of(new_school())


@pytest.fixture
def roll(access, shared):
    """The twelve students of the synthetic list are held."""
    files = from_paths([shared / "data" / "synthetic" / "mis" / "sims_student_list_cp1252.csv"])
    (outcome,) = import_files(access, files, format="student_list")
    assert outcome.is_committed
    return access
