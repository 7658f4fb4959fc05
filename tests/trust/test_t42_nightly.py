"""The nightly file is of one moment of the database while others write, and keeps none of them waiting."""

import json
import threading
import time
import zipfile
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.db import connections

from chalkface.core.access import Access
from chalkface.operations import backups
from chalkface.operations.viewing import look_at_identity
from chalkface.records.models import AuditEntry, Viewing
from chalkface.records.tenancy import across_schools
from tests.cast import DAY, Company, company
from tests.operations.test_surveys_at_once import in_a_file
from tests.proofs import scale

__all__ = ["in_a_file"]
pytestmark = [pytest.mark.trust(42), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def play(in_a_file) -> Company:
    return company("a")


class Lookers:
    """Somebody looks at a student, which writes a row and a line in one transaction: each time a table has been read of which
    one is in the file by then and the other is not. ``longest`` is how long a look ever took, in seconds."""

    def __init__(self, play: Company, monkeypatch) -> None:
        self.play, self.longest, self.looks = play, 0.0, 0
        plain = backups._lines

        def lines(model):
            yield from plain(model)
            if model in (AuditEntry, Viewing):
                looking = threading.Thread(target=self.look)
                looking.start()
                looking.join()

        monkeypatch.setattr(backups, "_lines", lines)

    def look(self) -> None:
        begun = time.monotonic()
        try:
            look_at_identity(self.play.access("careers_leader"), student_id=self.play.rows["student"].pk)
            self.looks += 1
        finally:
            connections.close_all()
        self.longest = max(self.longest, time.monotonic() - begun)


def looks_here(play: Company) -> int:
    with across_schools("a test"):
        return Viewing.objects.filter(school=play.school).exclude(look=None).count()


def looks_in(file: Path) -> tuple[int, int]:
    """How many looks a backup holds as rows, and how many as lines."""
    with zipfile.ZipFile(file) as backup:
        rows = [json.loads(line) for line in backup.read("viewing.jsonl").decode().splitlines()]
        lines = [json.loads(line) for line in backup.read("audit_entry.jsonl").decode().splitlines()]
    look, operation = rows[0].index("look"), lines[0].index("operation")
    return sum(row[look] is not None for row in rows[1:]), sum(line[operation] == "look_at_identity" for line in lines[1:])


def test_each_nightly_file_is_of_one_moment_though_others_write_meanwhile(play, tmp_path, monkeypatch, proof):
    lookers, torn, missing, many = Lookers(play, monkeypatch), 0, 0, scale(quick=2, full=20)
    for number in range(many):
        before = looks_here(play)
        backups.back_up(Access(None, "operator", DAY), to=tmp_path / f"{number}.zip", version="test")
        rows, lines = looks_in(tmp_path / f"{number}.zip")
        torn += rows != lines
        missing += rows < before
    assert lookers.looks == looks_here(play) == 2 * many
    proof("nightly files made while others wrote", many, at_least=scale(quick=2, full=20))
    proof("of them, not of one moment", torn, exactly=0)
    proof("of them, without something saved before", missing, exactly=0)
    proof("longest save during a nightly file, seconds", round(lookers.longest, 2), at_most=0.5, timed=True)


@pytest.mark.trust(42, control=True)
def test_control_tables_read_one_after_the_other_are_of_several_moments(play, tmp_path, monkeypatch):
    Lookers(play, monkeypatch)
    monkeypatch.setattr(backups, "_one_moment", nullcontext)
    backups.back_up(Access(None, "operator", DAY), to=tmp_path / "torn.zip", version="test")
    rows, lines = looks_in(tmp_path / "torn.zip")
    assert rows != lines
