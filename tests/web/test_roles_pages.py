"""The pages of roles in the browser's terms: what they say, what a form does, and what is refused beside its question."""

import re

import pytest
from django.test import Client

from chalkface.operations.roles import check_duty, edit_post, set_responsibilities, write_post
from chalkface.records.models import DutyCheck, Post, Responsibility
from chalkface.records.tenancy import open_scope
from tests.cast import DAY
from tests.signed_in import signed_in_as

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day_of_the_play(monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *_: DAY)


@pytest.fixture
def leader(school_a):
    return school_a.access("careers_leader")


@pytest.fixture
def browser(school_a):
    return signed_in(school_a, "careers_leader")


def signed_in(company, role: str) -> Client:
    client = Client()
    signed_in_as(client, company.accounts[role])
    return client


def at(path: str) -> str:
    return f"/s/school-a/{path}"


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def the_post(access, title: str) -> Post:
    with open_scope(access):
        return Post.objects.get(title=title)


def letters(access, about: str, code: str) -> dict[int, str]:
    with open_scope(access):
        return dict(Responsibility.objects.filter(about=about, code=code).values_list("post_id", "letter"))


def test_a_post_is_written_on_a_page_and_found_in_the_list(browser, leader):
    form = {"title": "Head of art", "holder": "M. Quayle", "minutes_a_week": "45", "purpose": "Art", "training": ""}
    answer = browser.post(at("roles/new/"), form)
    assert answer.status_code == 302
    post = the_post(leader, "Head of art")
    assert answer["Location"] == at(f"roles/posts/{post.pk}/")
    assert (post.holder, post.minutes_a_week) == ("M. Quayle", 45)
    said = text(browser.get(at("roles/")))
    assert "Head of art M. Quayle" in said and "45 minutes a week" in said


def test_everything_wrong_with_a_post_is_said_at_once_and_nothing_typed_is_lost(browser):
    form = {"title": "", "holder": "M. Quayle", "minutes_a_week": "much", "membership_id": "0"}
    answer = browser.post(at("roles/new/"), form)
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="M. Quayle"' in page and 'value="much"' in page
    for wrong in ("title", "minutes_a_week", "membership_id"):
        assert f'href="#{wrong}"' in page and f'id="{wrong}-error"' in page


def test_who_may_not_see_people_is_offered_no_account_and_keeps_the_one_there(school_a, leader):
    browser = signed_in(school_a, "senior_leader")
    post = school_a.rows["post"]
    address = at(f"roles/posts/{post.pk}/edit/")
    page = browser.get(address).content.decode()
    assert 'name="membership_id"' not in page and school_a.accounts["senco"].name not in page
    form = {"title": "Careers leader", "holder": "A. Marsh", "edition": "0", "membership_id": ""}
    assert browser.post(address, form).status_code == 302
    assert the_post(leader, "Careers leader").membership_id == post.membership_id


def test_two_who_edit_one_post_are_shown_both_texts(browser, school_a, leader):
    number = write_post(leader, title="Head of art", purpose="Before")
    edit_post(leader, post_id=number, edition=0, new={"purpose": "Theirs"})
    form = {"title": "Head of art", "purpose": "Mine", "edition": "0"}
    answer = browser.post(at(f"roles/posts/{number}/edit/"), form)
    assert answer.status_code == 409 and "Theirs" in text(answer) and "Mine" in answer.content.decode()
    assert the_post(leader, "Head of art").purpose == "Theirs"
    merged = {**form, "purpose": "Both", "edition": "1"}
    assert browser.post(at(f"roles/posts/{number}/edit/"), merged).status_code == 302
    assert the_post(leader, "Head of art").purpose == "Both"


def test_a_post_ends_is_listed_as_ended_and_is_taken_up_again(browser, leader):
    number = write_post(leader, title="Head of art")
    address = at(f"roles/posts/{number}/edit/")
    assert browser.post(address, {"deed": "end", "ended_on": "", "edition": "0"}).status_code == 422
    assert browser.post(address, {"deed": "end", "ended_on": "2025-09-01", "edition": "0"}).status_code == 302
    assert "Posts that have ended (1)" in text(browser.get(at("roles/")))
    assert "This post ended on 1 September 2025" in text(browser.get(at(f"roles/posts/{number}/")))
    assert browser.post(address, {"deed": "reopen", "edition": "1"}).status_code == 302
    assert the_post(leader, "Head of art").ended_on is None


