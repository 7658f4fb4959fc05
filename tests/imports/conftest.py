"""A school to import into, and the person at its command line."""

import pytest

from tests.imports.schools import new_school, operator_of


@pytest.fixture
def access(db):
    """The command line's access to a new, empty school."""
    return operator_of(new_school())
