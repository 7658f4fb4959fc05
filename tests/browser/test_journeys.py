"""What people come for, done in a real browser against the real server with the example school."""

import re

import pyotp
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SCHOOL

pytestmark = pytest.mark.browser
HOME = f"/s/{SCHOOL}/"


def test_from_the_first_sentence_down_to_a_student(signed_in):
    page = signed_in("careers-leader")
    page.wait_for_url(f"**{HOME}")
    assert re.search(r"\d of 8 benchmarks", page.inner_text("main p.lead"))
    page.get_by_role("link", name=re.compile(r"^Open statement \d")).first.click()
    expect(page.locator("h1")).to_contain_text("Statement ")
    page.get_by_role("link", name=re.compile("See who")).first.click()
    page.locator("main table a[href*='/students/']").first.click()
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()


def a_new_school(running, number: int) -> tuple[str, str, str]:
    """A school with one careers leader, made on the command line; its slug, their address and password."""
    name, email, password = f"Journey {number} Academy", f"leader{number}@journey.example", "three plain words"
    running.command("school", "add", "--urn", f"99800{number}", "--name", name)
    slug = name.lower().replace(" ", "-")
    running.command(
        "user", "add", "--school", slug, "--role", "careers_leader", "--email", email, "--password-stdin", given=password
    )
    return slug, email, password


def a_second_factor_is_set_up(page) -> None:
    """A real school asks every member of staff for one at the first sign-in."""
    page.wait_for_url("**/sign-in/set-up/")
    secret = re.search(r"type this key into the app: (\w+)", page.inner_text("main")).group(1)
    page.fill("#code", pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("link", name="I have kept them: go on").click()


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])
def test_a_list_is_dropped_looked_at_imported_and_taken_back(running, signed_in, files, script):
    slug, email, password = a_new_school(running, 1 if script else 2)
    page = signed_in(email, password=password, script=script)
    a_second_factor_is_set_up(page)
    page.goto(f"/s/{slug}/imports/")
    page.set_input_files("#files", files / "sims_student_list_cp1252.csv")
    page.click("text=Look at the files")
    until(page, "Nothing has been changed yet")
    assert "12 rows read" in page.inner_text("main")
    page.click("text=Import it")
    until(page, "24 new")
    page.goto(f"/s/{slug}/students/")
    assert "12 students on roll today" in page.inner_text("main")
    page.goto(f"/s/{slug}/imports/")
    page.locator("main table a").first.click()
    page.click("text=Take this import back")
    until(page, "was taken back")
    page.goto(f"/s/{slug}/students/")
    assert "0 students" in page.inner_text("main")


def until(page, words: str) -> None:
    """Wait for words on the page; without a script, by asking again as a person would."""
    for _ in range(40):
        if words in page.inner_text("main"):
            return
        again = page.get_by_role("link", name="See how far it is")
        if again.count():
            again.click()
        page.wait_for_timeout(250)
    raise AssertionError(f"'{words}' did not come; the page says: {page.inner_text('main')[:800]}")


def test_filters_narrow_the_list_without_loading_the_page_again(signed_in):
    page = signed_in("careers-leader")
    page.goto(f"{HOME}students/")
    everybody = page.inner_text("#found p.lead")
    page.evaluate("window.stayed = true")
    page.select_option("select[name=year_group]", "11")
    page.wait_for_function("before => document.querySelector('#found p.lead').innerText !== before", arg=everybody)
    assert page.evaluate("window.stayed") is True
    assert "year_group=11" in page.url
    assert all("Year 11" in row for row in page.locator("#found tbody td:nth-child(2)").all_inner_texts())


def test_a_register_is_taken_on_a_phone(signed_in):
    page = signed_in("tutor", width=390)
    page.goto(f"{HOME}programme/")
    page.locator("main table a").first.click()
    page.locator("main a[href*='register']").first.click()
    came = page.locator("input[type=radio][value=yes]")
    expect(came.nth(5)).to_be_attached()  # a click returns as soon as the next page begins to come
    for box in came.all()[:3]:
        page.locator(f"label[for='{box.get_attribute('id')}']").click()
        assert box.is_checked()
    page.click("text=Save the register")
    expect(page.locator("main")).to_contain_text("is saved")


def test_a_governor_reads_figures_and_never_a_name(signed_in):
    page = signed_in("governor")
    page.goto(f"{HOME}review/")
    assert "benchmarks" in page.inner_text("main")
    for address in ("students/", "imports/", "settings/people/"):
        answer = page.goto(f"{HOME}{address}")
        assert answer.status == 403
        assert "You may not see this page" in page.inner_text("h1")


def test_the_governor_paper_comes_as_a_pdf(signed_in):
    page = signed_in("careers-leader")
    page.goto(f"{HOME}papers/governor/")
    with page.expect_download() as coming:
        page.get_by_role("link", name=re.compile("PDF")).or_(page.get_by_role("button", name=re.compile("PDF"))).first.click()
    with open(coming.value.path(), "rb") as paper:
        assert paper.read(5) == b"%PDF-"


def test_the_way_in_by_keyboard_alone(running, browser):
    context = browser.new_context(base_url=running.address)
    page = context.new_page()
    page.goto("/sign-in/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#email")
    page.keyboard.type("careers-leader@kingsferry.example")
    page.keyboard.press("Tab")
    page.keyboard.type("only for the example school")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{HOME}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    context.close()
