"""The spine, walked in a real browser: red statement → objective → outcome → activity → register on a phone → the figure
moves → the thread shows it → the paper for governors says it, as PDF and Word."""

import re
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.conftest import SCHOOL

pytestmark = pytest.mark.browser
HOME = f"/s/{SCHOOL}/"
STATEMENT = f"{HOME}review/statements/gatsby-2025/5.1/"
OBJECTIVE = "Every year, somebody from work for everybody"
OUTCOME = "Has asked somebody from work one question of their own and can say what they answered."
ACTIVITY = "The harbour pilot comes to tutor time"
MEANINGFUL = ("purpose_shared", "learning_outcomes", "two_way", "reflection")


@dataclass
class Walk:
    """What was seen on the way."""

    before: tuple[int, int] = (0, 0)
    group: str = ""
    objective: str = ""
    baseline: str = ""
    outcome_code: str = ""
    activity: str = ""
    sizes: list[int] = field(default_factory=list)


def reached(page: Page) -> tuple[int, int]:
    """The figure of the statement as its page says it: how many of how many."""
    page.goto(STATEMENT)
    found = re.search(r"([\d,]+) of ([\d,]+) \w+ have what the statement asks", page.inner_text("main"))
    assert found, page.inner_text("main")[:800]
    return int(found[1].replace(",", "")), int(found[2].replace(",", ""))


def main(page: Page) -> str:
    return " ".join(page.inner_text("main").split())


def from_a_red_statement_to_an_objective(page: Page, walk: Walk) -> None:
    walk.before = reached(page)
    assert walk.before[0] < walk.before[1]
    page.get_by_role("link", name="Make it an objective").first.click()
    page.fill("#title", OBJECTIVE)
    page.fill("#target_percent", "95")
    page.check("#status-2")
    page.get_by_role("button", name="Save the objective").click()
    walk.objective = page.url
    walk.baseline = f"{walk.before[0]:,} of {walk.before[1]:,}"
    said = main(page)
    assert OBJECTIVE in said and walk.baseline in said and "95%" in said


def who_is_missing(page: Page, walk: Walk) -> None:
    """The tutor group of somebody who is missing: the one to plan something for."""
    page.goto(STATEMENT)
    page.get_by_role("link", name="See who is missing").click()
    walk.group = page.locator("#found tbody tr").first.locator("td").last.inner_text()
    assert re.fullmatch(r"\d+\w+", walk.group)


def from_the_objective_to_an_outcome(page: Page, walk: Walk) -> None:
    year = re.match(r"\d+", walk.group)[0]
    page.goto(f"{HOME}outcomes/new/?year_group={year}&area=EXP")
    page.fill("[name=wording]", OUTCOME)
    page.locator("main form button.button").first.click()
    page.goto(walk.objective)
    page.get_by_role("link", name=re.compile("outcomes", re.IGNORECASE)).and_(
        page.locator("main a[href*='objective']")
    ).first.click()
    page.get_by_label(OUTCOME).check()
    page.get_by_role("button", name="Save").click()
    assert OUTCOME in main(page)
    walk.outcome_code = re.search(rf"(EXP-\w+)\W[^.]*{re.escape(OUTCOME[:20])}", main(page))[1]


def from_the_outcome_to_an_activity(page: Page, walk: Walk) -> None:
    page.goto(walk.objective)
    page.locator(f"main a[href*='/outcomes/']:has-text('{walk.outcome_code}'), main a[href*='/outcomes/']").first.click()
    page.locator("main a[href*='programme/new']").first.click()
    page.fill("#title", ACTIVITY)
    page.select_option("#kind", "employer_encounter")
    page.fill("#starts_on", date.today().isoformat())
    page.fill("#new_partner", "Harbour Pilots (example)")
    page.select_option("#new_partner_kind", "employer")
    page.get_by_role("button", name="Plan it").click()
    walk.activity = page.url
    assert OUTCOME in main(page), main(page)[:1500]
    page.locator("main a[href*='part=meaningful']").click()
    for name in MEANINGFUL:
        page.locator(f"[name={name}][value=yes], [name={name}][value=true]").first.check()
    page.get_by_role("button", name=re.compile("^Save")).first.click()


def the_register_on_a_phone(page: Page, walk: Walk) -> None:
    page.goto(walk.activity)
    link = page.locator(f"main a[href*='register'][href$='group={walk.group}']").first
    if not link.is_visible():
        page.get_by_text("Another group").click()
    link.click()
    page.wait_for_load_state()  # a click returns as soon as the next page begins to come
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.get_by_role("button", name="Everybody came").click()
    assert page.locator("input[type=radio][value=yes]:checked").count() > 5
    page.get_by_role("button", name="Save the register").click()
    assert "is saved" in main(page)


def the_thread(page: Page, walk: Walk) -> None:
    """From the objective: up to the statement, down over the outcome to the activity and what has changed."""
    page.goto(walk.objective)
    page.locator("main a[href*='/thread/']").first.click()
    said = main(page)
    for words in (OBJECTIVE, OUTCOME[:40], ACTIVITY, "5.1", walk.baseline):
        assert words in said, (words, said[:3000])


def the_paper_for_governors(page: Page, walk: Walk) -> None:
    for ending, name in (("pdf", "PDF"), ("docx", "Word")):
        page.goto(f"{HOME}papers/governor/")
        with page.expect_download() as coming:
            page.get_by_role("link", name=f"Download {name}", exact=True).click()
        with open(coming.value.path(), "rb") as file:
            text = words_of(file.read(), ending)
        for words in (OBJECTIVE, walk.baseline, "95%"):
            assert "".join(words.split()) in text, (ending, words)


def words_of(content: bytes, ending: str) -> str:
    """What a file says, without spaces."""
    if ending == "pdf":
        return "".join("".join(one.extract_text().split()) for one in PdfReader(BytesIO(content)).pages)
    paper = Document(BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "".join("".join([*(line.text for line in paper.paragraphs), *cells]).split())


def test_from_a_red_statement_to_the_paper_for_governors(signed_in):
    walk, page = Walk(), signed_in("careers-leader")
    from_a_red_statement_to_an_objective(page, walk)
    who_is_missing(page, walk)
    from_the_objective_to_an_outcome(page, walk)
    from_the_outcome_to_an_activity(page, walk)
    assert reached(page) == walk.before, "planning alone moves no figure"
    the_register_on_a_phone(signed_in("careers-leader", width=390), walk)
    after = reached(page)
    assert after[1] == walk.before[1]
    assert after[0] > walk.before[0]
    page.goto(walk.objective)
    assert f"{after[0]:,} of {after[1]:,}" in main(page), "the objective reads the figure"
    the_thread(page, walk)
    the_paper_for_governors(page, walk)
