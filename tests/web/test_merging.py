"""Two browsers with one thing open: the second to save meets the merge page, with their own text in hand."""

import pytest
from django.test import Client

from chalkface.records import models as records
from chalkface.records.tenancy import across_schools
from tests.signed_in import signed_in_as
from tests.web.forms import form_with
from tests.web.importing import words

pytestmark = pytest.mark.django_db
# The page of the form, the row, a text of it that both change, and another field with what it may become.
PAGES = {
    "objective": ("direction/objectives/{}/edit/", records.Objective, "problem", "student_group", "Years 10 and 11"),
    "action": ("plan/actions/{}/edit/", records.PlanAction, "evidence", "resource", "Two days of cover"),
    "outcome": ("outcomes/{}/edit/", records.Outcome, "wording", "term", "2"),
    "direction": ("direction/edit/", records.Direction, "vision", "priorities", "Reading"),
    "post": ("roles/posts/{}/edit/", records.Post, "purpose", "minutes_a_week", "90"),
}


@pytest.fixture
def browsers(school_a, monkeypatch, request):
    """A careers leader's, and a senior leader's or (for what those may not edit) a second one of the careers leader's."""
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: school_a.access("careers_leader").on)
    what = request.node.callspec.params["what"] if hasattr(request.node, "callspec") else ""
    found = []
    for role in ("careers_leader", "careers_leader" if what == "outcome" else "senior_leader"):
        client = Client()
        signed_in_as(client, school_a.accounts[role])
        found.append(client)
    return found


def address(school_a, what: str) -> str:
    return f"/s/school-a/{PAGES[what][0].format(school_a.rows[what].pk)}"


def now(school_a, what: str):
    with across_schools("the test"):
        return PAGES[what][1].objects.get(pk=school_a.rows[what].pk)


def opened(client, where: str, field: str) -> dict[str, list[str]]:
    answer = client.get(where)
    assert answer.status_code == 200, where
    return form_with(answer.content, field)


@pytest.mark.trust(19)
@pytest.mark.parametrize("what", PAGES)
def test_the_second_to_save_sees_both_texts_and_nothing_is_overwritten(school_a, browsers, what):
    first, second = browsers
    where, field = address(school_a, what), PAGES[what][2]
    theirs, mine = opened(first, where, field), opened(second, where, field)
    assert first.post(where, {**theirs, field: "What the first one wrote"}).status_code == 302
    answer = second.post(where, {**mine, field: "What the second one wrote"})
    assert answer.status_code == 409
    told = words(answer.content.decode())
    assert "Somebody else changed this meanwhile" in told and "What the first one wrote" in told
    assert school_a.accounts["careers_leader"].name in told
    merge = form_with(answer.content, field)
    assert merge[field] == ["What the second one wrote"]
    assert getattr(now(school_a, what), field) == "What the first one wrote"
    saved = second.post(where, {**merge, field: "What both wrote"})
    assert saved.status_code == 302, words(saved.content.decode())[:600]
    assert getattr(now(school_a, what), field) == "What both wrote"


@pytest.mark.trust(19)
@pytest.mark.parametrize("what", PAGES)
def test_those_who_change_different_fields_are_both_kept_without_a_question(school_a, browsers, what):
    first, second = browsers
    where, (_, _, field, other, value) = address(school_a, what), PAGES[what]
    theirs, mine = opened(first, where, field), opened(second, where, field)
    assert first.post(where, {**theirs, field: "What the first one wrote"}).status_code == 302
    assert second.post(where, {**mine, other: value}).status_code == 302
    row = now(school_a, what)
    assert (getattr(row, field), str(getattr(row, other))) == ("What the first one wrote", value)


@pytest.mark.parametrize("what", PAGES)
def test_the_merge_page_keeps_what_only_one_of_them_changed(school_a, browsers, what):
    """The second changed both fields, the first only one: the clash is about that one, and the other is not lost."""
    first, second = browsers
    where, (_, _, field, other, value) = address(school_a, what), PAGES[what]
    theirs, mine = opened(first, where, field), opened(second, where, field)
    first.post(where, {**theirs, field: "What the first one wrote"})
    answer = second.post(where, {**mine, field: "What the second one wrote", other: value})
    assert answer.status_code == 409
    assert second.post(where, form_with(answer.content, field)).status_code == 302
    row = now(school_a, what)
    assert (getattr(row, field), str(getattr(row, other))) == ("What the second one wrote", value)


@pytest.mark.trust(19)
def test_a_third_who_saves_while_the_second_merges_is_not_overwritten_either(school_a, browsers):
    first, second = browsers
    where = address(school_a, "action")
    theirs, mine = opened(first, where, "evidence"), opened(second, where, "evidence")
    first.post(where, {**theirs, "evidence": "One"})
    merge = form_with(second.post(where, {**mine, "evidence": "Two"}).content, "evidence")
    first.post(where, {**opened(first, where, "evidence"), "evidence": "Three"})
    answer = second.post(where, {**merge, "evidence": "One and two"})
    assert answer.status_code == 409 and "Three" in words(answer.content.decode())
    assert now(school_a, "action").evidence == "Three"


def test_a_text_with_mark_up_is_shown_and_not_obeyed(school_a, browsers):
    first, second = browsers
    where = address(school_a, "action")
    theirs, mine = opened(first, where, "evidence"), opened(second, where, "evidence")
    first.post(where, {**theirs, "evidence": "<script>alert(1)</script>"})
    answer = second.post(where, {**mine, "evidence": '"><img src=x>'})
    assert answer.status_code == 409
    assert b"<script>alert" not in answer.content and b"<img" not in answer.content


@pytest.mark.parametrize("what", PAGES)
def test_every_form_carries_the_edition_that_it_was_opened_with(school_a, browsers, what):
    first, _ = browsers
    where, field = address(school_a, what), PAGES[what][2]
    form = opened(first, where, field)
    assert form["edition"] == ["0"]
    first.post(where, {**form, field: "Another"})
    assert opened(first, where, field)["edition"] == ["1"]
