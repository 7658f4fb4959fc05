"""Published files through the pipeline: every row once, cells as received, shared by the schools of the server."""

import pytest

from chalkface.imports.pipeline import import_files
from chalkface.imports.reading import from_paths
from chalkface.operations.imports import undo_import
from chalkface.records.models import PublishedFile, PublishedRow
from tests.imports.schools import new_school, operator_of


@pytest.fixture
def some(shared):
    """The smallest published file that the server is given."""
    files = sorted((shared / "data" / "published").rglob("*.csv"), key=lambda file: file.stat().st_size)
    return from_paths([next(file for file in files if file.stat().st_size > 20_000)])


def test_the_same_file_twice_is_one_file(access, some):
    (first,) = import_files(access, some)
    assert first.is_committed and first.created["published_rows"] == first.rows - len(first.refused) > 0
    (again,) = import_files(operator_of(new_school("100002", "other")), some)
    assert again.changes == 0 and again.unchanged["published_rows"] == first.created["published_rows"]
    assert PublishedFile.objects.count() == 1


def test_cells_are_kept_as_they_came(access, some):
    import_files(access, some)
    row = PublishedRow.objects.order_by("line").first()
    cells = some[0].content.decode("utf-8-sig").splitlines()[row.line - 1]
    assert row.cells and all(str(value) in cells for value in row.cells.values())


def test_a_published_file_is_taken_back(access, some):
    (outcome,) = import_files(access, some)
    undo_import(access, batch_id=outcome.batch)
    assert not PublishedFile.objects.exists() and not PublishedRow.objects.exists()
