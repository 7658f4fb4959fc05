"""The loop, walked in a real browser: a meeting in the row → the tutor's link on a phone → the student's "not yet" → who next →
done again → confirmed → the figure moves by what was closed, and the timeline tells it in order."""

import re
from dataclasses import dataclass, field
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import SCHOOL, Running
from tests.browser.test_every_page import RULES
from tests.browser.test_links import Steps, fits

pytestmark = pytest.mark.browser
HOME = f"/s/{SCHOOL}/"
GROUP = "11A"  # the group of the example school's tutor
INDICATOR = "agreed-actions-closed"
# What is agreed: the words, whose task it is, for which need.
TUTORS = "Find out which days the boatyard takes visitors"
STUDENTS = "Write down what to ask at the boatyard"
SENCOS = "Ask the boatyard for the safety sheet in large print"
AGREED = ((TUTORS, "tutor", "information"), (STUDENTS, "student", "choosing"), (SENCOS, "senco", "adjustment"))
PLAN = "I want to see a boatyard from inside before I choose."
NOT_YET = "I know the day, but not who meets me there."
MOST_CLICKS = 8  # an adviser's, to log a meeting with three actions; a choice from a list is one


@dataclass
class Walk:
    """What was seen on the way."""

    student: int = 0
    forename: str = ""
    surname: str = ""
    clicks: int = 0
    actions: dict[str, str] = field(default_factory=dict)
    figures: list[tuple[int, int]] = field(default_factory=list)
    looked_at: int = 0

    @property
    def name(self) -> str:
        return f"{self.forename} {self.surname}"

    def look(self, page: Page) -> str:
        """What a page says, once it is known to break no rule of accessibility and to need no scrolling sideways."""
        page.wait_for_load_state()  # a click returns as soon as the next page begins to come
        size = page.viewport_size
        page.set_viewport_size({"width": 390, "height": 844})
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, (page.url, over)
        page.set_viewport_size(size)
        broken = Axe().run(page, options=RULES).response["violations"]
        assert not broken, (page.url, [(one["id"], one["nodes"][0]["html"][:200]) for one in broken])
        self.looked_at += 1
        return main(page)


class Clicks:
    """An adviser's clicks, counted; a choice from a list is one, and typing none."""

    def __init__(self, page: Page) -> None:
        self.page, self.made = page, 0

    def press(self, target) -> None:
        self.made += 1
        target.click()

    def choose(self, selector: str, value: str) -> None:
        self.made += 1
        self.page.select_option(selector, value)


def main(page: Page) -> str:
    return " ".join(page.inner_text("main").split())


