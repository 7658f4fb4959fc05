"""T45: of every act a line, no line can be changed, and whatever is tampered with is found."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from chalkface.core.audit_chain import START, Head, Line, digest_of, faults
from chalkface.operations import operation as operations
from chalkface.operations.notes import write_note
from chalkface.operations.viewing import look_at_identity
from chalkface.queries.audit_check import check_trail, heads
from chalkface.records import audit_locks
from chalkface.records.models import AuditEntry, Viewing
from chalkface.records.tenancy import across_schools, writing
from tests.cast import company
from tests.least_privilege import as_owner
from tests.operations.test_surveys_at_once import in_a_file
from tests.proofs import scale

__all__ = ["in_a_file"]

LINES = 60


def chain(many: int = LINES) -> tuple[list[Line], Head]:
    """A chain as deeds leave it."""
    lines, before = [], START
    for number in range(1, many + 1):
        at = datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(seconds=number)
        line = Line(number, at, 40 + number % 3, "adviser", f"deed_{number % 5}", {"student_id": number}, "")
        lines.append(replace(line, digest=digest_of(7, line, before)))
        before = lines[-1].digest
    return lines, Head(7, many, before)


def chained(lines: list[Line], start: int = 0) -> list[Line]:
    """The lines numbered and chained anew from one on, as somebody would who knows how it is done."""
    before = lines[start - 1].digest if start else START
    for at in range(start, len(lines)):
        line = replace(lines[at], number=at + 1)
        lines[at] = replace(line, digest=digest_of(7, line, before))
        before = lines[at].digest
    return lines


def changed(line: Line, chance: random.Random) -> Line:
    """A line with one thing about it altered."""
    return chance.choice((
        replace(line, at=line.at + timedelta(microseconds=1)),
        replace(line, account=(line.account or 0) + 1),
        replace(line, role="careers_leader"),
        replace(line, operation="another"),
        replace(line, about={**line.about, "student_id": -1}),
        replace(line, about={}),
        replace(line, digest=line.digest[::-1]),
    ))  # fmt: skip


def tampered(chance: random.Random) -> tuple[str, list[Line], Head]:
    """One way of tampering, at a place by chance."""
    lines, head = chain()
    place = chance.randrange(LINES - 2)
    kind = chance.choice(("alter", "alter and seal", "take out", "cut", "swap", "put in", "copy in", "whole", "cut whole"))
    if kind == "alter":
        lines[place] = changed(lines[place], chance)
    elif kind == "alter and seal":
        line = replace(lines[place], about={"student_id": -1})
        lines[place] = replace(line, digest=digest_of(7, line, lines[place - 1].digest if place else START))
    elif kind == "take out":
        del lines[place]
    elif kind == "cut":
        del lines[-chance.randrange(1, 20) :]
    elif kind == "swap":
        lines[place], lines[place + 1] = lines[place + 1], lines[place]
    elif kind == "put in":
        line = replace(lines[place], operation="never_done")
        lines.insert(place, replace(line, digest=digest_of(7, line, lines[place - 1].digest if place else START)))
    elif kind == "copy in":
        lines.insert(place, lines[chance.randrange(LINES)])
    else:
        if kind == "whole":
            lines[place] = replace(lines[place], operation="never_done")
        else:
            del lines[place:]
        lines = chained(lines, min(place, len(lines)))
        head = Head(7, len(lines), lines[-1].digest if lines else START)
    return kind, lines, head


@pytest.mark.trust(45, once=True)
def test_every_tampering_is_found(proof):
    """The last two kinds rewrite the rest of the chain and its head: the head that lies elsewhere finds them."""
    lines, noted = chain()
    assert list(faults(7, lines, noted, [noted])) == []
    many, found, kinds = scale(quick=1000, full=1000, night=20_000), 0, set()
    for number in range(many):
        kind, lines, head = tampered(random.Random(number))  # a choice that can be made again
        kinds.add(kind)
        found += bool(list(faults(7, lines, head, [noted])))
    assert len(kinds) == 9
    proof("tamperings", many, at_least=1000)
    proof("tamperings not found", many - found, exactly=0)


@pytest.mark.trust(45, control=True)
def test_without_the_head_that_lies_elsewhere_a_chain_that_is_written_anew_is_believed():
    lines, head = chain()
    lines[10] = replace(lines[10], operation="never_done")
    lines = chained(lines, 10)
    forged = replace(head, digest=lines[-1].digest)
    assert list(faults(7, lines, forged)) == []
    assert list(faults(7, lines, forged, [head]))


STATEMENTS = (
    "UPDATE audit_entry SET operation = 'never_done'",
    "UPDATE audit_entry SET about = '{}'",
    "DELETE FROM audit_entry",
    "DELETE FROM server_audit_entry",
    "UPDATE server_audit_entry SET role = 'nobody'",
    "DELETE FROM audit_head",
    "UPDATE audit_head SET length = length - 1",
    "UPDATE audit_head SET pruned = 3",
)


@pytest.mark.trust(45)
@pytest.mark.django_db
def test_the_database_refuses_to_change_what_was_written(school_a, proof):
    """What the application's own connection tries, in plain SQL."""
    with writing("a test"):
        operations.leave_line(
            None, at=datetime(2026, 3, 2, 9, tzinfo=UTC), account_number=None, role="operator", operation="x", about={}
        )
    tried = (*STATEMENTS, *(("TRUNCATE audit_entry",) if connection.vendor == "postgresql" else ()))
    refused = 0
    with across_schools("a test"):
        for statement in tried:
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(statement)
            except DatabaseError:
                refused += 1
    proof("statements that changed the trail", len(tried) - refused, exactly=0)
    assert audit_locks.missing(connection) == []


