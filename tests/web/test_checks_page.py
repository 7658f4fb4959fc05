"""The page of checks: what was found, gravest first, each with the link that mends it for who may."""

import re

import pytest
from django.test import Client

from chalkface.queries.checks import all_checks
from chalkface.queries.checks.held import Held
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.queries.sound import DAY, sound_school
from tests.queries.test_checks import PLANTS
from tests.signed_in import signed_in_as
from tests.web.importing import words

pytestmark = pytest.mark.django_db
import_pages()


@pytest.fixture
def sound(db, monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: DAY)
    return sound_school()


def client_of(sound, role: str) -> Client:
    with writing("a test"), across_schools("a test"):
        account = records.Account.objects.create(email=f"{role}@sound.example", name="A. Person", password="!")
        records.Membership.objects.create(school=sound.school, account=account, role=role)
    client = Client()
    signed_in_as(client, account)
    return client


def read(client: Client) -> tuple[str, str]:
    answer = client.get("/s/soundfield/plan/checks/")
    assert answer.status_code == 200
    markup = answer.content.decode()
    return markup, words(markup)


def test_where_all_is_in_order_it_says_so_and_nothing_else(sound):
    _, told = read(client_of(sound, "careers_leader"))
    assert f"{len(all_checks())} checks looked at everything that is written here, and none found anything." in told
    assert "Put right first" not in told


@pytest.mark.parametrize("code", sorted(PLANTS))
def test_what_is_found_leads_to_the_page_that_mends_it(sound, code):
    PLANTS[code][0](sound)
    client = client_of(sound, "careers_leader")
    markup, told = read(client)
    one = next(one for one in all_checks() if one.code == code)
    section = markup[markup.index(f'id="{code}"') :]
    section = section[: section.index("</section>")]
    assert one.title in told and one.why in words(section).replace("&#39;", "'")
    links = re.findall(r'href="([^"]+)"', section)
    assert len(links) == 1, section
    assert client.get(links[0].replace("&amp;", "&")).status_code == 200, links[0]


def test_every_place_is_a_page(sound):
    for plant, _ in PLANTS.values():
        plant(sound)
    with open_scope(sound.access):
        held = Held(sound.access)
        places = {found.place.page for one in all_checks() for found in one.look(held)}
    assert places and places <= set(PAGES)


def test_who_may_not_mend_reads_it_without_a_link(sound):
    PLANTS["action-overdue"][0](sound)
    markup, told = read(client_of(sound, "governor"))
    section = markup[markup.index('id="action-overdue"') :]
    assert "Action overdue" in told and "<a " not in section[: section.index("</section>")]


def test_gravest_first(sound):
    for code in ("done-without-evidence", "action-without-day", "website-not-checked"):
        PLANTS[code][0](sound)
    _, told = read(client_of(sound, "careers_leader"))
    assert told.index("Put right first") < told.index("Look at") < told.index("Worth knowing")


def test_what_somebody_typed_stays_text(sound):
    sound.change("action", what="<b>Late</b>", due_on=None)
    markup, _ = read(client_of(sound, "careers_leader"))
    assert "<b>Late" not in markup and "&lt;b&gt;Late" in markup
