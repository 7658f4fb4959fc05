"""Browsers of a hall of students, as far as a server knows them: their cookies, the form that is open, and patience."""

import asyncio
import html
import re
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlencode

from chalkface.core.surveys import questionnaires

T = TypeVar("T")
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
PATIENCE = 60.0  # seconds after which a browser gives up
HELD = re.compile(rb'name="(csrfmiddlewaretoken|key)" value="([^"]+)"')
COOKIE = re.compile(rb"(?im)^set-cookie: *([^=]+)=([^;]*)")


@dataclass
class Browser:
    """One student's browser: its cookies, and the hidden values of the form that it has open."""

    port: int
    cookies: dict[bytes, bytes] = field(default_factory=dict)
    held: dict[bytes, bytes] = field(default_factory=dict)

    async def ask(self, path: str, form: dict | None = None) -> tuple[int, bytes]:
        """Get a page, or send a form to it; (status, body). Status 0 when nobody answered."""
        return self.read(await self.sent(self.request(path, form)))

    async def sent(self, request: bytes, held: Streams | None = None, patience: float = PATIENCE) -> bytes:
        """The whole answer to a request that is sent on the connection held open, or on a new one; b"" when there is none."""
        writer = None
        try:
            async with asyncio.timeout(patience):
                reader, writer = held or await asyncio.open_connection("127.0.0.1", self.port)
                writer.write(request)
                return await reader.read()
        except (OSError, TimeoutError):
            return b""
        finally:
            if writer is not None:
                writer.close()

    def read(self, answer: bytes) -> tuple[int, bytes]:
        """(status, body) of an answer; its cookies and hidden values are kept."""
        head, parted, body = answer.partition(b"\r\n\r\n")
        length = re.search(rb"(?im)^content-length: (\d+)", head)
        if not parted or not head.startswith(b"HTTP/") or (length and len(body) < int(length[1])):
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


def answers_of(number: int) -> dict[str, str]:
    """What the student of this number answers: every question of the survey, each a little differently."""
    form = {}
    for place, one in enumerate(questionnaires()["younger"].questions):
        codes = [str(choice["value"]) for choice in one.choices]
        form[one.id] = f"Words {number % 7} of {place}" if one.is_text else codes[(number + place) % len(codes)]
    return form


def survey_at(survey: int) -> str:
    """Where a survey is answered."""
    return f"/s/example/my/survey/{survey}/"


async def let_in(port: int, tokens: list[str], survey: int, *, at_once: int = 4) -> list[Browser]:
    """Every student in at the door, with the survey open in their browser; a few at a time."""
    few = asyncio.Semaphore(at_once)

    async def one(token: str) -> Browser:
        browser = Browser(port)
        async with few:
            await browser.ask(f"/in/{token}/")
            status, _ = await browser.ask(f"/in/{token}/", {})
            assert status == 302, f"the door answered {status}"
            status, _ = await browser.ask(survey_at(survey))
            assert status == 200, f"the survey answered {status}"
        return browser

    return list(await asyncio.gather(*(one(token) for token in tokens)))


@dataclass(frozen=True)
class Sent:
    """What became of one sending: the last answer's status and body, and the seconds from the first try until then."""

    status: int
    body: bytes
    seconds: float
    tries: int


async def send_at_once(
    browsers: list[Browser], survey: int, *, tries: int = 1, pause: float = 0.5, times: int = 1
) -> list[Sent]:
    """All send at one moment; each tries again under the same key while it is told "busy" or nobody answers. ``times``
    browsers that stand one after the other are of one student, and send the same."""
    begin = asyncio.Event()

    async def one(number: int, browser: Browser) -> Sent:
        request = browser.request(survey_at(survey), answers_of(number // times))
        streams = await asyncio.open_connection("127.0.0.1", browser.port)
        await begin.wait()
        start = time.monotonic()
        for attempt in range(1, tries + 1):
            status, body = browser.read(await browser.sent(request, streams if attempt == 1 else None))
            if status not in (0, 503) or attempt == tries:
                break
            await asyncio.sleep(pause)
        return Sent(status, body, time.monotonic() - start, attempt)

    waiting = [asyncio.create_task(one(number, browser)) for number, browser in enumerate(browsers)]
    await asyncio.sleep(1)  # every connection is open and every request made
    begin.set()
    return list(await asyncio.gather(*waiting))


def run(browsing: Coroutine[None, None, T]) -> T:
    """Run what browsers do, in a thread of its own: a real browser that another test has started has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, browsing).result()


def part_of(times: list[float], percent: int) -> float:
    """The time within which so many of a hundred were done, in seconds."""
    ordered = sorted(times)
    return round(ordered[max(0, -(-len(ordered) * percent // 100) - 1)], 2)
