"""Imports and their undoing, killed (-9) again and again: each in a forked process that is ended at some moment.

    python -m tests.trust.killing <kills> <seed> [halfway]

One of three is ended by its parent after a random while, one before or after one of its statements, one before or after a
commit. What is left is then read by a process that knows nothing of it. With ``halfway`` (the control) each table is committed
as it is filled, and every import is of a school of its own. Says as JSON how many kills there were and what was found.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from dataclasses import dataclass, field

import django

django.setup()

from django.db import connection  # noqa: E402 - after the settings are read

from chalkface.imports import pipeline  # noqa: E402 - after Django is set up
from chalkface.jobs.server import ready_database  # noqa: E402 - after Django is set up
from chalkface.operations import storing  # noqa: E402 - after Django is set up
from chalkface.operations.imports import undo_import  # noqa: E402 - after Django is set up
from chalkface.records.models import (  # noqa: E402 - after Django is set up
    Activity,
    Enrolment,
    ImportBatch,
    Participation,
    School,
    Student,
)
from chalkface.records.tenancy import open_scope  # noqa: E402 - after Django is set up
from tests.imports.schools import attended_school, new_school, operator_of  # noqa: E402 - after Django is set up

STUDENTS, ACTIVITIES = 60, 15
WHOLE = (STUDENTS, STUDENTS, ACTIVITIES, STUDENTS * ACTIVITIES, 1)
NOTHING = (0, 0, 0, 0, 0)
COUNTED = ("kills", "nothing", "whole", "halves", "wrong_words", "not_whole_files", "ended_before", "errors", "undone")


def kill_me() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def ended_at_statement(number: int, *, after: bool) -> None:
    """End this process before or after its statement of this number."""
    seen = 0

    def counted(execute, sql, params, many, context):
        nonlocal seen
        seen += 1
        if seen == number and not after:
            kill_me()
        result = execute(sql, params, many, context)
        if seen == number and after:
            kill_me()
        return result

    connection.ensure_connection()
    connection.execute_wrappers.append(counted)


def ended_at_commit(number: int, *, after: bool) -> None:
    """End this process before or after its commit of this number."""
    seen, commit = 0, connection._commit

    def counted() -> None:
        nonlocal seen
        seen += 1
        if seen == number and not after:
            kill_me()
        commit()
        if seen == number and after:
            kill_me()

    connection._commit = counted


def commits_each_table() -> None:
    """What an import without one transaction would do."""
    insert = storing.insert_rows

    def inserted(*args) -> None:
        insert(*args)
        connection.connection.commit()

    storing.insert_rows = inserted


@dataclass
class Killing:
    """The kills of one run, and what was found after each."""

    chance: random.Random
    received: list
    longest: float = 1.0
    statements: int = 60
    found: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))

    def deed(self, school: School, batch: int | None) -> None:
        """What is killed: an import, or the undoing of one."""
        access = operator_of(school)
        if batch is None:
            pipeline.import_files(access, self.received)
        else:
            undo_import(access, batch_id=batch)

    def once(self, school: School, batch: int | None) -> None:
        """Fork, do the deed there, and end it."""
        way, after = self.chance.choice(("moment", "statement", "commit")), self.chance.random() < 0.5
        number, moment = self.chance.randint(1, self.statements), self.chance.uniform(0, 1.5 * self.longest)
        connection.close()
        child = os.fork()
        if child == 0:
            try:
                if way == "statement":
                    ended_at_statement(number, after=after)
                elif way == "commit":
                    ended_at_commit(number % 2 + 1, after=after)
                self.deed(school, batch)
                os._exit(0)
            except BaseException:  # nothing of a child may go on as the parent
                traceback.print_exc()
                os._exit(1)
        if way == "moment":
            time.sleep(moment)  # the random moment itself, not a wait for something
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        self.found["kills"] += os.WIFSIGNALED(status)
        self.found["ended_before"] += os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0
        self.found["errors"] += os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0
        let_go()

    def timed(self, school: School) -> None:
        """How long an import takes, and of how many statements it is."""
        seen: list[str] = []
        begun = time.monotonic()
        with connection.execute_wrapper(lambda execute, sql, *rest: (seen.append(sql), execute(sql, *rest))[1]):
            (outcome,) = pipeline.import_files(operator_of(school), self.received)
        self.longest, self.statements = time.monotonic() - begun, len(seen)
        undo_import(operator_of(school), batch_id=outcome.batch)

    def look(self, school: School) -> int | None:
        """Count what a fresh reader finds; the number of the import that is in."""
        with open_scope(operator_of(school)):
            enrolments = list(Enrolment.objects.values_list("encounters", flat=True))
            there = (
                Student.objects.count(), len(enrolments), Activity.objects.count(), Participation.objects.count(),
                int(bool(enrolments) and all(enrolments)),
            )  # fmt: skip
            says = list(ImportBatch.objects.filter(state="committed").values_list("pk", flat=True))
        kind = "whole" if there == WHOLE else "nothing" if there == NOTHING else "halves"
        self.found[kind] += 1
        self.found["wrong_words"] += len(says) != (kind == "whole")
        self.found["not_whole_files"] += not sound()
        return says[0] if kind == "whole" and says else None


def sound() -> bool:
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA quick_check").fetchall() == [("ok",)]


def read_once() -> None:
    """Files are read once and not for each kill: nothing is written before they are."""
    read, held = pipeline.read_rows, []

    def known(*args, **kwargs) -> list:
        if not held:
            held.append(read(*args, **kwargs))
        return held[0]

    pipeline.read_rows = known


def let_go() -> None:
    """Wait until the database has noticed that the killed process is gone."""
    while connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
                "AND usename = current_user"
            )
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.01)


def main(kills: int, seed: int, halfway: bool) -> dict[str, int]:
    ready_database()
    run = Killing(random.Random(seed), attended_school(STUDENTS, ACTIVITIES))
    school = new_school()
    if not halfway:
        read_once()
        run.timed(school)
    run.timed(school)
    batch = None
    if halfway:
        commits_each_table()
    tries = 0
    while run.found["kills"] < kills:
        tries += 1
        if halfway:
            urn = str(200_000 + tries)
            run.received = attended_school(STUDENTS, ACTIVITIES, urn=urn)
            school, batch = new_school(urn, f"school-{tries}"), None
        run.found["undone"] += batch is not None
        run.once(school, batch)
        batch = run.look(school)
    return run.found


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), "halfway" in sys.argv)))
