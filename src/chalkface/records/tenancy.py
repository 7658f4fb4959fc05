"""Schools kept apart, and writes made accountable: the wall that every record stands on.

* Reading outside an open scope raises. Inside, rows are filtered by school, by permission and by tutor group.
* Writing outside an operation raises.
* A row cannot point across schools: the database refuses it (``SameSchool``), bulk writes and ``update`` included.
* PostgreSQL is told with every statement which school is open, and shows and takes no other's rows (``row_locks``).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import models
from django.db.backends.ddl_references import Columns, Statement, Table
from django.db.models import Exists, OuterRef
from django.db.models.constraints import BaseConstraint

from chalkface.core.access import Access, Scope
from chalkface.core.errors import NotAllowed
from chalkface.records.reach import across as _across
from chalkface.records.reach import counted as _counted
from chalkface.records.reach import deed as _deed
from chalkface.records.reach import scope as _scope


class OutsideSchool(RuntimeError):
    """A school's records were asked for with no school open: a mistake in the code, never a person's."""


class OutsideOperation(RuntimeError):
    """A record was about to change outside a named operation: a mistake in the code, never a person's."""


@contextmanager
def open_scope(access: Access) -> Iterator[None]:
    """Read the records of ``access.school_id``, as far as its role and groups reach."""
    token = _scope.set(access)
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def across_schools(reason: str) -> Iterator[None]:
    """Read without a school. The one way around the scope; ``tests/house`` keeps the list of its callers."""
    token = _across.set(reason)
    try:
        yield
    finally:
        _across.reset(token)


@contextmanager
def counting_in(school_id: int) -> Iterator[None]:
    """Let the database's own lock open for one school, for the raw SQL of ``queries/counting``, whose callers have asked who
    may see what. No record can be read by it, and where a school is open, it is that one which counts."""
    token = _counted.set(school_id)
    try:
        yield
    finally:
        _counted.reset(token)


@contextmanager
def writing(deed: str) -> Iterator[None]:
    """Allow writes; only ``operations.operation`` calls this."""
    token = _deed.set(deed)
    try:
        yield
    finally:
        _deed.reset(token)


def open_access() -> Access | None:
    """The access whose scope is open, if one is."""
    return _scope.get()


def _must_be_writing(model: type[models.Model]) -> None:
    if not _deed.get():
        raise OutsideOperation(f"{model.__name__} may change only inside an operation")


class GuardedQuerySet(models.QuerySet):
    """A queryset whose writes need an operation."""

    def create(self, **values):
        _must_be_writing(self.model)
        return super().create(**values)

    def update(self, **values):
        _must_be_writing(self.model)
        if "school" in values or "school_id" in values:
            raise OutsideOperation(f"{self.model.__name__} may not be moved to another school")
        return super().update(**values)

    def delete(self):
        _must_be_writing(self.model)
        return super().delete()

    def bulk_create(self, objs, *args, **kwargs):
        _must_be_writing(self.model)
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs, fields, *args, **kwargs):
        _must_be_writing(self.model)
        return super().bulk_update(objs, fields, *args, **kwargs)


class Guarded(models.Model):
    """A record that changes only inside an operation."""

    objects = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        _must_be_writing(type(self))
        return super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        _must_be_writing(type(self))
        return super().delete(*args, **kwargs)


class SchoolManager(models.Manager.from_queryset(GuardedQuerySet)):
    """Rows of the open school only, and only those that the open access may see."""

    use_in_migrations = False

    def get_queryset(self):
        rows = super().get_queryset()
        if _across.get():
            return rows
        access = _scope.get()
        if access is None or access.school_id is None:
            raise OutsideSchool(f"{self.model.__name__} was read with no school open")
        rows = rows.filter(school_id=access.school_id)
        scope = access.scope(self.model.seen_with)
        # An operation has asked its own permission (an administrator imports what they may not read); it never reaches
        # further than the person's groups.
        if scope is None and not _deed.get():
            raise NotAllowed(f"{access.role} may not read {self.model.__name__}")
        if access.kept_from and self.model.group_path is not None:
            rows = self.model.without(rows, access.kept_from)
        if scope is Scope.OWN or access.is_own:
            return self.model.own_rows(rows, access)
        return self.model.within_groups(rows, access) if scope is Scope.GROUP else rows


