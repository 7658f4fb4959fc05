"""Guards that are data and not code: who holds a right, what a door and a deed ask for, how a record is seen, and the locks
that the database holds itself. Each says what takes it away in this process, and what puts it back where the database stays.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import Model

from chalkface.core import access as grants_table
from chalkface.operations.operation import OPERATIONS
from chalkface.queries import own_door
from chalkface.records import audit_locks, row_locks
from chalkface.records.tenancy import SameSchool
from chalkface.web.page import PAGES
from tests.least_privilege import as_owner
from tests.trust.guards.finding import Guard

# What nearly everybody has: asking for it instead asks for nothing.
ANYBODYS = {"school": "see_home", "own": "see_own_pages", "link": "answer_ask"}


def _nothing() -> None:
    """What is private to the process goes with it."""


@dataclass(frozen=True)
class Standing:
    """A guard, and how it is taken away and put back."""

    guard: Guard
    take_away: Callable[[], None]
    put_back: Callable[[], None] = _nothing


def _cell(function: Callable, name: str):
    names = function.__code__.co_freevars
    return function.__closure__[names.index(name)]


def deeds() -> Iterator[Standing]:
    """Each deed, asking for what nearly everybody has."""
    for name, deed in sorted(OPERATIONS.items()):
        if not deed.__module__.startswith("chalkface."):
            continue
        instead = "answer_ask" if deed.needs == "see_home" else "see_home"

        def take_away(deed=deed, instead=instead) -> None:
            _cell(deed, "needs").cell_contents = instead
            deed.needs = instead

        yield Standing(Guard("deed", deed.__module__, name, f"needs={deed.needs}"), take_away)


def doors() -> Iterator[Standing]:
    """Each page, asking for what nearly everybody has; each that asks for the password again, not asking."""
    for name, door in sorted(PAGES.items()):
        changes = []
        if door.needs and door.needs != ANYBODYS[door.kind]:
            changes.append(("needs", ANYBODYS[door.kind]))
        if door.confirms:
            changes.append(("confirms", False))
        for what, instead in changes:

            def take_away(name=name, door=door, what=what, instead=instead) -> None:
                _cell(door.view, what).cell_contents = instead
                PAGES[name] = replace(door, **{what: instead})

            yield Standing(Guard("door", "web/page.py", name, f"{what}={getattr(door, what)}"), take_away)


def forged_forms() -> Iterator[Standing]:
    """The pages of each kind, taking forms that another site made a browser send."""
    for kind in sorted({door.kind for door in PAGES.values()} - {"link"}):

        def take_away(kind=kind) -> None:
            for door in PAGES.values():
                if door.kind == kind:
                    door.view.csrf_exempt = True

        yield Standing(Guard("csrf", "web/page.py", kind, "csrf_exempt"), take_away)


def _say(code: str, role: str, scope: str) -> None:
    grants_table._TABLE["permissions"][code]["who"][role] = scope
    for kept in (grants_table.grants, grants_table._widest, own_door._owned):
        kept.cache_clear()


def rights() -> Iterator[Standing]:
    """Each right given to one role more, and each that reaches part of a school reaching all of it."""
    roles = [*grants_table.MEMBER_ROLES, *grants_table.OWN_ROLES]
    for number, (code, grant) in enumerate(grants_table.grants().items()):
        lacking = [role for role in roles if role not in grant.who]
        changes = [(lacking[number % len(lacking)], "school")] if lacking else []
        changes += [(role, "school") for role, scope in grant.who.items() if scope in ("group", "own", "aggregate")]
        for role, scope in changes:
            words = f"{role}: {grant.who[role].value if role in grant.who else 'none'} to {scope}"
            take_away = lambda code=code, role=role, scope=scope: _say(code, role, scope)  # noqa: E731 - bound to this row
            yield Standing(Guard("right", "content/permissions.yaml", code, words), take_away)


def records() -> Iterator[Standing]:
    """Each record, seen with what nearly everybody has; each that is about a student, about nobody."""
    for model in row_locks.locked_models():
        for name, instead in (("seen_with", "see_home"), ("group_path", None)):
            if getattr(model, name) in (instead, "see_own_pages"):
                continue
            take_away = lambda model=model, name=name, instead=instead: setattr(model, name, instead)  # noqa: E731 - as above
            yield Standing(Guard("record", "records", model.__name__, f"{name}={getattr(model, name)!r}"), take_away)


def keys() -> Iterator[Standing]:
    """Each composite key, gone from the model and from the database."""
    for model in row_locks.locked_models():
        for constraint in model._meta.constraints:
            if isinstance(constraint, SameSchool):
                guard = Guard("key", "records", model.__name__, constraint.name)
                yield Standing(guard, *_without_key(model, constraint))


def _without_key(model: type[Model], constraint: SameSchool) -> tuple[Callable, Callable]:
    table = connection.ops.quote_name(model._meta.db_table)

    def take_away() -> None:
        model._meta.constraints = [one for one in model._meta.constraints if one is not constraint]
        if connection.vendor == "postgresql":
            as_owner(f"ALTER TABLE {table} DROP CONSTRAINT {constraint.name}")
            return
        with connection.schema_editor() as editor:
            clause = constraint.constraint_sql(model, editor)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA writable_schema = ON")
            cursor.execute(
                "UPDATE sqlite_master SET sql = replace(sql, %s, '') WHERE name = %s", [f", {clause}", model._meta.db_table]
            )
            assert cursor.rowcount == 1
            cursor.execute("PRAGMA writable_schema = RESET")

    def put_back() -> None:
        if connection.vendor == "postgresql":
            with connection.schema_editor(collect_sql=True) as editor:
                statement = str(constraint.create_sql(model, editor))
            as_owner(statement)

    return take_away, put_back


def audit_triggers() -> Iterator[Standing]:
    """Each trigger that keeps the audit trail as it was written."""
    for name in sorted(audit_locks._wanted(connection)):
        table = audit_locks._table_of(name)

        def take_away(name=name, table=table) -> None:
            if connection.vendor == "postgresql":
                as_owner(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
            else:
                with connection.cursor() as cursor:
                    cursor.execute(f"DROP TRIGGER {name}")

        def put_back(name=name, table=table) -> None:
            if connection.vendor == "postgresql":
                as_owner(f"ALTER TABLE {table} ENABLE TRIGGER {name}")

        yield Standing(Guard("trigger", "records/audit_locks.py", table, name), take_away, put_back)


def row_policies() -> Iterator[Standing]:
    """PostgreSQL's own lock on each table of a school."""
    if connection.vendor != "postgresql":
        return
    for model in row_locks.locked_models():
        table = connection.ops.quote_name(model._meta.db_table)
        yield Standing(
            Guard("policy", "records/row_locks.py", model.__name__, row_locks.POLICY),
            lambda table=table: as_owner(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"),
            lambda table=table: as_owner(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"),
        )


def standing() -> list[Standing]:
    """All of them. Pages and operations must have announced themselves, and the database must be there."""
    sources = (deeds, doors, forged_forms, rights, records, keys, audit_triggers, row_policies)
    return [one for source in sources for one in source()]
