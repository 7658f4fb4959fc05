"""The example school in the database, once for each module that asks for it, and gone afterwards."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection, transaction

from chalkface.imports.example_school.build import example_school
from chalkface.records.models import School
from tests.queries.loading import load_school

DAY = date(2026, 3, 20)


@pytest.fixture(scope="session")
def example_files():
    return example_school(3, DAY)


@pytest.fixture(scope="module")
def example(example_files, django_db_setup, django_db_blocker) -> Iterator[School]:
    """Each test runs inside this transaction, in one of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        school = load_school(example_files)
        with connection.cursor() as cursor:
            cursor.execute("analyze")  # as after every import
        # Once here, or PostgreSQL would check every row again at the end of each test.
        connection.check_constraints()
        yield school
        transaction.set_rollback(True)