class SchoolOwned(Guarded):
    """A record that belongs to one school.

    ``seen_with`` is the permission that reading needs. ``group_path`` leads to the student whose tutor group decides, when
    a person's grant reaches only their groups ("" is the student itself; None means the record is about no one student).
    ``shared_as`` names what a member shares who shares such rows of one student (``records/notes.py``).
    """

    seen_with: str
    group_path: str | None = None
    shared_as: str = ""

    # No index of its own: every table has one that begins with the school.
    school = models.ForeignKey("records.School", on_delete=models.CASCADE, related_name="+", db_index=False)
    objects = SchoolManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"

    @classmethod
    def student_path(cls) -> str:
        """The lookup of the student that a row is about, for a record that is about one."""
        return f"{cls.group_path}_id" if cls.group_path else "pk"

    @classmethod
    def without(cls, rows: models.QuerySet, students: Iterable[int]) -> models.QuerySet:
        """``rows`` without those about some students."""
        return rows.exclude(**{f"{cls.student_path()}__in": students})

    @classmethod
    def own_rows(cls, rows: models.QuerySet, access: Access) -> models.QuerySet:
        """Of ``rows``, those that are the person's own: about themselves or their child, or shared with them by a member.

        What is about no one student, such as an activity, belongs to everybody who may read such things at all.
        """
        if cls.group_path is None:
            return rows
        if access.is_own:
            return rows.filter(**{f"{cls.student_path()}__in": access.owned(cls.seen_with)})
        if not cls.shared_as:
            return rows.none()
        share = cls._meta.apps.get_model("records", "Share")
        return rows.filter(Exists(share.current(access, cls.shared_as).filter(student_id=OuterRef(cls.student_path()))))

    @classmethod
    def within_groups(cls, rows: models.QuerySet, access: Access, permission: str = "") -> models.QuerySet:
        """Of ``rows``, those about students of the tutor groups in which the access has ``permission`` (the one that reading
        needs, unless another is named), in the year of its day."""
        if cls.group_path is None:
            return rows
        enrolment = cls._meta.apps.get_model("records", "Enrolment")
        student = OuterRef(cls.student_path())
        groups = access.groups_for(permission or cls.seen_with)
        mine = models.QuerySet(enrolment).filter(
            school_id=access.school_id, student_id=student, academic_year=access.year, tutor_group__in=groups
        )
        return rows.filter(Exists(mine))


class SameSchool(BaseConstraint):
    """A composite foreign key ``(school_id, <field>_id) -> (school_id, id)`` of the table ``to``: a row cannot point
    across schools.

    The plain foreign key of the field is not made (``db_constraint=False``); this one stands in its place. It is part of
    the model's state, so Django writes it again whenever it rebuilds a table on SQLite.
    """

    def __init__(self, *, field: str, to: str, name: str) -> None:
        self.field = field
        self.to = to
        super().__init__(name=name)

    def _parts(self, model, schema_editor) -> dict:
        quote = schema_editor.quote_name
        own = model._meta.get_field(self.field).column
        return {
            "name": quote(self.name),
            "columns": f"{quote('school_id')}, {quote(own)}",
            "target": quote(self.to),
        }

    _CLAUSE = (
        "CONSTRAINT %(name)s FOREIGN KEY (%(columns)s) REFERENCES %(target)s (school_id, id) DEFERRABLE INITIALLY DEFERRED"
    )

    def constraint_sql(self, model, schema_editor) -> str:
        return self._CLAUSE % self._parts(model, schema_editor)

    def create_sql(self, model, schema_editor) -> Statement:
        parts = self._parts(model, schema_editor)
        own = model._meta.get_field(self.field).column
        return Statement(
            "ALTER TABLE %(table)s ADD " + self._CLAUSE % parts,
            table=Table(model._meta.db_table, schema_editor.quote_name),
            columns=Columns(model._meta.db_table, ["school_id", own], schema_editor.quote_name),
        )

    def remove_sql(self, model, schema_editor) -> Statement:
        return schema_editor._delete_constraint_sql(schema_editor.sql_delete_fk, model, self.name)

    def validate(self, model, instance, exclude=None, using=None) -> None:
        """The database decides; there is nothing to ask beforehand."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameSchool) and (self.name, self.field, self.to) == (other.name, other.field, other.to)

    def __hash__(self) -> int:
        return hash((self.name, self.field, self.to))

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field, "to": self.to}


def reference(to: str, *, related_name: str = "+", on_delete=models.CASCADE, null: bool = False) -> models.ForeignKey:
    """A foreign key inside the school. Its model lists ``same_school(...)`` for it, and an index that begins with the
    school where rows are looked up by it."""
    return models.ForeignKey(
        f"records.{to}",
        on_delete=on_delete,
        related_name=related_name,
        null=null,
        blank=null,
        db_constraint=False,
        db_index=False,
    )


def pointed_at(table: str) -> models.UniqueConstraint:
    """What a composite key needs at its other end: the pair (school, id) is unique."""
    return models.UniqueConstraint(fields=["school", "id"], name=f"{table}_of_school")


def same_school(table: str, **fields: str) -> list[BaseConstraint]:
    """The composite keys of a table; ``fields`` maps each reference field to the table it points to."""
    return [SameSchool(field=field, to=to, name=f"{table}_{field}_same_school") for field, to in fields.items()]
