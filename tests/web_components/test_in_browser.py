"""The gallery and three sample pages in a real browser: accessibility, reflow, budgets, paper, no script needed."""

from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route
from pypdf import PdfReader

from tests.proofs import gate
from tests.web_components.conftest import WEB, plain_environment
from tests.web_components.pages import sample_pages

pytestmark = pytest.mark.browser
PAGES = dict(sample_pages(plain_environment()))
# Each width and each scheme, and in the whole run each width in each scheme.
LOOKS = [(320, "dark"), (768, "light"), (1280, "dark")]
LOOKS += [(320, "light"), (768, "dark"), (1280, "light")] if gate() != "quick" else []
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
WIDE = """() => [...document.querySelectorAll('main *, header *')]
    .filter(e => !e.closest('.scroll table, .sr, svg') && e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => e.outerHTML.slice(0, 90))"""
SMALL = """() => [...document.querySelectorAll('.button, .input, .menu a, .menu-button, .account > summary, .pages a')]
    .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 43.9)
    .filter(e => !(e.closest('.menu') && innerWidth >= 992))  // at a desk, with a mouse: 40 px
    .map(e => e.outerHTML.slice(0, 90))"""
SHIFT = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
        .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(sum), 150); })"""


def serve(route: Route) -> None:
    """A page by its name, or a file of the static folder, under the strict policy; anything else is refused."""
    path = route.request.url.removeprefix("https://chalkface.test/").partition("?")[0]
    if path in PAGES:
        route.fulfill(body=PAGES[path], content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY})
    elif path.startswith("static/"):
        route.fulfill(body=(WEB / path).read_bytes(), content_type=TYPES[path.rpartition(".")[2]])
    else:
        route.abort()


def opened(context: BrowserContext, name: str) -> tuple[Page, list[str]]:
    """The page, and what its console complained of."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.route("**/*", serve)
    page.goto(f"https://chalkface.test/{name}")
    return page, complaints


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_accessible_and_never_wider_than_the_screen(browser: Browser, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for name in PAGES:
        page, complaints = opened(context, name)
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(v["id"], [node["html"][:120] for node in v["nodes"]]) for v in found] == [], name
        assert page.evaluate(WIDE) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.evaluate(SMALL) == [], name
        assert page.evaluate(SHIFT) <= 0.01, name
        assert complaints == [], name
        page.close()
    context.close()


def test_menu_and_everything_else_work_without_a_script(browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800}, java_script_enabled=False)
    page, _ = opened(context, "home")
    assert not page.get_by_role("link", name="Programme", exact=True).is_visible()
    page.get_by_role("button", name="Menu").click()
    assert page.get_by_role("link", name="Programme", exact=True).is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="Programme", exact=True).is_visible()
    page.get_by_text("Account", exact=True).click()
    assert page.get_by_role("button", name="Sign out").is_visible()
    context.close()


def test_keyboard_starts_with_the_skip_link_and_shows_where_it_is(browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page, _ = opened(context, "statement")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    context.close()


def test_a_refused_form_puts_the_focus_on_what_is_wrong(browser: Browser) -> None:
    context = browser.new_context()
    page, _ = opened(context, "gallery")
    assert page.evaluate("document.activeElement.className") == "summary"
    page.get_by_role("link", name="Hours must be more than 0").click()
    assert page.evaluate("document.activeElement.id") == "hours"
    context.close()


def test_a_finding_is_copied_as_its_sentence(browser: Browser) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page, _ = opened(context, "home")
    page.get_by_role("button", name="Copy: 37 of 182").click()
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "37 of 182 have had no guidance meeting; 9 are priority."
    context.close()


@pytest.mark.parametrize("name", ["home", "statement", "students"])
def test_paper_has_school_and_date_on_every_page_and_no_menu(browser: Browser, name: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page, _ = opened(context, name)
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=False))).pages
    width, height = (float(side) for side in sheets[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)
    for number, sheet in enumerate(sheets, start=1):
        text = sheet.extract_text()
        assert "Wexcombe Vale School (example school) · printed 24 November 2026" in text
        assert f"{number} / {len(sheets)}" in text
        assert "Sign out" not in text and "Programme" not in text
    context.close()


def test_paper_shows_the_numbers_of_a_chart_though_they_are_closed_on_the_screen(browser: Browser) -> None:
    context = browser.new_context()
    page, _ = opened(context, "gallery")
    assert not page.get_by_text("130 of 182 (71%)").is_visible()
    text = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf())).pages)
    assert "130 of 182 (71%)" in text
    context.close()
