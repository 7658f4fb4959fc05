"""Every page of a school and every page of a student and a parent: accessible, within 320 pixels, light, and quick to paint."""

import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

from chalkface.jobs.example import PASSWORD
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.browser.conftest import SCHOOL

import_pages()
pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# The rules that look at colours: nothing else of a page is other in the dark.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
AXE = Axe().axe_script
HEAVIEST = 60_000
MOST_REQUESTS = 8
LINKS = re.compile(r'<a\b[^>]*\bhref="([^"]*)"')
KINDS = ("school", "own")
# Not looked at: a file of evidence, which is no page; another voice's page and a paper in the making, which nothing links to.
NOT_SHOWN = {"review.evidence", "review.answer", "share.making"}
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
    body = page.request.get(f"/s/{SCHOOL}/{lists[name]}").text().partition("<main")[2].partition("</main>")[0]
    found = [re.search(r"/(\d+)/(?:$|\?)", link) for link in _links(body)]
    return next((match.group(1) for match in found if match), None)


def _links(body: str) -> list[str]:
    """Where a page leads, read without drawing it."""
    return [unescape(link) for link in LINKS.findall(body)]


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
        if name in found or address in tried or name in NOT_SHOWN or name not in PAGES or PAGES[name].kind not in KINDS:
            continue
        tried.add(address)
        answer = page.request.get(address)
        assert answer.status in (200, 403), (address, answer.status)
        if answer.status == 200 and "text/html" in answer.headers.get("content-type", ""):
            found[name] = address
            waiting += [link.partition("?")[0] for link in _links(answer.text()) if SCHOOL in link]
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
            if page.request.get(address).status == 200:
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
    missing = sorted(name for name, door in PAGES.items() if door.kind in KINDS and name not in named)
    assert set(missing) == NOT_SHOWN, missing
    return found


def _html(page, address: str) -> bool:
    answer = page.goto(address)
    assert answer.status in (200, 403), (address, answer.status)
    return answer.status == 200 and "text/html" in answer.headers.get("content-type", "")


@dataclass
class Looked:
    """What was found wrong by address, each page opened once, and what was asked of anybody else."""

    broken: dict[str, list] = field(default_factory=dict)
    dim: dict[str, list] = field(default_factory=dict)
    wide: dict[str, int] = field(default_factory=dict)
    heavy: dict[str, tuple[int, int]] = field(default_factory=dict)
    foreign: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    seen: int = 0


class Sizes:
    """The bytes that each answer to a page weighed on the way, with nothing kept from before."""

    def __init__(self, page) -> None:
        self.session, self.all = page.context.new_cdp_session(page), []
        self.session.send("Network.enable")
        self.session.on("Network.loadingFinished", lambda event: self.all.append(event["encodedDataLength"]))

    def start(self) -> None:
        self.session.send("Network.clearBrowserCache")
        self.all.clear()


@pytest.fixture(scope="module")
def looked(browser, running, addresses) -> Looked:
    """Every page, opened once by somebody who may: as it is, in the dark, and on two narrower screens."""
    found, people = Looked(), {}
    for who, address in addresses:
        if who not in people:
            page = _entered(browser, running, who)
            page.on(
                "request",
                lambda sent: found.foreign.add(sent.url) if not sent.url.startswith((running.address, "data:")) else None,
            )
            page.on(
                "console",
                lambda line, at=page: found.complaints.append(f"{at.url}: {line.text}") if line.type == "error" else None,
            )
            people[who] = page, Sizes(page)
        page, sizes = people[who]
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")
        sizes.start()
        if not _html(page, address):
            continue
        found.seen += 1
        page.evaluate(AXE)
        if wrong := _violations(page, RULES):
            found.broken[address] = wrong
        if sum(sizes.all) > HEAVIEST or len(sizes.all) > MOST_REQUESTS:
            found.heavy[address] = (round(sum(sizes.all)), len(sizes.all))
        page.emulate_media(color_scheme="dark")
        if wrong := _violations(page, COLOURS):
            found.dim[address] = wrong
        for width in (768, 320):
            page.set_viewport_size({"width": width, "height": 900})
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if over > 0:
                found.wide[f"{address} at {width}"] = over
    for page, _ in people.values():
        page.context.close()
    assert found.seen >= len(addresses) - 10
    return found


def _violations(page, rules: dict) -> list[tuple[str, str]]:
    """What axe, which the page holds already, finds by the rules; of what is right it is not asked to tell."""
    told = page.evaluate("rules => axe.run(document, rules)", rules | {"resultTypes": ["violations"]})
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in told["violations"]]


def test_negative_control_what_breaks_a_rule_is_told_in_light_and_in_the_dark(browser):
    page = browser.new_page(color_scheme="light")
    page.set_content("<html lang=en><title>x</title><style>p{color:#999}</style><main><h1>x</h1><p>dim</p><img src=x></main>")
    page.evaluate(AXE)
    assert {"image-alt", "color-contrast"} <= {name for name, _ in _violations(page, RULES)}
    assert [name for name, _ in _violations(page, COLOURS)] == ["color-contrast"]
    page.close()


def test_no_page_breaks_an_accessibility_rule(looked):
    assert not looked.broken, looked.broken


def test_in_the_dark_everything_can_be_read(looked):
    assert not looked.dim, looked.dim


def test_no_page_needs_sideways_scrolling(looked):
    assert not looked.wide, looked.wide


def test_pages_are_light(looked):
    """At most 60 kB and 8 requests with nothing kept from before. How soon they paint is measured in benchmarks/pages.py."""
    assert not looked.heavy, looked.heavy


def test_nothing_is_fetched_from_anywhere_else(looked):
    assert not looked.foreign
    assert not [line for line in looked.complaints if "403" not in line]