def test_the_matrix_says_who_has_which_part_and_is_changed_only_on_purpose(browser, leader):
    one = write_post(leader, title="Head of art", holder="M. Quayle")
    page = browser.get(at("roles/?about=duty")).content.decode()
    assert "<select" not in page and "roles/change/?about=duty&amp;code=SG-11" in page
    address = at("roles/change/?about=duty&code=SG-11")
    answer = browser.post(address, {f"post-{one}": "A", f"was-{one}": "", "reason": "Agreed in June."})
    assert answer.status_code == 302 and answer["Location"] == at("roles/?about=duty")
    assert letters(leader, "duty", "SG-11") == {one: "A"}
    page = browser.get(at("roles/?about=duty"))
    row = text(page).split("A link governor", 1)[1][:120]
    assert "A (accountable) Head of art" in row
    said = text(browser.get(at(f"roles/posts/{one}/")))
    assert "A link governor" in said and "Duty SG-11: accountable. Agreed in June." in said


def test_the_grid_has_a_column_for_each_post_and_a_word_for_each_letter(browser, leader, school_a):
    page = browser.get(at("roles/?about=duty&view=grid")).content.decode()
    assert f'<th scope="col">{school_a.rows["post"].title}</th>' in page
    assert '<abbr title="accountable">A</abbr>' in page


def test_two_that_answer_for_one_thing_are_refused_with_both_named(browser, leader):
    one, two = write_post(leader, title="Head of art"), write_post(leader, title="Head of music")
    answer = browser.post(at("roles/change/?about=duty&code=SG-11"), {f"post-{one}": "A", f"post-{two}": "A"})
    assert answer.status_code == 422 and "Head of art and Head of music" in text(answer)
    assert answer.content.decode().count('value="A" selected') == 2  # what was chosen is still chosen
    assert letters(leader, "duty", "SG-11") == {}


def test_a_letter_that_somebody_changed_meanwhile_is_said_beside_it(browser, leader):
    one = write_post(leader, title="Head of art")
    set_responsibilities(leader, about="duty", code="SG-11", letters={one: "C"})
    answer = browser.post(at("roles/change/?about=duty&code=SG-11"), {f"post-{one}": "A", f"was-{one}": ""})
    page = answer.content.decode()
    assert answer.status_code == 422 and f'id="post-{one}-error"' in page and "changed this to C" in page
    again = browser.post(at("roles/change/?about=duty&code=SG-11"), {f"post-{one}": "A", f"was-{one}": "C"})
    assert again.status_code == 302 and letters(leader, "duty", "SG-11") == {one: "A"}


@pytest.mark.parametrize(
    "query", ["about=duty&code=SG-99", "about=objective&code=%C2%B2", "about=x&code=y", "about=activity&code=0"]
)
def test_a_thing_that_is_not_there_is_not_found(browser, query):
    assert browser.get(at(f"roles/change/?{query}")).status_code == 404


def test_a_thing_of_the_other_school_is_not_found(browser, school_b):
    for about in ("objective", "activity"):
        assert browser.get(at(f"roles/change/?about={about}&code={school_b.rows[about].pk}")).status_code == 404


def test_nothing_chosen_leads_on(browser):
    assert "Choose what it is about" in text(browser.get(at("roles/change/")))


def test_the_checklist_says_in_a_sentence_how_the_duties_stand(browser, leader):
    check_duty(leader, duty="SG-11", status="done", checked_on=leader.on)
    said = text(browser.get(at("roles/duties/")))
    assert "1 of 22 duties is done" in said or "1 of 22 duties are done" in said
    assert "1 of them has nothing to show it" in said
    assert "A link governor" in text(browser.get(at("roles/duties/?only=bare")))
    assert "SG-12" not in text(browser.get(at("roles/duties/?only=bare")))
    assert "SG-20" in text(browser.get(at("roles/duties/?strength=recommended")))
    assert "SG-01" not in text(browser.get(at("roles/duties/?strength=recommended")))


def test_a_duty_of_another_kind_of_school_is_not_found(browser):
    assert browser.get(at("roles/duties/SG-22/")).status_code == 404
    assert "SG-22" not in text(browser.get(at("roles/duties/")))


