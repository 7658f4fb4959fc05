"""The real server on a place of its own: a data folder with its SQLite file, or a PostgreSQL database as it is served (owned by
one role, used by another that passes no lock). It can be killed as a machine kills it, and started again on what is left."""

import json
import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.least_privilege import MADE_ONCE, ROLE

REPOSITORY = Path(__file__).resolve().parents[2]
GRANIAN = ("-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "8", "--no-log")
START_WITHIN = 60.0  # seconds, on a machine that others use too
QUIET = 0.85  # of a processor's time that is ours: below it, nothing can be said about how fast the product is
SPIN = "import time; t = time.monotonic() + 0.5\nwhile time.monotonic() < t: pass\nprint(time.process_time() / 0.5)"


@dataclass
class Place:
    """Where one server keeps its data: a folder, and on PostgreSQL a database beside it."""

    folder: Path
    owner: str = ""
    served: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CHALKFACE_")}
        more = {"CHALKFACE_DATABASE_URL": self.served, "CHALKFACE_OWNER_URL": self.owner} if self.owner else {}
        self.environment = {
            **kept, **more, "CHALKFACE_DATA": str(self.folder), "DJANGO_SETTINGS_MODULE": "chalkface.config.settings",
            "PYTHONPATH": f"{REPOSITORY / 'src'}{os.pathsep}{REPOSITORY}",
        }  # fmt: skip

    @property
    def is_sqlite(self) -> bool:
        return not self.owner

    def run(self, *words: str) -> dict:
        """What a module of ours, run as a process of its own on this place, says on its last line (as JSON)."""
        done = subprocess.run(
            [sys.executable, "-m", *words], env=self.environment, cwd=REPOSITORY, capture_output=True, text=True, timeout=590
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return json.loads(done.stdout.splitlines()[-1])

    def rows(self, question: str) -> list[tuple]:
        """The answer of the database, past the product."""
        if self.is_sqlite:
            with closing(sqlite3.connect(self.folder / "chalkface.sqlite3", timeout=20)) as held:
                return held.execute(question).fetchall()
        with psycopg.connect(self.owner, autocommit=True) as held:
            return held.execute(question).fetchall()

    def is_whole(self) -> bool:
        """Whether the database itself finds nothing wrong with its file (PostgreSQL checks as it starts)."""
        return not self.is_sqlite or self.rows("PRAGMA integrity_check") == [("ok",)]


@contextmanager
def place(folder: Path) -> Iterator[Place]:
    """An empty place of the database that this run is about; what it made on a server goes at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    given = os.environ.get("CHALKFACE_DATABASE_URL", "")
    if not given:
        yield Place(folder)
        return
    name = f"chalkface_{secrets.token_hex(6)}"
    parts = urlsplit(given)
    with psycopg.connect(given, autocommit=True) as owner:
        owner.execute(MADE_ONCE)
        owner.execute(f"CREATE DATABASE {name}")
        try:
            _, at, host = parts.netloc.rpartition("@")
            owned = urlunsplit(parts._replace(path=f"/{name}"))
            yield Place(folder, owned, urlunsplit(parts._replace(netloc=f"{ROLE}@{host if at else ''}", path=f"/{name}")))
        finally:
            owner.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def bound(seconds: float) -> float | None:
    """The bound of a time, where the machine is ours as far as one process on each processor can tell; elsewhere None, and the
    time is only written down."""
    words = [sys.executable, "-S", "-c", SPIN]
    spinning = [subprocess.Popen(words, stdout=subprocess.PIPE) for _ in range(os.cpu_count() or 1)]
    shares = [float(one.communicate()[0]) for one in spinning]
    return seconds if min(shares) >= QUIET else None


def free_port() -> int:
    """A port that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        return held.getsockname()[1]


@dataclass
class Server:
    """``chalkface serve`` on a place. With ``worse`` the web server alone, of the product without a guard (``worse.py``); with
    ``other`` of another module's ``application``."""

    place: Place
    worse: str = ""
    other: str = ""
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    def start(self) -> float:
        """Start it, in a group of processes of its own; seconds until it answered."""
        words = ["-m", "chalkface.config.cli", "serve", "--port", str(self.port)]
        environment = self.place.environment
        if self.worse or self.other:
            words = [*GRANIAN, "--port", str(self.port), f"{self.other or 'tests.trust.worse'}:application"]
            environment = {**environment, "CHALKFACE_WORSE": self.worse}
        begun = time.monotonic()
        with (self.place.folder / "server.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, *words], env=environment, cwd=REPOSITORY, stdout=log, stderr=log, start_new_session=True
            )
        while time.monotonic() < begun + START_WITHIN:
            if self.answers():
                return time.monotonic() - begun
            assert self.process.poll() is None, "the server ended: " + self.said()[-2000:]
            time.sleep(0.05)
        raise AssertionError("the server did not answer: " + self.said()[-2000:])

    def answers(self) -> bool:
        """Whether it shows the door."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as asked, suppress(OSError, HTTPException):
            asked.request("GET", "/in/")
            with closing(asked.getresponse()) as answer:
                return answer.status == 200
        return False

    def said(self) -> str:
        """Its log."""
        return (self.place.folder / "server.log").read_text("utf-8", "replace")

    def kill(self) -> None:
        """End it and all that it started, at once and without asking."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def serving(where: Place, *, worse: str = "", other: str = "") -> Iterator[Server]:
    """A server that answers; killed at the end, whatever came of it."""
    server = Server(where, worse, other)
    try:
        server.start()
        yield server
    finally:
        server.kill()
