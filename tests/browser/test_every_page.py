"""Every page of a school and every page of a student and a parent: accessible, within 320 pixels, light, and quick to paint."""

import re
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

from chalkface.jobs.example import PASSWORD
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.browser.conftest import SCHOOL

import_pages()
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
HEAVIEST = 60_000
MOST_REQUESTS = 8
LINKS = "[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))"
# Neither list nor link shows a careers leader these: a file of evidence, another voice's page, a member (for administrators).
NOT_SHOWN = {"review.evidence", "review.answer"}
# Where each kind of argument is found: a page that links to one, and the link's shape.
CODES = {
    "framework": "gatsby-2025",
    "statement": "5.1",
    "benchmark": "5",
    "indicator": "guidance-by-16",
    "year": "2024",
    "stage": "16",
}


def _argument(page, name: str, child: str) -> str | None:
    """An id from the pages themselves, as a person finds it: from the list that links to it."""
    lists = {
        "student": f"students/?{urlencode({'words': child})}",
        "activity": "programme/",
        "batch": "imports/",
        "survey": "surveys/",
        "membership": "settings/people/",
        "review": "review/kept/",
        "rights_request": "rights/",
        "run": "retention/",
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


def _door_of(address: str) -> str:
    """The name of the page behind an address; an address that leads nowhere has none."""
    try:
        return resolve(address.partition("?")[0].partition("#")[0]).url_name or ""
    except Resolver404:
        return ""


def _linked(page, *begin: str) -> dict[str, str]:
    """One address for each page that links lead to from ``begin``."""
    found, tried, waiting = {}, set(), list(begin)
    while waiting:
        address = waiting.pop(0)
        name = _door_of(address)
        if name in found or address in tried or name not in PAGES or PAGES[name].kind not in ("school", "own"):
            continue
        tried.add(address)
        if _html(page, address):
            found[name] = address
            waiting += [link.partition("?")[0] for link in page.evaluate(LINKS) if SCHOOL in link]
    return found


def _entered(browser, running, who: str):
    page = browser.new_context(base_url=running.address).new_page()
    page.goto("/sign-in/")
    page.fill("#email", f"{who}@kingsferry.example")
    page.fill("#password", PASSWORD)
    page.click("main button.button")
    return page


@pytest.fixture(scope="module")
def addresses(running, browser) -> list[tuple[str, str]]:
    """Who opens it, and the address: every page of the school that can be shown, found once."""
    page = _entered(browser, running, "student")
    page.goto(f"/s/{SCHOOL}/my/record/")
    child = page.locator("main dd").first.inner_text()
    page.context.close()
    page = _entered(browser, running, "careers-leader")
    found, seen, named = [("careers-leader", "/sign-in/"), ("careers-leader", "/help/"), ("student", "/in/")], {}, set()
    for door in PAGES.values():
        if door.kind != "school" or "GET" not in door.methods:
            continue
        names = [name for _, name in re.findall(r"<(\w+:)?(\w+)>", door.path)]
        values = {"school": SCHOOL}
        for name in names:
            if name != "school":
                seen.setdefault(name, _argument(page, name, child))
                values[name] = seen[name]
        if all(values[name] is not None for name in names):
            address = "/" + _filled(door.path, values)
            if page.goto(address).status == 200:
                found.append(("careers-leader", address))
                named.add(door.name)
    survey = _argument(page, "survey", child)
    page.context.close()
    # What no list above leads to is found by links; what a careers leader may not open, an adviser does.
    record = f"/s/{SCHOOL}/students/{seen['student']}/"
    for who, begin, known in (
        ("careers-leader", (record, f"/s/{SCHOOL}/"), named),
        ("adviser", (f"/s/{SCHOOL}/guidance/?seen=asked", record, f"/s/{SCHOOL}/"), named),
        ("school-admin", (f"/s/{SCHOOL}/settings/",), named),
        ("student", (f"/s/{SCHOOL}/my/", f"/s/{SCHOOL}/my/leave/", f"/s/{SCHOOL}/my/survey/{survey}/"), set()),
        ("parent", (f"/s/{SCHOOL}/my/",), set()),
    ):
        page = _entered(browser, running, who)
        for name, address in _linked(page, *begin).items():
            if name not in known:
                found.append((who, address))
                named.add(name)
        page.context.close()
    missing = sorted(name for name, door in PAGES.items() if door.kind in ("school", "own") and name not in named)
    assert set(missing) == NOT_SHOWN, missing
    return found


def _by_person(signed_in, addresses, **options):
    """Each address with a page of whoever opens it."""
    pages: dict = {}
    for who, address in addresses:
        if who not in pages:
            pages[who] = signed_in(who, **options)
        yield pages[who], address


def _html(page, address: str) -> bool:
    answer = page.goto(address)
    assert answer.status in (200, 403), (address, answer.status)
    return answer.status == 200 and "text/html" in answer.headers.get("content-type", "")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_page_breaks_an_accessibility_rule(signed_in, addresses, dark):
    axe, broken = Axe(), {}
    for page, address in _by_person(signed_in, addresses, dark=dark):
        if _html(page, address):
            found = axe.run(page, options=RULES).response["violations"]
            if found:
                broken[address] = [(one["id"], one["nodes"][0]["html"][:200]) for one in found]
    assert not broken, broken


@pytest.mark.parametrize("width", [320, 768])
def test_no_page_needs_sideways_scrolling(signed_in, addresses, width):
    wide = {}
    for page, address in _by_person(signed_in, addresses, width=width):
        if _html(page, address):
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if over > 0:
                wide[address] = over
    assert not wide, wide


def test_pages_are_light(signed_in, addresses):
    """At most 60 kB and 8 requests with nothing kept from before. How soon they paint is measured in benchmarks/pages.py."""
    heavy, asked = {}, {}
    for page, address in _by_person(signed_in, addresses):
        if page not in asked:
            asked[page] = (page.context.new_cdp_session(page), [])
            asked[page][0].send("Network.enable")
            add = asked[page][1].append
            asked[page][0].on("Network.loadingFinished", lambda event, add=add: add(event["encodedDataLength"]))
        session, sizes = asked[page]
        session.send("Network.clearBrowserCache")
        sizes.clear()
        if not _html(page, address):
            continue
        page.wait_for_load_state("networkidle")
        if sum(sizes) > HEAVIEST or len(sizes) > MOST_REQUESTS:
            heavy[address] = (round(sum(sizes)), len(sizes))
    assert not heavy, heavy


def test_nothing_is_fetched_from_anywhere_else(signed_in, addresses, running):
    foreign: set[str] = set()
    said: list[str] = []
    watched = set()
    for page, address in _by_person(signed_in, addresses):
        if page not in watched:
            watched.add(page)
            page.on(
                "request", lambda sent: foreign.add(sent.url) if not sent.url.startswith((running.address, "data:")) else None
            )
            page.on("console", lambda line, at=page: said.append(f"{at.url}: {line.text}") if line.type == "error" else None)
        _html(page, address)
    assert not foreign
    assert not [line for line in said if "403" not in line]