def test_a_duty_says_what_it_asks_its_source_and_what_is_not_confirmed(browser):
    said = text(browser.get(at("roles/duties/SG-05/")))
    assert "must" in said and "the law asks it" in said and "Regulations 2008" in said
    assert "Not confirmed at its source" in said and "Academies" not in said[:200] and "academy" in said
    assert "Not confirmed at its source" not in text(browser.get(at("roles/duties/SG-01/")))


def test_a_duty_shows_the_figure_that_answers_it(browser, school_a):
    said = text(browser.get(at("roles/duties/SG-15/")))
    assert "What the records say" in said and "Year 9" in said
    assert "What the records say" not in text(browser.get(at("roles/duties/SG-11/")))


def test_a_small_figure_beside_a_duty_is_hidden_from_those_who_may_not_see_it(school_a):
    said = text(signed_in(school_a, "governor").get(at("roles/duties/SG-15/")))
    assert "hidden, because so few" in said and "2 of 2" not in said
    assert "2 of 2" in text(signed_in(school_a, "careers_leader").get(at("roles/duties/SG-15/")))  # the rule, not the data


def test_how_a_duty_stands_is_saved_with_its_history(browser, leader, school_a):
    address = at("roles/duties/SG-11/")
    form = {
        "status": "done",
        "evidence": "Minute 4.2",
        "address": "https://school.example/minutes",
        "checked_on": "2026-03-02",
        "next_check_on": "2027-03-01",
        "post_id": str(school_a.rows["post"].pk),
        "edition": "0",
    }
    assert browser.post(address, form).status_code == 302
    said = text(browser.get(address))
    assert "Minute 4.2" in said and "1 March 2027" in said and "Evidence: Minute 4.2." in said
    assert f"A (accountable) {school_a.rows['post'].title}" in said and "(keeps it in order)" in said
    with open_scope(leader):
        assert DutyCheck.objects.get(duty="SG-11").status == "done"


def test_a_bad_answer_about_a_duty_is_said_beside_it_and_nothing_typed_is_lost(browser):
    form = {"status": "done", "evidence": "Minute 4.2", "address": "school", "checked_on": "soon", "edition": "0"}
    answer = browser.post(at("roles/duties/SG-11/"), form)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Minute 4.2</textarea>" in page and 'id="checked_on-error"' in page
    answer = browser.post(at("roles/duties/SG-11/"), {**form, "checked_on": ""})
    assert answer.status_code == 422 and 'id="address-error"' in answer.content.decode()


def test_who_only_reads_is_shown_no_form_and_may_not_send_one(school_a, leader):
    browser = signed_in(school_a, "governor")
    page = browser.get(at("roles/duties/SG-11/")).content.decode()
    assert 'name="status"' not in page and "roles/change" not in page
    assert browser.post(at("roles/duties/SG-11/"), {"status": "done", "edition": "0"}).status_code == 403
    assert browser.get(at("roles/new/")).status_code == 403
    with open_scope(leader):
        assert not DutyCheck.objects.filter(duty="SG-11").exists()


def test_role_descriptions_are_read_and_taken_away(browser, school_a):
    post = school_a.rows["post"]
    assert f"?post={post.pk}" in browser.get(at("roles/descriptions/")).content.decode()
    assert post.purpose in text(browser.get(at(f"roles/descriptions/?post={post.pk}")))
    pdf = browser.get(at("roles/descriptions/?as=pdf"))
    assert pdf.content.startswith(b"%PDF") and "role-descriptions-school-a" in pdf["Content-Disposition"]
    assert browser.get(at(f"roles/descriptions/?as=docx&post={post.pk}")).content.startswith(b"PK")


@pytest.mark.parametrize("query", ["as=exe", "post=0", "post=x", "as=pdf&post=%C2%B2"])
def test_a_description_that_is_not_there_is_not_found(browser, query):
    assert browser.get(at(f"roles/descriptions/?{query}")).status_code == 404


def test_descriptions_of_the_other_school_are_not_found_and_need_a_right(browser, school_a, school_b):
    assert browser.get(at(f"roles/descriptions/?post={school_b.rows['post'].pk}")).status_code == 404
    assert signed_in(school_a, "tutor").get(at("roles/descriptions/")).status_code == 403
