"""A write-ahead log cut in the middle, as by a power cut, opens as a beginning of what happened: never as a mixture."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from chalkface.operations.viewing import look_at_identity
from tests.cast import company
from tests.operations.test_surveys_at_once import in_a_file
from tests.proofs import scale

__all__ = ["in_a_file"]
SAVED = 40
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA wal_autocheckpoint=0"


@pytest.fixture(scope="module")
def left_behind(tmp_path_factory) -> Path:
    """The files of a server that was cut off: forty saves, each an answer and its line in the audit trail, in the log alone."""
    place = tmp_path_factory.mktemp("torn")
    with closing(sqlite3.connect(place / "live", isolation_level=None)) as live:
        live.executescript(PRAGMAS)
        live.executescript("CREATE TABLE answer (id INTEGER, words TEXT); CREATE TABLE line (id INTEGER)")
        live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for number in range(SAVED):
            live.execute("BEGIN IMMEDIATE")
            live.execute("INSERT INTO answer VALUES (?, ?)", (number, str(number) * 400))
            live.execute("INSERT INTO line VALUES (?)", (number,))
            live.execute("COMMIT")
        shutil.copy(place / "live", place / "cut")
        shutil.copy(place / "live-wal", place / "cut-wal")
    return place


def is_a_beginning(file: Path) -> bool:
    try:
        with closing(sqlite3.connect(file)) as opened:
            whole = opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            answers = [one for (one,) in opened.execute("SELECT id FROM answer ORDER BY rowid")]
            lines = [one for (one,) in opened.execute("SELECT id FROM line ORDER BY rowid")]
    except sqlite3.DatabaseError:
        return False
    return whole and answers == lines == list(range(len(answers)))


@pytest.fixture
def school_left_behind(in_a_file, tmp_path) -> Path:
    """The files of a school's server that was cut off: forty deeds, each a row and its line in the audit trail."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has a log of its own")
    play, place = company("a"), tmp_path / "school"
    place.mkdir()
    live = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA wal_autocheckpoint=0")
    for _ in range(SAVED):
        look_at_identity(play.access("careers_leader"), student_id=play.rows["student"].pk)
    shutil.copy(live, place / "cut")
    shutil.copy(f"{live}-wal", place / "cut-wal")
    return place


def deeds_of_a_beginning(file: Path) -> int | None:
    """How many deeds a school's file holds, each with its line and the lines in one chain; None when it is broken."""
    try:
        with closing(sqlite3.connect(file)) as opened:
            whole = opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            (looks,) = opened.execute("SELECT count(*) FROM viewing WHERE look IS NOT NULL").fetchone()
            (lines,) = opened.execute("SELECT count(*) FROM audit_entry WHERE operation = 'look_at_identity'").fetchone()
            numbers = [one for (one,) in opened.execute("SELECT number FROM audit_entry ORDER BY id")]
            ((length,),) = opened.execute("SELECT length FROM audit_head WHERE chain != 0").fetchall()
    except sqlite3.DatabaseError:
        return None
    return looks if whole and looks == lines and numbers == list(range(1, length + 1)) else None


def torn(left_behind: Path, to: Path, rng: random.Random) -> Path:
    log = (left_behind / "cut-wal").read_bytes()
    log = log[: rng.randrange(len(log) + 1)] + rng.randbytes(rng.choice((0, 0, 7, 4096, 9000)))
    shutil.copy(left_behind / "cut", to)
    Path(f"{to}-wal").write_bytes(log)
    return to


@pytest.mark.trust(25)
def test_whatever_is_cut_off_what_opens_is_whole_and_a_beginning(left_behind, tmp_path, proof):
    assert "synchronous=FULL" in settings.DATABASES["default"]["OPTIONS"].get("init_command", "synchronous=FULL")
    rng, bad = random.Random(25), 0
    for _ in range(scale(quick=60, full=500)):
        bad += not is_a_beginning(torn(left_behind, tmp_path / "one", rng))
        for path in tmp_path.iterdir():
            path.unlink()
    proof("torn logs that opened as anything but a beginning", bad, exactly=0)


@pytest.mark.trust(25)
def test_of_a_school_too_what_opens_is_whole_and_a_beginning(school_left_behind, tmp_path, proof):
    rng, place, found = random.Random(52), tmp_path / "opened", []
    assert deeds_of_a_beginning(shutil.copytree(school_left_behind, tmp_path / "uncut") / "cut") == SAVED
    for _ in range(scale(quick=10, full=100)):
        place.mkdir()
        found.append(deeds_of_a_beginning(torn(school_left_behind, place / "one", rng)))
        shutil.rmtree(place)
    proof("torn logs of a school's server", len(found), at_least=scale(quick=10, full=100))
    proof("of them, opened as anything but a beginning", found.count(None), exactly=0)
    assert len(set(found)) > 5, "they were cut at many deeds"


@pytest.mark.trust(25, control=True)
def test_control_the_same_cuts_in_the_file_itself_are_found(left_behind, tmp_path):
    with closing(sqlite3.connect(torn(left_behind, tmp_path / "whole", random.Random(1)))) as opened:
        opened.execute("VACUUM")
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = (tmp_path / "whole").read_bytes()
    (tmp_path / "spoilt").write_bytes(content[: len(content) // 2] + bytes(len(content) // 4))
    assert not is_a_beginning(tmp_path / "spoilt")
