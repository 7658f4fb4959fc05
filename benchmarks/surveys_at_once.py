"""A whole hall of students sends a survey at the same instant, against the real server on this machine.

    python benchmarks/surveys_at_once.py            300 students at once: all acknowledged, none lost, none twice, p95 in 1.5 s
    python benchmarks/surveys_at_once.py storm      100 students, each sends the same form five times at once: 100 rows
    python benchmarks/surveys_at_once.py kill       the server is killed (-9) in the middle, the browsers try again
    python benchmarks/surveys_at_once.py plain      the first with Django's own SQLite settings, each for itself, to compare

It makes a school in a temporary folder, starts ``chalkface serve`` on it, lets every student in at the door with their slip
and open the survey, and only then sends. A browser that is told "busy" (503) sends the same form once more. Wall-clock time:
the load of the machine is printed beside it.
"""

import asyncio
import contextlib
import html
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

SOURCE = Path(__file__).resolve().parent.parent / "src"
FOLDER = Path(tempfile.mkdtemp(prefix="chalkface-surveys-"))
sys.path.insert(0, str(SOURCE))
os.environ["CHALKFACE_DATA"] = str(FOLDER)
os.environ.pop("CHALKFACE_DATABASE_URL", None)
os.environ["DJANGO_SETTINGS_MODULE"] = "chalkface.config.settings"

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.operations.passes import make_passes
from chalkface.operations.surveys import open_survey
from chalkface.records.models import Enrolment, School, Student
from chalkface.records.tenancy import open_scope, writing

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]

GOAL = 1.5
PATIENCE = 60.0  # seconds after which a browser gives up
HELD = re.compile(rb'name="(csrfmiddlewaretoken|key)" value="([^"]+)"')
COOKIE = re.compile(rb"(?im)^set-cookie: ([^=]+)=([^;]*)")
# What Django sets by itself, for the comparison.
PLAIN = "from chalkface.config.settings import *\nDATABASES['default']['OPTIONS'] = {}\n"
# Each sending commits for itself, as any other deed does.
ALONE = """from chalkface.config.wsgi import application
from chalkface.operations import operation
from django.db import transaction


def alone(deed):
    with transaction.atomic():
        return deed()


operation.together = alone
"""


@dataclass
class Browser:
    """One student's browser: its cookies, and the two hidden values of the form that it has open."""

    port: int
    cookies: dict[bytes, bytes] = field(default_factory=dict)
    held: dict[bytes, bytes] = field(default_factory=dict)

    async def ask(self, path: str, form: dict | None = None) -> tuple[int, bytes]:
        """Get a page, or send a form to it; (status, body). Status 0 when nobody answered."""
        return self.read(await self.sent(self.request(path, form), None))

    async def sent(self, request: bytes, held: Streams | None) -> bytes:
        """The whole answer to a request that is sent on the connection held open, or on a new one; b"" when there is none."""
        try:
            async with asyncio.timeout(PATIENCE):
                reader, writer = held or await asyncio.open_connection("127.0.0.1", self.port)
                writer.write(request)
                answer = await reader.read()
                writer.close()
                return answer
        except (OSError, TimeoutError):
            return b""

    def read(self, answer: bytes) -> tuple[int, bytes]:
        """(status, body) of an answer; its cookies and hidden values are kept."""
        head, _, body = answer.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/"):
            return 0, b""
        self.cookies |= dict(COOKIE.findall(head))
        self.held |= dict(HELD.findall(body))
        return int(head.split(b" ", 2)[1]), body

    def request(self, path: str, form: dict | None) -> bytes:
        """The bytes of a request; a form goes with the hidden values of the page that is open."""
        body = b""
        if form is not None:
            hidden = {name.decode(): html.unescape(value.decode()) for name, value in self.held.items()}
            body = urlencode(hidden | form).encode()
        cookies = b"; ".join(name + b"=" + value for name, value in self.cookies.items())
        lines = [
            f"{'GET' if form is None else 'POST'} {path} HTTP/1.1".encode(),
            f"Host: 127.0.0.1:{self.port}".encode(),
            b"Connection: close",
            b"Accept-Encoding: identity",
            b"Cookie: " + cookies,
        ]
        if form is not None:
            lines += [b"Content-Type: application/x-www-form-urlencoded", b"Content-Length: %d" % len(body)]
        return b"\r\n".join(lines) + b"\r\n\r\n" + body


def school(many: int) -> tuple[int, list[str]]:
    """A school with so many students of Year 9 and an open survey: (survey, the secrets of their slips)."""
    call_command("migrate", verbosity=0)
    today = timezone.localdate()
    access = Access(None, "careers_leader", today)
    with writing("a benchmark"):
        made = School.objects.create(urn="100001", name="Example", slug="example", is_example=True)
    access = Access(made.pk, "careers_leader", today)
    with open_scope(access), writing("a benchmark"):
        students = Student.objects.bulk_create(
            Student(school=made, key=str(n), legal_forename=f"Ann{n}", legal_surname="Example") for n in range(many)
        )
        Enrolment.objects.bulk_create(
            Enrolment(school=made, student=one, academic_year=access.year, year_group=9, tutor_group="9A") for one in students
        )
    survey = open_survey(
        access, questionnaire="younger", year_groups=(9,), opens_on=today, closes_on=today + timedelta(days=7)
    )
    tokens = [one.token for one in make_passes(access, tutor_group="9A")]
    connection.close()
    return survey, tokens


