"""Texts that would run, stored through the forms and the import of a school and opened in Chromium by those who read there."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Error, Page

from chalkface.jobs.example import PASSWORD
from tests.trust.hostile_hands import NOT_OPENED, Person
from tests.trust.hostile_school import spoilt
from tests.trust.payloads import ALIVE, PAYLOADS, Payloads
from tests.trust.serving import Place, serving

# Escaping is no matter of the database: one is enough, and the promise's other tests run on both.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SCHOOL = "/s/kingsferry-school-example/"
OWN = SCHOOL + "my/"
# Who stores, in this order, and from where: what one has filled the next leaves as it is.
WRITERS = {
    "careers-leader": (SCHOOL,), "school-admin": (f"{SCHOOL}settings/people/",), "adviser": (f"{SCHOOL}guidance/?seen=asked",),
    "student": (OWN,), "parent": (OWN,),
}  # fmt: skip
READERS = ("careers-leader", "tutor", "student", "parent", "governor", "adviser", "senco", "school-admin")
# What runs is told at once; so is what the page's policy has stopped, where it is let.
WATCH = """window.zqx = () => window.zqxRan('ran at ' + location.href);
addEventListener('securitypolicyviolation',
  said => window.zqxRan('stopped: ' + said.violatedDirective + ' at ' + location.href));"""
SEEN = f"""payloads => ({{
  alive: ({ALIVE})(),
  shows: (text => payloads.filter(one => text.includes(one)))(document.documentElement.textContent
    + [...document.querySelectorAll('input, textarea')].map(one => one.value).join(' ')),
  links: [...document.querySelectorAll('a[href]')].map(one => one.getAttribute('href')),
  asks: [...document.querySelectorAll('form[method=get] input:not([type=hidden])')].map(one => one.name).filter(one => one)
}})"""


class Reader:
    """Somebody who reads in a browser, and what came of it. The page's policy is set aside unless it is to be seen at work: a
    text must be shown as a text before anything else would stop it."""

    def __init__(self, browser: Browser, person: Person, *, policy: bool = False) -> None:
        self.ran: list[str] = []
        self.alive: list[str] = []
        self.pages, self.showing, self.shown = 0, 0, set()
        self.context = browser.new_context(base_url=person.address, bypass_csp=not policy)
        host = urlsplit(person.address).hostname
        self.context.add_cookies([{"name": one.name, "value": one.value, "domain": host, "path": "/"} for one in person.jar])
        self.context.expose_function("zqxRan", lambda said: self.ran.append(said))
        self.context.add_init_script(WATCH)
        self.page: Page = self.context.new_page()
        self.page.on("dialog", lambda dialog: (self.ran.append(f"asked at {self.page.url}"), dialog.dismiss()))

    def looks(self, address: str) -> dict | None:
        """Open a page and ask the browser what of it came alive; nothing for what is no page of this reader's."""
        try:
            answer = self.page.goto(address)
        except Error as fault:
            if "Download is starting" in fault.message:
                return None
            raise
        if answer.status != 200 or "text/html" not in answer.headers.get("content-type", ""):
            return None
        seen = self.page.evaluate(SEEN, PAYLOADS)
        self.pages, self.showing = self.pages + 1, self.showing + bool(seen["shows"])
        self.shown |= set(seen["shows"])
        self.alive += [f"{address}: {one}" for one in seen["alive"]]
        return seen

    def reads(self, begin: str, most: int = 999) -> set[str]:
        """Every kind of page that links lead to, and again with a script in what its form of searching asks."""
        waiting, tried, known, payload = [begin], set(), set(), count()
        while waiting and len(known) < most:
            address = waiting.pop(0).partition("#")[0]
            name = _door(address)
            if not name or name in known or address in tried or NOT_OPENED.search(address):
                continue
            tried.add(address)
            if seen := self.looks(address):
                known.add(name)
                waiting += [urljoin(address, link) for link in seen["links"] if not urlsplit(link).netloc]
                if seen["asks"]:
                    asked = "&".join(f"{one}={quote(PAYLOADS[next(payload) * 7 % len(PAYLOADS)])}" for one in seen["asks"])
                    self.looks(f"{address.partition('?')[0]}?{asked}")
        return known

    def ends(self) -> None:
        """Give what is late a moment, and close the browser's window."""
        self.page.wait_for_timeout(300)
        self.context.close()


