"""The start of a lesson: a year group comes in with slips and codes from one address, opens the survey and saves it."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field

import pytest

from tests.proofs import scale
from tests.trust.browsers import Browser, answers_of, part_of, run, survey_at
from tests.trust.serving import bound, place, serving
from tests.trust.test_t13_hall import RETURNS

WITHIN = 60  # seconds
COME_WITHIN = 15.0  # in which they come in, one after another as they find their slips
READS_FOR = (3.0, 15.0)  # how long somebody needs for the questions


@pytest.fixture
def hall(tmp_path):
    with place(tmp_path / "data") as made:
        yield made


@dataclass
class Lesson:
    """What a lesson's browsers met: how long the door and pages took, and every answer that was not the right one."""

    port: int
    survey: int
    chance: random.Random
    door: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    wrong: Counter = field(default_factory=Counter)
    saved: int = 0

    async def asked(self, browser: Browser, times: list[float], path: str, form: dict | None = None, *, right: int = 200):
        begun = time.monotonic()
        status, _ = await browser.ask(path, form)
        times.append(time.monotonic() - begun)
        if status != right:
            self.wrong[status] += 1
        return status == right

    async def by_slip(self, browser: Browser, token: str) -> bool:
        await self.asked(browser, self.pages, f"/in/{token}/")
        return await self.asked(browser, self.door, f"/in/{token}/", {}, right=302)

    async def by_code(self, browser: Browser, code: str, *, mistypes: bool) -> bool:
        await self.asked(browser, self.pages, "/in/")
        if mistypes:
            mistyped = code[:-1] + ("A" if code[-1] != "A" else "B")
            await self.asked(browser, self.pages, "/in/", {"code": mistyped}, right=422)
        await self.asked(browser, self.pages, "/in/", {"code": code})
        return await self.asked(browser, self.door, "/in/", {"code": code, "deed": "go_on"}, right=302)

    async def student(self, number: int, token: str, code: str) -> None:
        """One student from the door to the thanks."""
        await asyncio.sleep(self.chance.uniform(0, COME_WITHIN))
        browser = Browser(self.port)
        if number % 2:
            came = await self.by_slip(browser, token)
        else:
            came = await self.by_code(browser, code, mistypes=number % 10 == 0)
        if not came:
            return
        await self.asked(browser, self.pages, "/s/example/my/")
        await self.asked(browser, self.pages, survey_at(self.survey))
        await asyncio.sleep(self.chance.uniform(*READS_FOR))
        done = await self.asked(browser, self.pages, survey_at(self.survey), answers_of(number), right=302)
        self.saved += done
        await self.asked(browser, self.pages, survey_at(self.survey))


def lesson_of(where, many: int, *, worse: str = "") -> tuple[Lesson, float]:
    """A lesson of so many, and the seconds until the last of them had saved."""
    made = where.run("tests.trust.halls", str(many))

    async def begins(port: int) -> tuple[Lesson, float]:
        lesson, begun = Lesson(port, made["survey"], random.Random(48)), time.monotonic()
        slips = enumerate(zip(made["tokens"], made["codes"], strict=True))
        await asyncio.gather(*(lesson.student(number, *slip) for number, slip in slips))
        return lesson, time.monotonic() - begun

    with serving(where, worse=worse) as server:
        return run(begins(server.port))


@pytest.mark.trust(48, gate="full", alone=True)
def test_a_year_group_comes_in_opens_and_saves_at_the_start_of_a_lesson(hall, proof):
    many = scale(quick=20, full=300)
    lesson, seconds = lesson_of(hall, many)
    proof("signed in, opened and saved", lesson.saved, exactly=many)
    proof("answers that were not the right one", sum(lesson.wrong.values()), exactly=0)
    assert hall.rows(RETURNS) == [(many, many)] and hall.is_whole()
    proof("all in, seconds", round(seconds, 1), at_most=bound(WITHIN), timed=True)
    proof("95 of 100 sign-ins within, seconds", part_of(lesson.door, 95), at_most=bound(3), timed=True)
    proof("95 of 100 pages within, seconds", part_of(lesson.pages, 95), at_most=bound(0.5), timed=True)


@pytest.mark.trust(48, gate="full", control=True)
def test_control_where_wrong_tries_of_one_address_count_together_honest_people_are_held_up(hall, proof):
    lesson, _ = lesson_of(hall, 120, worse="by-address")
    proof("held up at the door of a site that counts by address", lesson.wrong[429], at_least=1)
