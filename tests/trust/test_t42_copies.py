"""The running copy is of one moment while others write, keeps nobody waiting, and can be brought back."""

import os
import sqlite3
import threading
import time
from contextlib import closing
from datetime import UTC, datetime

import pytest

from chalkface.jobs.backups import RunningCopy, throw_away
from tests.proofs import scale
from tests.trust.test_t25_torn import PRAGMAS, is_a_beginning


@pytest.fixture
def live(tmp_path):
    with closing(sqlite3.connect(tmp_path / "live", isolation_level=None)) as made:
        made.executescript(PRAGMAS)
        made.executescript("CREATE TABLE answer (id INTEGER, words TEXT); CREATE TABLE line (id INTEGER)")
    return tmp_path / "live"


class Writer(threading.Thread):
    """Saves one after the other, each an answer and its line, until it is told to stop; ``longest`` is the longest save."""

    def __init__(self, file) -> None:
        super().__init__()
        self.file, self.saved, self.longest, self.stopping = file, 0, 0.0, threading.Event()

    def run(self) -> None:
        with closing(sqlite3.connect(self.file, isolation_level=None, timeout=20)) as live:
            while not self.stopping.is_set():
                begun = time.monotonic()
                live.execute("BEGIN IMMEDIATE")
                live.execute("INSERT INTO answer VALUES (?, ?)", (self.saved, "x" * 2000))
                live.execute("INSERT INTO line VALUES (?)", (self.saved,))
                live.execute("COMMIT")
                self.saved, self.longest = self.saved + 1, max(self.longest, time.monotonic() - begun)


@pytest.mark.trust(42, alone=True)
@pytest.mark.trust(43)
def test_each_copy_is_whole_and_of_one_moment_and_holds_what_was_saved_before_it(live, tmp_path, proof):
    writer, copy, bad, missing = Writer(live), RunningCopy(live, tmp_path / "copies"), 0, 0
    writer.start()
    try:
        for _ in range(scale(quick=10, full=100)):
            before = writer.saved
            copy.again()
            place = tmp_path / "copies" / "chalkface.sqlite3"
            bad += not is_a_beginning(place)
            with closing(sqlite3.connect(place)) as opened:
                missing += opened.execute("SELECT count(*) FROM answer").fetchone()[0] < before
    finally:
        writer.stopping.set()
        writer.join()
        copy.close()
    proof("copies that were not of one moment", bad, exactly=0)
    proof("copies that lacked something saved before", missing, exactly=0)
    proof("longest save, seconds", round(writer.longest, 2), at_most=0.5, timed=True)


@pytest.mark.trust(42)
def test_what_has_not_changed_is_not_copied_again_and_what_has_is(live, tmp_path):
    copy = RunningCopy(live, tmp_path / "copies")
    assert copy.again() is True and copy.again() is False
    with closing(sqlite3.connect(live)) as other:
        other.execute("INSERT INTO line VALUES (1)")
        other.commit()
    assert copy.again() is True
    assert [path.name for path in (tmp_path / "copies").iterdir()] == ["chalkface.sqlite3"]
    assert (tmp_path / "copies" / "chalkface.sqlite3").stat().st_mode & 0o077 == 0
    copy.close()


@pytest.mark.trust(42, control=True)
def test_control_the_file_alone_copied_while_others_write_lacks_what_was_saved(live, tmp_path):
    with closing(sqlite3.connect(live, isolation_level=None)) as other:
        other.execute("PRAGMA wal_autocheckpoint=0")
        other.execute("INSERT INTO line VALUES (1)")
        (tmp_path / "plain").write_bytes(live.read_bytes())
    assert not is_a_beginning(live) and is_a_beginning_or_nothing(tmp_path / "plain")


def is_a_beginning_or_nothing(file) -> bool:
    """Whether the copy knows nothing of the last save: it may not even know the tables."""
    with closing(sqlite3.connect(file)) as opened:
        try:
            return opened.execute("SELECT count(*) FROM line").fetchone() == (0,)
        except sqlite3.OperationalError:
            return True


@pytest.mark.trust(42)
def test_backups_go_when_they_are_too_old_and_the_newest_never(settings, tmp_path):
    settings.BACKUPS, settings.BACKUPS_KEPT_DAYS = tmp_path, 35
    now, day = time.time(), 86400
    from_days = {0: "chalkface-2026-03-09.zip", 34: "chalkface-2026-02-03.zip", 36: "chalkface-2026-02-01.zip"}
    for days, name in from_days.items():
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (now - days * day, now - days * day))
    assert throw_away(datetime.fromtimestamp(now, tz=UTC)) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [from_days[34], from_days[0]]
