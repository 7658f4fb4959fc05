"""The pages of papers: what they offer, to whom, and what comes when it is asked for."""

import io
import zipfile

import pytest
from django.test import Client

from chalkface.core.access import MEMBER_ROLES
from tests.signed_in import signed_in_as
from tests.web.importing import words

pytestmark = pytest.mark.django_db
PLAN, PACK = "/s/school-a/papers/plan/", "/s/school-a/papers/hand-over/"


@pytest.fixture
def ask(school_a, monkeypatch):
    """A function that asks for an address as somebody, on the day of the play."""
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: school_a.access("governor").on)

    def answer(address: str, role: str = "careers_leader"):
        client = Client()
        signed_in_as(client, school_a.accounts[role])
        return client.get(address)

    return answer


def test_the_plan_is_offered_in_every_form_and_says_what_is_approved(ask):
    page = words(ask(PLAN).content.decode())
    assert "Version 1 was approved by governors on 9 October 2025" in page
    assert "Read it here PDF Word Web page" in page
    assert "Where we stand" not in page, "it is gathered only when it is asked for"


def test_the_plan_is_read_on_the_page(ask):
    page = words(ask(f"{PLAN}?as=page").content.decode())
    for said in ("zqadirectionvision", "Where we stand", "Objective 1: zqaobjectivetitle", "Who does what", "The action plan"):
        assert said in page
    assert "zqastudent" not in page


@pytest.fixture
def fetch(school_a, ask):
    """A function that has a paper made and fetches it, as the careers leader."""
    client = Client()
    signed_in_as(client, school_a.accounts["careers_leader"])

    def answer(address: str, ending: str):
        made = client.post(address, {"as": ending})["Location"]
        assert "It is ready" in words(client.get(made).content.decode())
        return client.get(f"{made}?as=file")

    return answer


@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!doctype html>")])
def test_the_plan_is_made_by_a_worker_and_comes_as_a_file_with_a_plain_name(fetch, ending, begins):
    answer = fetch(PLAN, ending)
    assert answer.content.startswith(begins)
    assert answer["Content-Disposition"] == f'attachment; filename="strategic-plan-school-a-2026-03-20.{ending}"'


def test_the_pack_says_what_is_in_it_and_what_is_not_and_comes_as_an_archive(ask, fetch):
    page = words(ask(PACK).content.decode())
    assert "READ-ME-FIRST.pdf One page" in page and "No student is named" in page
    answer = fetch(PACK, "")
    assert answer["Content-Disposition"] == 'attachment; filename="hand-over-school-a-2026-03-20.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
        assert all(f"{name} " in page for name in pack.namelist())


def test_no_page_makes_plan_or_pack_while_somebody_waits_for_it(ask):
    for address, ending in ((PLAN, "pdf"), (PLAN, "docx"), (PLAN, "html"), (PACK, "zip")):
        assert ask(f"{address}?as={ending}").status_code == 404


def test_a_form_that_there_is_not_is_not_made(school_a, ask):
    client = Client()
    signed_in_as(client, school_a.accounts["careers_leader"])
    assert client.post(PLAN, {"as": "exe"}).status_code == 422


def test_the_first_page_is_read_before_the_pack_is_made(ask):
    page = words(ask(f"{PACK}?as=page").content.decode())
    assert "What matters now" in page and "zqaplanactionwhat" in page


def test_only_those_who_may_get_them(ask, school_a):
    for address, right in ((PLAN, "write_plan"), (PACK, "hand_over")):
        for role in MEMBER_ROLES:
            assert ask(address, role).status_code == (200 if school_a.access(role).may(right) else 403), (address, role)


def test_a_form_that_there_is_not_is_not_found(ask):
    assert ask(f"{PLAN}?as=exe").status_code == 404
    assert ask(f"{PACK}?as=pdf").status_code == 404