@pytest.mark.trust(45, control=True)
@pytest.mark.django_db(transaction=True)
def test_without_the_locks_the_trail_can_be_changed_and_the_check_says_where(school_a):
    leader = school_a.access("careers_leader")
    look_at_identity(leader, student_id=school_a.rows["student"].pk)
    with across_schools("a test"):
        assert check_trail(()).faults == ()
    forged = f"UPDATE audit_entry SET operation = 'never_done' WHERE number = 1 AND school_id = {school_a.school.pk}"
    if connection.vendor == "postgresql":
        as_owner(forged)
    else:
        audit_locks.lift(connection)
        with connection.cursor() as cursor:
            cursor.execute(forged)
    with across_schools("a test"):
        report = check_trail(())
    assert [(one.chain, one.number) for one in report.faults] == [(school_a.school.pk, 1)]
    assert ("audit_entry_fixed" in report.missing) == (connection.vendor == "sqlite")
    audit_locks.lay(connection)


def _acts(school_a, each: int, threads: int = 8) -> int:
    """Every thread does ``each`` acts, every other one a reading; returns how many were done."""
    leader, adviser = school_a.access("careers_leader"), school_a.access("adviser")
    student = school_a.rows["student"].pk

    def act(thread: int) -> int:
        try:
            for number in range(each):
                if number % 2:
                    write_note(adviser, student_id=student, words=f"{thread}, {number}")
                else:
                    look_at_identity(leader, student_id=student)
        finally:
            connections.close_all()
        return each

    with ThreadPoolExecutor(threads) as pool:
        return sum(pool.map(act, range(threads)))


@pytest.mark.trust(45)
@pytest.mark.django_db(transaction=True)
def test_eight_at_once_leave_a_line_for_every_act(in_a_file, proof):
    school_a, other = company("a"), company("b")
    with across_schools("a test"):
        before = AuditEntry.objects.filter(school=school_a.school).count()
        looked = Viewing.objects.filter(school=school_a.school).count()
    acts = _acts(school_a, scale(quick=20, full=500))
    with across_schools("a test"):
        kept = AuditEntry.objects.filter(school=school_a.school).count() - before
        seen = Viewing.objects.filter(school=school_a.school).count() - looked
        report = check_trail(())
    proof("acts at once", acts, at_least=8 * scale(quick=20, full=500))
    proof("acts without a line", acts - kept, exactly=0)
    proof("readings without a line", acts // 2 - seen, exactly=0)
    proof("faults of the chain", len(report.faults), exactly=0)
    assert other.school.pk in {one.chain for one in heads()}


@pytest.mark.trust(45, control=True)
@pytest.mark.django_db(transaction=True)
def test_a_writer_that_comes_after_the_deed_loses_lines_and_the_count_shows_it(in_a_file, monkeypatch):
    """Lines that wait in a list are gone when the process ends before it is written."""
    school_a, waiting = company("a"), []
    with across_schools("a test"):
        before = AuditEntry.objects.filter(school=school_a.school).count()
    monkeypatch.setattr(operations, "leave_line", lambda *at, **line: waiting.append(line))
    acts = _acts(school_a, 4, threads=2)
    with across_schools("a test"):
        assert AuditEntry.objects.filter(school=school_a.school).count() - before < acts == len(waiting)


@pytest.mark.trust(45)
@pytest.mark.django_db
def test_a_deed_that_is_undone_leaves_neither_line_nor_link(school_a):
    leader = school_a.access("careers_leader")
    with across_schools("a test"):
        there = heads()
    with pytest.raises(IntegrityError), transaction.atomic():
        look_at_identity(leader, student_id=school_a.rows["student"].pk)
        raise IntegrityError("undone")
    with across_schools("a test"):
        assert heads() == there and check_trail(()).faults == ()
