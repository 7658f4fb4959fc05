"""A row can never point across schools: the database refuses it, bulk writes and ``update`` included."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from chalkface.records.models import Enrolment, School, Student
from chalkface.records.tenancy import SameSchool, across_schools, writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_schools():
    with writing("a test's own setting"), across_schools("a test's own setting"):
        schools = [School.objects.create(urn=f"99900{n}", name=f"Example {n}", slug=f"example-{n}") for n in (1, 2)]
        students = [
            Student.objects.create(school=school, key="1", legal_forename="Ann", legal_surname="Example") for school in schools
        ]
        yield schools, students


def declared() -> set[tuple[str, str, str]]:
    """(table, column, target table) of every composite key that a model declares."""
    return {
        (model._meta.db_table, model._meta.get_field(constraint.field).column, constraint.to)
        for model in apps.get_app_config("records").get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, SameSchool)
    }


def in_database() -> set[tuple[str, str, str]]:
    """(table, column, target table) of every composite key that the database really has."""
    found = set()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"PRAGMA foreign_key_list({table})")
                keys: dict[int, list] = {}
                for number, _, target, own, other, *_ in cursor.fetchall():
                    keys.setdefault(number, []).append((target, own, other))
                for columns in keys.values():
                    if len(columns) == 2 and {c[2] for c in columns} == {"school_id", "id"}:
                        own = next(c[1] for c in columns if c[2] == "id")
                        found.add((table, own, columns[0][0]))
        else:
            cursor.execute(
                "SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text FROM pg_constraint c "
                "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) AND a.attname <> 'school_id' "
                "WHERE c.contype = 'f' AND array_length(c.conkey, 1) = 2"
            )
            found = {tuple(name.strip('"') for name in row) for row in cursor.fetchall()}
    return found


def test_every_declared_key_is_in_the_database_after_all_migrations():
    assert declared()
    assert in_database() == declared()


def test_every_reference_inside_a_school_declares_its_key():
    for model in apps.get_app_config("records").get_models():
        owned = {c.field for c in model._meta.constraints if isinstance(c, SameSchool)}
        references = {
            field.name
            for field in model._meta.get_fields()
            if field.many_to_one and field.concrete and any(f.name == "school" for f in field.related_model._meta.fields)
        }
        assert references == owned, model


def _broken_at_the_end(write) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        write()
        connection.check_constraints()
        with connection.cursor() as cursor:  # PostgreSQL checks deferred keys when asked
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_row_cannot_be_created_across_schools(two_schools):
    (first, _), (_, stranger) = two_schools
    _broken_at_the_end(lambda: Enrolment.objects.create(school=first, student=stranger, academic_year=2025, year_group=9))


def test_a_row_cannot_be_bulk_created_across_schools(two_schools):
    (first, _), (_, stranger) = two_schools
    _broken_at_the_end(
        lambda: Enrolment.objects.bulk_create([Enrolment(school=first, student=stranger, academic_year=2025, year_group=9)])
    )


def test_a_row_cannot_be_moved_across_schools_by_update(two_schools):
    (first, _), (own, stranger) = two_schools
    Enrolment.objects.create(school=first, student=own, academic_year=2025, year_group=9)
    _broken_at_the_end(lambda: Enrolment.objects.update(student=stranger))


def test_a_row_cannot_be_moved_across_schools_by_bulk_update(two_schools):
    (first, _), (own, stranger) = two_schools
    row = Enrolment.objects.create(school=first, student=own, academic_year=2025, year_group=9)
    row.student = stranger
    _broken_at_the_end(lambda: Enrolment.objects.bulk_update([row], ["student"]))


@pytest.mark.django_db(transaction=True)
def test_rebuilding_a_table_keeps_its_keys():
    """SQLite rebuilds a table for almost any change; the composite keys are part of what is rebuilt."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL rebuilds no table, and the role that serves may alter none")
    before = in_database()
    narrow = Enrolment._meta.get_field("tutor_group")
    wide = narrow.clone()
    wide.max_length = 60
    wide.set_attributes_from_name("tutor_group")
    wide.model = Enrolment
    for old, new in ((narrow, wide), (wide, narrow)):
        with connection.schema_editor() as editor:
            editor.alter_field(Enrolment, old, new)
        assert in_database() == before


def test_negative_control_a_plain_foreign_key_would_accept_the_stranger(two_schools):
    """With the composite keys ignored the row goes in: it is they that refuse it, not the scoped manager."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL cannot ignore a key for one statement without a superuser")
    (first, _), (_, stranger) = two_schools
    Enrolment.objects.create(school=first, student=stranger, academic_year=2025, year_group=9)
    with pytest.raises(IntegrityError):
        connection.check_constraints()
    Enrolment.objects.all().delete()