def free_port() -> int:
    """A port that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        return held.getsockname()[1]


def started(port: int, *, plain: bool) -> subprocess.Popen:
    """The server, in a group of processes of its own, once it answers."""
    environment = {**os.environ, "PYTHONPATH": f"{SOURCE}{os.pathsep}{FOLDER}"}
    words = ["-m", "chalkface.config.cli", "serve", "--port", str(port)]
    if plain:
        (FOLDER / "plain_settings.py").write_text(PLAIN, "utf-8")
        (FOLDER / "alone_wsgi.py").write_text(ALONE, "utf-8")
        environment["DJANGO_SETTINGS_MODULE"] = "plain_settings"
        words = ["-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "2", "--blocking-threads", "8"]
        words += ["--no-log", "alone_wsgi:application"]
    server = subprocess.Popen([sys.executable, *words], env=environment, start_new_session=True, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            time.sleep(2)  # both workers have read the programme
            return server
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def killed(server: subprocess.Popen) -> None:
    """End the server and what it started, all at once and without asking."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()


async def let_in(port: int, tokens: list[str], survey: int) -> list[Browser]:
    """Every student in at the door, with the survey open in their browser; a few at a time."""
    few = asyncio.Semaphore(4)

    async def one(token: str) -> Browser:
        browser = Browser(port)
        async with few:
            await browser.ask(f"/in/{token}/")
            status, _ = await browser.ask(f"/in/{token}/", {})
            assert status == 302, f"the door answered {status}"
            status, _ = await browser.ask(f"/s/example/my/survey/{survey}/")
            assert status == 200, f"the survey answered {status}"
        return browser

    return list(await asyncio.gather(*(one(token) for token in tokens)))


async def sent_at_once(browsers: list[Browser], survey: int, *, tries: int, pause: float) -> list[tuple[int, float, bytes]]:
    """All send at one moment; each tries again under the same key while it is told "busy" or nobody answers.

    (status of the last answer, seconds until then, its body) for each.
    """
    begin = asyncio.Event()

    async def one(number: int, browser: Browser) -> tuple[int, bytes, float]:
        form = {"V-LANG": "2", "V-HELP": str(number % 4 + 1), "V-CONF": str(number % 5), "V-OPEN": f"Words of {number % 7}"}
        request = browser.request(f"/s/example/my/survey/{survey}/", form)
        streams = await asyncio.open_connection("127.0.0.1", browser.port)
        await begin.wait()
        start = time.monotonic()
        for attempt in range(tries):
            answer = await browser.sent(request, streams if attempt == 0 else None)
            took = time.monotonic() - start
            if answer and b" 503 " not in answer[:16]:
                break
            if attempt + 1 < tries:
                await asyncio.sleep(pause)
        return *browser.read(answer), took

    waiting = [asyncio.create_task(one(number, browser)) for number, browser in enumerate(browsers)]
    await asyncio.sleep(1)  # every connection is open and every request made
    begin.set()
    return [(status, took, body) for status, body, took in await asyncio.gather(*waiting)]


def rows() -> tuple[int, int]:
    """(rows of returns, students who have one), read past the product."""
    with contextlib.closing(sqlite3.connect(FOLDER / "chalkface.sqlite3")) as held:
        return held.execute("select count(*), count(distinct student_id) from survey_return").fetchone()


def told(answers: list[tuple[int, float, bytes]], students: int) -> bool:
    """Print what came of it; whether every sending was acknowledged, none lost and none twice."""
    statuses = Counter(status for status, _, _ in answers)
    times = sorted(seconds for _, seconds, _ in answers)
    acknowledged, (kept, who) = statuses[302], rows()
    p50, p95 = times[len(times) // 2], times[max(0, -(-len(times) * 95 // 100) - 1)]
    others = {status: many for status, many in statuses.items() if status != 302}
    print(f"sent {len(answers)}, acknowledged {acknowledged}, other answers {others}")
    print(f"rows {kept} of {students} students: lost {max(0, min(acknowledged, students) - who)}, twice {kept - who}")
    print(f"median {p50:.2f} s, p95 {p95:.2f} s, longest {times[-1]:.2f} s; load of the machine {os.getloadavg()[0]:.1f}")
    return acknowledged == len(answers) and kept == who == students


async def run(mode: str, port: int, server: subprocess.Popen, tokens: list[str], survey: int) -> bool:
    """One mode; whether it went as it must."""
    browsers = await let_in(port, tokens, survey)
    if mode == "storm":
        five = [Browser(port, dict(one.cookies), dict(one.held)) for one in browsers for _ in range(5)]
        answers = await sent_at_once(five, survey, tries=2, pause=0.5)
        bodies = {body for _, _, body in answers}
        print(f"different answers: {len(bodies)}")
        return told(answers, len(browsers)) and len(bodies) == 1
    if mode == "kill":
        sending = asyncio.create_task(sent_at_once(browsers, survey, tries=60, pause=0.5))
        while rows()[0] < len(browsers) // 4:
            await asyncio.sleep(0.01)
        killed(server)
        print(f"killed with {rows()[0]} rows kept")
        again = await asyncio.to_thread(started, port, plain=False)
        try:
            return told(await sending, len(browsers))
        finally:
            killed(again)
    good = told(await sent_at_once(browsers, survey, tries=2, pause=0.5), len(browsers))
    print(f"goal: p95 within {GOAL} s")
    return good


def main() -> int:
    """Run the mode that is asked for. Returns 0 when it went as it must."""
    mode = sys.argv[1] if len(sys.argv) > 1 else "hall"
    if mode not in ("hall", "storm", "kill", "plain"):
        print(__doc__, file=sys.stderr)
        return 2
    survey, tokens = school(100 if mode == "storm" else 300)
    port = free_port()
    server = started(port, plain=mode == "plain")
    try:
        good = asyncio.run(run(mode, port, server, tokens, survey))
    finally:
        killed(server)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