def _door(address: str) -> str:
    try:
        return resolve(address.partition("?")[0]).url_name or ""
    except Resolver404:
        return ""


@dataclass
class Hostile:
    """A school in whose every text something lies in wait, where it is kept, and what was stored how."""

    where: Place
    address: str
    today: date
    payloads: Payloads
    brought: int
    typed: int

    def person(self, who: str, address: str = "") -> Person:
        """One of the example school's people, who has signed in."""
        person = Person(address or self.address, self.payloads, self.today)
        person.signs_in(f"{who}@kingsferry.example", PASSWORD)
        return person


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Iterator[Hostile]:
    """The example school as it is served, after its people have brought a file and typed into its forms."""
    if os.environ.get("CHALKFACE_TEST_DATABASE", "sqlite") != "sqlite":
        pytest.skip("a browser shows what it is sent, wherever that was kept: the run on SQLite tries it")
    where = Place(tmp_path_factory.mktemp("hostile"))
    made = where.run("tests.trust.hostile_school")
    with serving(where) as server:
        school = Hostile(where, f"http://127.0.0.1:{server.port}", date.fromisoformat(made["today"]), Payloads(), 0, 0)
        archive, school.brought = spoilt(school.payloads, school.today)
        school.person("school-admin").brings(f"{SCHOOL}imports/", archive)
        done: set[tuple[str, int]] = set()
        for who, begin in WRITERS.items():
            writer = school.person(who)
            writer.types_everywhere(*begin, done=done)
            school.typed += len(writer.kept)
        yield school


@pytest.mark.trust(30, gate="full")
def test_no_text_that_somebody_stored_runs_for_anybody_who_reads(hostile, browser, proof):
    readers = {who: Reader(browser, hostile.person(who)) for who in READERS}
    readers["as the policy lets"] = Reader(browser, hostile.person("careers-leader"), policy=True)
    for who, reader in readers.items():
        reader.reads(OWN if who in ("student", "parent") else SCHOOL)
        reader.ends()
    everybody = readers.values()
    proof("fields of forms that took a text that would run", hostile.typed, at_least=50)
    proof("cells of an import that held one", hostile.brought, at_least=10_000)
    shown = set().union(*(one.shown for one in everybody))
    proof("texts that would run, seen on a page in a browser", len(shown), at_least=280)
    proof("people who read in a browser", len(READERS), at_least=5)
    proof("pages that they opened", sum(one.pages for one in everybody), at_least=400)
    proof("of them, with such a text", sum(one.showing for one in everybody), at_least=300)
    proof("texts that ran in a browser", len(ran := [said for one in everybody for said in one.ran]), exactly=0)
    proof("texts that came alive in a browser", len(alive := [said for one in everybody for said in one.alive]), exactly=0)
    assert (ran, alive) == ([], [])


@pytest.mark.trust(30, control=True, gate="full")
def test_control_without_the_escaping_they_run_and_with_the_policy_alone_they_are_stopped(hostile, browser, proof):
    pages = [SCHOOL + path for path in ("", "students/", "programme/", "plan/")]
    with serving(hostile.where, worse="unescaped") as server:
        address = f"http://127.0.0.1:{server.port}"
        bare = Reader(browser, hostile.person("careers-leader", address))
        shielded = Reader(browser, hostile.person("careers-leader", address), policy=True)
        for reader in (bare, shielded):
            for path in pages:
                reader.looks(path)
            reader.ends()
    ran = [sum(said.startswith("ran") for said in reader.ran) for reader in (bare, shielded)]
    proof("texts that ran without the escaping", ran[0], at_least=len(pages))
    proof("texts that ran without the escaping but with the policy", ran[1], exactly=0)
    proof("texts that the policy stopped", sum(said.startswith("stopped") for said in shielded.ran), at_least=len(pages))
    assert bare.alive and shielded.alive
