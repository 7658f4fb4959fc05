"""The page of a thread: the whole way as a list, up, down and beside, for every kind of thing and every role."""

import re

import pytest
from django.test import Client

from chalkface.core.access import MEMBER_ROLES
from chalkface.queries.thread import KINDS
from tests.proofs import drawn
from tests.queries.test_thread import of_cast
from tests.signed_in import signed_in_as
from tests.web.importing import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_as(school_a, monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: school_a.access("careers_leader").on)

    def sign_in(role: str) -> Client:
        client = Client()
        signed_in_as(client, school_a.accounts[role])
        return client

    return sign_in


def address(school, kind: str) -> str:
    return f"/s/school-a/thread/{kind}/{of_cast(school, kind)}/"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_whole_way_is_told_and_every_link_opens(school_a, client_as, kind):
    client = client_as("careers_leader")
    answer = client.get(address(school_a, kind))
    assert answer.status_code == 200
    markup = answer.content.decode()
    told = words(markup)
    assert all(part in told for part in ("Up: why", "Here", "Down: to whom", "Beside: what else serves it", "What changed"))
    assert markup.count('aria-current="step"') == 1
    main = markup[markup.index("<main") : markup.index("</main>")]
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/s/school-a/[^"#]+)"', main)}
    assert links
    for link in links:
        assert client.get(link).status_code == 200, link


@pytest.mark.trust(3, gate="suite", once=True)
@pytest.mark.parametrize(("role", "kind"), [(role, kind) for kind in sorted(KINDS) for role in drawn(MEMBER_ROLES, 4, kind)])
def test_no_role_reads_a_name_or_meets_a_locked_door(school_a, client_as, role, kind):
    client = client_as(role)
    answer = client.get(address(school_a, kind))
    if not school_a.access(role).may("see_plan"):
        assert answer.status_code == 403
        return
    assert answer.status_code == 200 and b"zqastudent" not in answer.content
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    for link in set(re.findall(r'href="(/s/school-a/[^"#]+)"', main)):
        assert client.get(link.replace("&amp;", "&")).status_code == 200, (role, link)


@pytest.mark.parametrize(
    "path", ["nothing/1", "objective/0", "objective/x", "statement/gatsby-2025:99.9", "statement/x", "duty/SG-99"]
)
def test_what_there_is_not_is_404(school_a, client_as, path):
    assert client_as("careers_leader").get(f"/s/school-a/thread/{path}/").status_code == 404


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"statement", "duty"}))
def test_another_school_s_thing_is_404(school_a, school_b, client_as, kind):
    assert client_as("careers_leader").get(address(school_b, kind)).status_code == 404


def test_the_way_from_an_objective_is_in_order(school_a, client_as):
    told = words(client_as("careers_leader").get(address(school_a, "objective")).content.decode())
    way = ("Approved direction", "Finding", "Objective", "Action", "Outcome", "Activity", "Register", "What changed")
    assert " ".join(way) in re.sub(r" \d+", "", told).replace(" / ", " ")
