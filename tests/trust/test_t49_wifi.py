"""A year group answers over poor Wi-Fi: connections are refused, cut, delayed and their answers lost, and tabs are closed."""

import asyncio
import json
import random
from collections import Counter
from dataclasses import dataclass, field
from uuid import uuid4

import pytest

from tests.proofs import scale
from tests.trust.browsers import Browser, answers_of, part_of, run, survey_at
from tests.trust.serving import Place, bound, place, serving
from tests.trust.test_t13_hall import RETURNS
from tests.trust.wifi import PoorWifi

KEPT = "SELECT student_id, answers FROM survey_return"
POOR = 5  # of five students one has poor Wi-Fi
TROUBLE = 35  # of a hundred of their connections
CLOSES = 0.3  # of them close the tab in the middle, once
GIVES_UP = 6.0  # seconds for one try


@pytest.fixture
def hall(tmp_path):
    with place(tmp_path / "data") as made:
        yield made


@dataclass
class Device:
    """What a browser keeps of unsent answers: what was typed, and the key under which it was last tried (answers.js)."""

    typed: dict[str, str] = field(default_factory=dict)
    key: bytes = b""
    tried: dict[str, str] = field(default_factory=dict)


@dataclass
class Hall:
    """A hall of students, those with good Wi-Fi and those with poor, and how their sendings went."""

    good: int
    poor: int
    survey: int
    lasts: float
    queue: bool = True
    chance: random.Random = field(default_factory=lambda: random.Random(49))
    seconds: list[float] = field(default_factory=list)  # of each sending that was answered, over good Wi-Fi
    tries: Counter = field(default_factory=Counter)
    complete: int = 0
    closed: int = 0

    async def until(self, browser: Browser, path: str, form: dict | None = None, *, right: int) -> bytes:
        """Ask until the right answer comes, as a person who presses "again" does."""
        for _ in range(40):
            status, body = browser.read(await browser.sent(browser.request(path, form), patience=GIVES_UP))
            if status == right:
                return body
            await asyncio.sleep(self.chance.uniform(0.1, 0.6))
        raise AssertionError(f"{path} never answered {right}: last {status}")

    async def opens(self, browser: Browser, device: Device) -> bool:
        """Open the survey and fill in what the device holds; whether it is sent already."""
        body = await self.until(browser, survey_at(self.survey), right=200)
        if b"Thank you" in body:
            return True
        if device.tried:
            browser.held[b"key"] = device.key
        return False

    async def sends(self, browser: Browser, device: Device) -> None:
        """Send until it is acknowledged: one thing under one key (without the queue of the script: once)."""
        loop = asyncio.get_running_loop()
        if device.tried and device.tried != device.typed:
            browser.held[b"key"] = str(uuid4()).encode()
        device.tried, device.key = dict(device.typed), browser.held[b"key"]
        for attempt in range(1, 41 if self.queue else 2):
            begun = loop.time()
            request = browser.request(survey_at(self.survey), device.typed)
            status, _ = browser.read(await browser.sent(request, patience=GIVES_UP))
            if status == 302:
                if browser.port == self.good:
                    self.seconds.append(loop.time() - begun)
                self.tries[attempt] += 1
                self.complete += 1
                return
            assert status in (0, 503), f"the survey answered {status}"
            await asyncio.sleep(min(0.2 * 2**attempt, 3) * self.chance.uniform(1, 2))

    async def student(self, number: int, token: str) -> None:
        poor = number % POOR == 0
        browser, device, whole = Browser(self.poor if poor else self.good), Device(), answers_of(number)
        await asyncio.sleep(self.chance.uniform(0, self.lasts / 4))
        await self.until(browser, f"/in/{token}/", right=200)
        await self.until(browser, f"/in/{token}/", {}, right=302)
        await self.opens(browser, device)
        closes = poor and self.chance.random() < CLOSES
        for place_of, (question, answer) in enumerate(whole.items()):
            await asyncio.sleep(self.chance.uniform(0, self.lasts / 2 / len(whole)))
            device.typed[question] = answer
            if closes and place_of == len(whole) // 2:
                self.closed += 1
                if not self.queue:
                    device = Device()  # nothing was kept on it
                await self.opens(browser, device)
        await asyncio.sleep(self.chance.uniform(0, 5 * self.lasts / 300))  # not all at the bell
        await self.sends(browser, device)


def hall_of(where: Place, many: int, lasts: float, *, queue: bool = True) -> tuple[Hall, PoorWifi, list[int]]:
    """How it went, what the Wi-Fi did, and the numbers of those of whom something else is kept than they answered."""
    made = where.run("tests.trust.halls", str(many))

    async def begins(port: int) -> tuple[Hall, PoorWifi]:
        async with PoorWifi(port, TROUBLE, random.Random(4949)) as wifi:
            hall = Hall(port, wifi.port, made["survey"], lasts, queue)
            await asyncio.gather(*(hall.student(number, token) for number, token in enumerate(made["tokens"])))
            return hall, wifi

    with serving(where) as server:
        hall, wifi = run(begins(server.port))
    kept = {student: as_sent(answers) for student, answers in where.rows(KEPT)}
    numbers = {student: number for number, student in enumerate(made["students"])}
    wrong = [number for student, number in numbers.items() if kept.get(student) != answers_of(number)]
    return hall, wifi, wrong


def as_sent(answers: object) -> dict[str, str]:
    """Kept answers as the form sends them."""
    held = json.loads(answers) if isinstance(answers, str) else answers
    return {question: str(answer) for question, answer in held.items()}


@pytest.mark.trust(49, gate="full", alone=True)
def test_a_year_group_on_poor_wifi_loses_no_answer(hall, proof):
    many, lasts = scale(quick=20, full=240), scale(quick=10, full=120, night=300)
    went, wifi, wrong = hall_of(hall, many, lasts)
    proof("complete", went.complete, exactly=many)
    proof("students of whom an answer is lost or another is kept", len(wrong), exactly=0)
    proof("kept twice", hall.rows(RETURNS)[0][0] - many, exactly=0)
    proof("connections that went wrong", sum(wifi.met.values()) - wifi.met["nothing"], at_least=many // 4)
    proof("tabs that were closed in the middle", went.closed, at_least=1)
    assert min(wifi.met[trouble] for trouble in ("refused", "answer lost", "answer cut", "late")) > 0
    within = part_of(went.seconds, 95)
    proof("95 of 100 sendings over good Wi-Fi within, seconds", within, at_most=bound(0.2), timed=True)


@pytest.mark.trust(49, gate="full", control=True)
def test_control_a_page_without_the_queue_loses_answers(hall, proof):
    _, _, wrong = hall_of(hall, 60, 15, queue=False)
    proof("students who lost answers without the queue of the script", len(wrong), at_least=1)
