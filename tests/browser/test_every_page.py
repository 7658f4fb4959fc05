"""Every page a careers leader may open: accessible, within 320 pixels, light, and quick to paint."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.browser.conftest import SCHOOL

import_pages()
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
HEAVIEST = 60_000
MOST_REQUESTS = 8
# Where each kind of argument is found: a page that links to one, and the link's shape.
CODES = {
    "framework": "gatsby-2025",
    "statement": "5.1",
    "benchmark": "5",
    "indicator": "guidance-by-16",
    "year": "2024",
    "stage": "16",
}


def _argument(page, name: str) -> str | None:
    """An id from the pages themselves, as a person finds it: from the list that links to it."""
    lists = {
        "student": "students/",
        "activity": "programme/",
        "batch": "imports/",
        "membership": "settings/people/",
        "review": "review/kept/",
    }
    if name in CODES:
        return CODES[name]
    if name not in lists:
        return None
    page.goto(f"/s/{SCHOOL}/{lists[name]}")
    found = [re.search(r"/(\d+)/(?:$|\?)", link.get_attribute("href") or "") for link in page.locator("main a[href]").all()]
    return next((match.group(1) for match in found if match), None)


def _filled(path: str, values: dict[str, str]) -> str:
    """The path of a door with its arguments put in."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(values[match.group(1)]), path)


@pytest.fixture(scope="module")
def addresses(running, browser) -> list[str]:
    """The address of every page of the school that can be shown, found once."""
    context = browser.new_context(base_url=running.address)
    page = context.new_page()
    page.goto("/sign-in/")
    page.fill("#email", "careers-leader@kingsferry.example")
    page.fill("#password", "only for the example school")
    page.click("main button.button")
    found, seen = ["/sign-in/", "/help/"], {}
    for door in PAGES.values():
        if door.kind != "school" or "GET" not in door.methods:
            continue
        names = [name for _, name in re.findall(r"<(\w+:)?(\w+)>", door.path)]
        values = {"school": SCHOOL}
        for name in names:
            if name != "school":
                seen.setdefault(name, _argument(page, name))
                values[name] = seen[name]
        if all(values[name] is not None for name in names):
            found.append("/" + _filled(door.path, values))
    context.close()
    assert len(found) >= 20
    return found


def _html(page, address: str) -> bool:
    answer = page.goto(address)
    assert answer.status in (200, 403), (address, answer.status)
    return answer.status == 200 and "text/html" in answer.headers.get("content-type", "")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_page_breaks_an_accessibility_rule(signed_in, addresses, dark):
    page, axe, broken = signed_in("careers-leader", dark=dark), Axe(), {}
    for address in addresses:
        if _html(page, address):
            found = axe.run(page, options=RULES).response["violations"]
            if found:
                broken[address] = [(one["id"], one["nodes"][0]["html"][:200]) for one in found]
    assert not broken, broken


@pytest.mark.parametrize("width", [320, 768])
def test_no_page_needs_sideways_scrolling(signed_in, addresses, width):
    page = signed_in("careers-leader", width=width)
    wide = {}
    for address in addresses:
        if _html(page, address):
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if over > 0:
                wide[address] = over
    assert not wide, wide


def test_pages_are_light(signed_in, addresses):
    """At most 60 kB and 8 requests with nothing kept from before. How soon they paint is measured in benchmarks/pages.py."""
    page = signed_in("careers-leader")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    heavy = {}
    for address in addresses:
        session.send("Network.clearBrowserCache")
        sizes.clear()
        if not _html(page, address):
            continue
        page.wait_for_load_state("networkidle")
        if sum(sizes) > HEAVIEST or len(sizes) > MOST_REQUESTS:
            heavy[address] = (round(sum(sizes)), len(sizes))
    assert not heavy, heavy


def test_nothing_is_fetched_from_anywhere_else(signed_in, addresses, running):
    page = signed_in("careers-leader")
    foreign: set[str] = set()
    said: list[str] = []
    page.on(
        "request", lambda request: foreign.add(request.url) if not request.url.startswith((running.address, "data:")) else None
    )
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}") if message.type == "error" else None)
    for address in addresses:
        _html(page, address)
    assert not foreign
    assert not [line for line in said if "403" not in line]