@pytest.fixture
def visitor(running: Running, browser: Browser):
    """Gives ``visitor(script=…)``: the phone of somebody without a staff account."""
    contexts = []

    def come(*, script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": 390, "height": 844}, java_script_enabled=script, base_url=running.address, has_touch=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    yield come
    for context in contexts:
        context.close()


def figure(page: Page, walk: Walk) -> tuple[int, int]:
    """The loop's figure: the same on its own page and on the page of the indicator."""
    page.goto(f"{HOME}guidance/loop/")
    found = re.search(r"([\d,]+) of ([\d,]+) agreed actions that are due", walk.look(page))
    assert found, main(page)[:600]
    page.get_by_role("link", name="How this was counted").first.click()
    assert INDICATOR in page.url
    shown = re.search(r"([\d,]+) of ([\d,]+)", page.locator(".figure .said").first.inner_text())
    assert shown and shown.groups() == found.groups(), (shown, found)
    walk.figures.append((int(found[1].replace(",", "")), int(found[2].replace(",", ""))))
    return walk.figures[-1]


def a_meeting_is_logged_in_the_row(page: Page, walk: Walk) -> None:
    """From the caseload of the group: a student for whom nothing is open."""
    page.goto(f"{HOME}guidance/?tutor_group={GROUP}")
    walk.look(page)
    assert page.evaluate("(frame => frame.scrollWidth - frame.clientWidth)(document.querySelector('#found .scroll'))") <= 0
    nothing_open = page.locator("#found tbody tr").filter(has_text="none").filter(has_not_text=re.compile("Asked|Said"))
    link = nothing_open.first.locator("th a")
    walk.student = int(re.search(r"/students/(\d+)/", link.get_attribute("href"))[1])
    walk.forename, walk.surname = link.inner_text().split(" ", 1)
    # What can be done for one student, found from the record.
    page.goto(f"{HOME}students/{walk.student}/")
    for door in ("guidance/log/", "guidance/notes/", "guidance/concerns/", "guidance/needs/new/"):
        assert page.locator(f"main a[href*='{door}{walk.student}/']").count() == 1, door
    page.goto(f"{HOME}guidance/?tutor_group={GROUP}")
    clicks, own = Clicks(page), f"-{walk.student}"
    clicks.press(page.locator(f"#found a[href*='/guidance/log/{walk.student}/']"))
    page.locator(f"#row{own} form").wait_for()
    walk.look(page)
    page.fill(f"#shared{own}", PLAN)
    for number, (what, owner, need) in enumerate(AGREED, 1):
        page.fill(f"#what-{number}{own}", what)
        page.fill(f"#due_on-{number}{own}", date.today().isoformat())
        clicks.choose(f"#owner_kind-{number}{own}", owner)
        clicks.choose(f"#need-{number}{own}", need)
    clicks.press(page.locator(f"#row{own}").get_by_role("button", name="Keep this meeting"))
    page.get_by_text("the meeting is kept, with 3 actions").wait_for()
    walk.clicks = clicks.made
    page.get_by_role("link", name="Open it").click()
    said = walk.look(page)
    assert PLAN in said
    for what, _, _ in AGREED:
        walk.actions[what] = page.get_by_role("link", name=what).get_attribute("href")
    assert "guidance/agreed/" in walk.actions[TUTORS]


def a_link_is_made(page: Page, walk: Walk) -> str:
    page.goto(walk.actions[TUTORS])
    walk.look(page)
    page.fill("#to_name", "Form tutor")
    page.get_by_role("button", name="Make the link").click()
    walk.look(page)
    return page.input_value("#link")


def it_is_done_from_the_link(phone: Page, looked: Page, link: str, walk: Walk) -> None:
    """On a phone, without a script, an account or a cookie; the page knows a first name and what was agreed."""
    looked.goto(link)
    assert TUTORS in walk.look(looked)
    assert phone.goto(link).status == 200 and fits(phone)
    written = phone.content()
    assert walk.forename in written and TUTORS in written
    for hidden in (walk.surname, GROUP, STUDENTS, SENCOS, PLAN, "Year 11"):
        assert hidden not in written, hidden
    steps = Steps(phone)
    steps.write("textarea[name=words]", "Rang them: any Tuesday.")
    steps.tap("main .actions button")
    phone.wait_for_url("**done")
    assert phone.inner_text("h1") == "Thank you" and steps.taken == 2 and phone.context.cookies() == []
    assert walk.surname not in phone.content()


def slips_are_printed(page: Page, walk: Walk) -> str:
    """The code on the slip of the student, from the sheet of the whole group."""
    page.goto(f"{HOME}students/passes/?group={GROUP}")
    walk.look(page)
    page.get_by_role("link", name=f"Print slips for {GROUP}").click()
    page.get_by_role("button", name="Make slips").click()
    walk.look(page)
    slip = page.locator("ul.slips li").filter(has=page.get_by_role("heading", name=walk.name, exact=True))
    return slip.locator("p.lead strong").inner_text()


def comes_in(page: Page, code: str, walk: Walk) -> str:
    """The code is typed as somebody types it; the first page, read."""
    page.goto("/in/")
    walk.look(page)
    page.fill("#code", code.lower().replace("-", " "))
    page.get_by_role("button", name="Go on").click()
    assert walk.forename in walk.look(page) and walk.surname not in page.content()
    page.get_by_role("button", name="Yes, go on").click()
    page.wait_for_url(f"**{HOME}my/")
    return walk.look(page)


def plan_card(page: Page, what: str):
    return page.locator("main li.card").filter(has_text=what)


def the_student_says_not_yet(page: Page, code: str, walk: Walk) -> None:
    said = comes_in(page, code, walk)
    assert f"Hello {walk.forename}" in said and "Did this help?" in said, said
    page.locator("main a.step-card, main ul a").filter(has_text="Did this help?").first.click()
    assert PLAN in walk.look(page)
    card = plan_card(page, TUTORS)
    card.locator("input[name=words]").fill(NOT_YET)
    card.get_by_role("button", name="Not yet").click()
    assert "taken up again" in walk.look(page)


def why_now(page: Page, walk: Walk) -> str:
    """The row of the student in the list of the group, "" when they are not in it."""
    page.goto(f"{HOME}guidance/next/?tutor_group={GROUP}&show=all")
    walk.look(page)
    row = page.locator("#found tbody tr").filter(has=page.locator(f"a[href*='/{walk.student}/']"))
    return " ".join(row.inner_text().split()) if row.count() else ""


def is_done(page: Page, what: str, walk: Walk) -> None:
    """A member says so: from what is asked of them to the action."""
    page.goto(HOME)
    page.get_by_role("link", name="What is asked of you").click()
    walk.look(page)
    page.locator(f"main a[href='{walk.actions[what]}']").click()
    page.get_by_role("button", name="It is done").click()
    assert "It is kept that this is done" in walk.look(page)


def is_confirmed(page: Page, what: str, walk: Walk) -> None:
    """The owner of the need says that it is met."""
    page.goto(f"{HOME}guidance/mine/")
    page.locator(f"main a[href='{walk.actions[what]}']").click()
    walk.look(page)
    page.locator("form:has(input[name=deed][value=confirm]) button").click()
    assert "the need is met" in walk.look(page)


def a_parent_reads_the_plan_when_it_is_shared(leader: Page, parent: Page, student: Page, walk: Walk) -> None:
    leader.goto(f"{HOME}students/{walk.student}/")
    for door in ("destinations/students/{}/", "students/{}/carers/"):
        assert leader.locator(f"main a[href$='{door.format(walk.student)}']").count() == 1, door
    leader.locator(f"main a[href$='students/{walk.student}/carers/']").click()
    walk.look(leader)
    leader.fill("#name", "Boatyard parent (example)")
    leader.get_by_role("button", name="Save").click()
    leader.get_by_role("link", name="Change Boatyard parent").click()
    leader.get_by_role("button", name="Print a slip for Boatyard parent").click()
    code = leader.locator("ul.slips p.lead strong").inner_text()
    comes_in(parent, code, walk)
    for words in (PLAN, TUTORS, STUDENTS, SENCOS, NOT_YET):
        assert words not in parent.content(), words
    parent.get_by_role("link", name="Plan", exact=True).click()
    assert "has not shared the plan" in walk.look(parent)
    for words in (PLAN, TUTORS, STUDENTS, SENCOS, NOT_YET):
        assert words not in parent.content(), words
    student.get_by_role("link", name="Start").click()
    student.get_by_role("link", name=re.compile("^Who sees what")).click()
    walk.look(student)
    card = student.locator("main section.card").filter(has_text="My plan, with my parents or carers")
    card.get_by_role("button", name="Yes, share it").click()
    parent.reload()
    said = walk.look(parent)
    assert PLAN in said and TUTORS in said and "You said" not in said


def the_timeline_tells_it(page: Page, walk: Walk) -> None:
    page.goto(f"{HOME}students/{walk.student}/")
    said = walk.look(page)
    told = said[said.index("What happened") :]
    of_one = (
        "Need met: Information", f"Confirmed: {TUTORS}", f"Done again: {TUTORS}", "The student says: not yet",
        f"Agreed: {TUTORS}", "Need: Information", "Guidance meeting",
    )  # fmt: skip
    places = [told.index(words) for words in of_one]
    assert places == sorted(places), (places, told)
    assert NOT_YET in told and PLAN in told


def test_from_a_meeting_to_a_need_that_is_met(signed_in, visitor):
    walk, adviser = Walk(), signed_in("adviser")
    adviser.wait_for_url(f"**{HOME}")
    before = figure(adviser, walk)
    a_meeting_is_logged_in_the_row(adviser, walk)
    assert walk.clicks <= MOST_CLICKS
    logged = figure(adviser, walk)
    assert logged == (before[0], before[1] + 3), "due today, and nothing is done"
    it_is_done_from_the_link(visitor(script=False), visitor(), a_link_is_made(adviser, walk), walk)
    assert figure(adviser, walk) == logged, "done is not closed"
    leader, student = signed_in("careers-leader"), visitor()
    the_student_says_not_yet(student, slips_are_printed(leader, walk), walk)
    assert "Said “not yet”" in why_now(adviser, walk)
    is_done(signed_in("tutor"), TUTORS, walk)
    is_confirmed(adviser, TUTORS, walk)
    assert "not yet”" not in why_now(adviser, walk)
    assert figure(adviser, walk) == (logged[0] + 1, logged[1])
    the_timeline_tells_it(adviser, walk)
    a_parent_reads_the_plan_when_it_is_shared(leader, visitor(), student, walk)
    # The other two: the student's own part, and the SENCO's, whose need is the SENCO's own to confirm.
    student.get_by_role("link", name="Plan", exact=True).click()
    plan_card(student, STUDENTS).get_by_role("button", name="It is done").click()
    assert "Well done" in walk.look(student)
    is_confirmed(adviser, STUDENTS, walk)
    senco = signed_in("senco")
    is_done(senco, SENCOS, walk)
    is_confirmed(senco, SENCOS, walk)
    assert figure(adviser, walk) == (logged[0] + 3, logged[1])
