"""A department answers through a link, on a phone, without an account and without a script, in a few taps."""

import re
from urllib.parse import quote

import pytest

from tests.browser.conftest import SCHOOL

pytestmark = pytest.mark.browser
HOME = f"/s/{SCHOOL}/"
# Under two minutes: each tap or field takes a person some ten seconds with the reading, at the very most.
MOST_STEPS = 12
LIGHT = 20_000


@pytest.fixture
def phone(running, browser):
    """A phone of somebody who has never signed in, with scripts turned off."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False, base_url=running.address, has_touch=True
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


class Steps:
    """What a person does on the page, counted."""

    def __init__(self, page) -> None:
        self.page, self.taken = page, 0

    def tap(self, selector: str) -> None:
        self.taken += 1
        self.page.locator(selector).first.tap()

    def write(self, selector: str, words: str) -> None:
        self.taken += 1
        self.page.locator(selector).first.fill(words)


def loaded(page, address: str) -> tuple[int, int]:
    """Status of a page, and how many bytes of it and of everything it needs came over the network."""
    sizes = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    answer = page.goto(address, wait_until="load")
    return answer.status, sum(sizes)


def fits(page) -> bool:
    """Whether nothing sticks out at the side; no script runs on the page, so the boxes are asked."""
    width = page.viewport_size["width"]
    return all(
        box is None or box["x"] + box["width"] <= width + 1
        for box in (one.bounding_box() for one in page.locator("main, main *:not(.sr)").all()[:150])
    )


def test_statements_are_answered_in_a_few_taps(signed_in, phone):
    leader = signed_in("careers-leader")
    leader.wait_for_url(f"**{HOME}")
    leader.goto(f"{HOME}review/ask/?statement=gatsby-2025:4.1")
    for code in ("4.2", "4.3"):
        leader.check(f'[id="s-{code}"]')
    leader.fill("#to_name", "Head of music")
    leader.fill("#message", "For the spring review.")
    leader.click("main form .actions button")
    link = leader.input_value("#link")
    status, size = loaded(phone, link)
    assert status == 200 and size < LIGHT, size
    assert fits(phone)
    assert "asks Head of music" in phone.inner_text("main") and "For the spring review." in phone.inner_text("main")
    steps = Steps(phone)
    for field, level in (("4-1", "fully"), ("4-2", "none"), ("4-3", "partly")):
        steps.tap(f'input[name="level-{field}"][value="{level}"]')
    steps.tap("main details summary")
    steps.write('textarea[name="reason-4-1"]', "In music every unit begins with somebody at work.")
    steps.tap("main .actions button")
    phone.wait_for_url("**done")
    assert phone.inner_text("h1") == "Thank you" and steps.taken <= MOST_STEPS
    assert phone.context.cookies() == []
    leader.goto(f"{HOME}review/statements/gatsby-2025/4.1/")
    assert "In music every unit begins" in leader.inner_text("main")
    leader.goto(f"{HOME}review/voices/")
    leader.get_by_role("link", name="Head of music").first.click()
    leader.click("text=Cancel this request")
    leader.get_by_text("The request is cancelled").wait_for()
    assert phone.goto(link).status == 404
    assert "This page is not here" in phone.inner_text("main")


def counted(page) -> int:
    return int(re.search(r"The figure counts (\d+)", page.inner_text("main"))[1])


def test_a_department_confirms_its_lesson_and_the_figure_moves(signed_in, phone):
    """From a hole in the curriculum map to a lesson that counts."""
    leader = signed_in("careers-leader")
    leader.wait_for_url(f"**{HOME}")
    leader.goto(f"{HOME}programme/lessons/")
    before = counted(leader)
    leader.get_by_role("link", name=re.compile("^nothing")).first.click()
    leader.fill("#title", "Who uses this at work?")
    subject = leader.input_value("#subject")
    leader.click("main form .actions button")
    leader.get_by_text("planned, not confirmed yet").wait_for()
    leader.goto(f"{HOME}review/ask/?purpose=lessons&subject={quote(subject)}")
    leader.fill("#to_name", f"Head of {subject}")
    leader.click("main form .actions button")
    assert loaded(phone, leader.input_value("#link"))[0] == 200
    steps = Steps(phone)
    steps.tap('input[type="radio"][name^="taught-"][value="whole"]')
    steps.tap("main .actions button")
    phone.wait_for_url("**done")
    assert phone.inner_text("h1") == "Thank you" and steps.taken <= MOST_STEPS
    leader.goto(f"{HOME}programme/lessons/")
    assert counted(leader) == before + 1
