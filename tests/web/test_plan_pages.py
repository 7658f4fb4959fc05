"""The pages of the plan: written, changed by two at once, worked on by who owns it, reviewed, chosen as a digest."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from chalkface.operations.digests import choose_digest
from chalkface.operations.plans import edit_action, write_action
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY
from tests.signed_in import signed_in_as
from tests.web.importing import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: DAY)


@pytest.fixture
def enter(school_a):
    """A function that gives the browser of somebody at school A."""

    def browser(role: str = "careers_leader") -> Client:
        client = Client()
        signed_in_as(client, school_a.accounts[role])
        return client

    return browser


def read(client: Client, path: str = "", status: int = 200) -> str:
    answer = client.get(f"/s/school-a/plan/{path}")
    assert answer.status_code == status
    return answer.content.decode()


def form_of(page: str) -> dict[str, str]:
    """What the form of a merge page sends unseen."""
    form = page[page.rindex('<form method="post" action=') :]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def action_of(school_a, **wanted) -> records.PlanAction:
    with open_scope(school_a.access("careers_leader")):
        return records.PlanAction.objects.get(**wanted)


def own_post(school_a, role: str) -> None:
    with writing("a test"), across_schools("a test"):
        membership = records.Membership.objects.get(school=school_a.school, account=school_a.accounts[role])
        records.Post.objects.filter(pk=school_a.rows["post"].pk).update(membership=membership)


WHOLE = {
    "what": "Ring the college", "post_id": "", "owner": "", "starts_on": "", "due_on": "", "resource": "", "objective_id": "",
    "framework": "gatsby-2025", "statement": "", "activity_id": "", "duty": "",
}  # fmt: skip


def test_the_plan_begins_with_how_far_it_is_and_narrows(enter, school_a):
    page = words(read(enter()))
    assert "1 action: 0 done, 1 under way, 0 not begun; 1 is past its date, by 47 days." in page
    assert "47 days late" in page
    assert "No action fits" in words(read(enter(), "?status=done"))
    assert school_a.rows["action"].what in read(enter(), f"?overdue=yes&objective={school_a.rows['objective'].pk}")
    assert "No action fits" in read(enter(), "?post=999999999&objective=x&status=y")


def test_a_deficiency_becomes_an_action_in_one_step(enter, school_a):
    client, objective = enter(), school_a.rows["objective"].pk
    address = f"new-action/?objective={objective}&framework=gatsby-2025&statement=7.1&duty=SG-04&what=Ring+them&due=2026-05-01"
    page = read(client, address)
    assert "\nRing them</textarea>" in page and 'value="2026-05-01"' in page
    assert f'<option value="{objective}" selected>' in page and '<option value="SG-04" selected>' in page
    assert '<option value="7.1" selected>' in page
    sent = WHOLE | {"what": "Ring them", "objective_id": objective, "statement": "7.1", "duty": "SG-04", "due_on": "2026-05-01"}
    answer = client.post(f"/s/school-a/plan/{address}", sent)
    row = action_of(school_a, what="Ring them")
    assert answer.status_code == 302 and answer["Location"].endswith(f"/plan/actions/{row.pk}/")
    assert (row.framework, row.statement, row.duty, row.objective_id) == ("gatsby-2025", "7.1", "SG-04", objective)


def test_what_is_wrong_stands_beside_its_question_and_nothing_typed_is_lost(enter):
    sent = WHOLE | {"what": "", "due_on": "soon", "owner": "M. Example", "duty": "XX-1"}
    answer = enter().post("/s/school-a/plan/new-action/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    for sentence in ("What is to be done is missing.", "must be a day, written like", "Duty: choose one of the answers"):
        assert page.count(sentence) == 2, "in the summary, and beside the question"
    assert 'value="M. Example"' in page and 'value="soon"' in page


def test_who_may_not_write_the_plan_sees_no_way_to_and_is_refused(enter, school_a):
    client, number = enter("governor"), school_a.rows["action"].pk
    assert "new-action" not in read(client) and f"actions/{number}/edit" not in read(client, f"actions/{number}/")
    assert "Say how far it is" not in read(client, f"actions/{number}/")
    for path in ("new-action/", f"actions/{number}/edit/", "new-review/"):
        assert client.get(f"/s/school-a/plan/{path}").status_code == 403
        assert client.post(f"/s/school-a/plan/{path}", WHOLE).status_code == 403


def test_whoever_holds_the_post_changes_the_status_from_their_own_page_and_nobody_elses(enter, school_a):
    number = school_a.rows["action"].pk
    sent = {"action": number, "edition": 0, "status": "done"}
    assert enter("teacher").post("/s/school-a/plan/mine/", sent).status_code == 403
    own_post(school_a, "teacher")
    client = enter("teacher")
    assert "47 days late" in words(read(client, "mine/")) and "1 action to do, 1 past the date" in words(read(client, "mine/"))
    answer = client.post("/s/school-a/plan/mine/", sent)
    assert answer["Location"] == f"/s/school-a/plan/mine/#action-{number}"
    row = action_of(school_a, pk=number)
    assert (row.status, row.done_on) == ("done", DAY)
    assert row.evidence == school_a.rows["action"].evidence, "what was not asked for stays"
    assert "Actions</h2>" not in read(client, "mine/"), "a box that is empty is not shown"
    assert enter("teacher").post(f"/s/school-a/plan/actions/{number}/", {"edition": 1, "status": "never"}).status_code == 422


def test_an_action_is_changed_with_its_reason_and_its_history_shows_it(enter, school_a):
    client, number = enter(), school_a.rows["action"].pk
    page = read(client, f"actions/{number}/edit/")
    assert 'value="2026-02-01"' in page
    sent = WHOLE | {"what": "Ring the college", "due_on": "2026-04-30", "status": "doing", "evidence": "", "edition": 0}
    answer = client.post(f"/s/school-a/plan/actions/{number}/edit/", sent)
    assert answer.status_code == 422 and "Say why the day has moved" in answer.content.decode()
    assert client.post(f"/s/school-a/plan/actions/{number}/edit/", sent | {"reason": "half-term"}).status_code == 302
    page = words(read(client, f"actions/{number}/"))
    assert "March 2026" in page and "Due on: 1 February 2026 became 30 April 2026." in page and "Because: half-term" in page


def test_two_people_who_change_one_action_get_a_merge_page_and_nothing_is_lost(enter, school_a):
    client, number = enter(), school_a.rows["action"].pk
    address = f"/s/school-a/plan/actions/{number}/edit/"
    sent = WHOLE | {"what": "My words", "status": "doing", "edition": form_edition(read(client, f"actions/{number}/edit/"))}
    sent |= {"due_on": "2026-02-01", "reason": "because"}
    edit_action(school_a.access("senior_leader"), action_id=number, edition=0, new={"what": "Their words"})
    answer = client.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 409 and "Their words" in page and "My words" in page
    assert action_of(school_a, pk=number).what == "Their words"
    merged = form_of(page) | {"what": "Both our words"}
    assert client.post(address, merged).status_code == 302
    assert action_of(school_a, pk=number).what == "Both our words"


def form_edition(page: str) -> str:
    return re.search(r'name="edition" value="(\d+)"', page)[1]


def test_two_people_who_say_how_far_it_is_get_a_merge_page_on_their_own_list_too(enter, school_a):
    client, number = enter(), school_a.rows["action"].pk
    edit_action(school_a.access("senior_leader"), action_id=number, edition=0, new={"status": "to_do"})
    answer = client.post("/s/school-a/plan/mine/", {"action": number, "edition": 0, "status": "done"})
    assert answer.status_code == 409 and f'name="action" value="{number}"' in answer.content.decode()


def test_an_action_is_taken_out_only_with_a_reason(enter, school_a):
    client, number = enter(), school_a.rows["action"].pk
    address = f"/s/school-a/plan/actions/{number}/edit/"
    answer = client.post(address, {"deed": "remove", "because": ""})
    assert answer.status_code == 422 and 'href="#because"' in answer.content.decode()
    assert client.post(address, {"deed": "remove", "because": "not needed"}).status_code == 302
    read(client, f"actions/{number}/", 404)


def test_a_closed_objective_and_an_ended_post_stay_what_an_action_has(enter, school_a):
    with writing("a test"), across_schools("a test"):
        records.Objective.objects.filter(pk=school_a.rows["objective"].pk).update(status="closed")
        records.Post.objects.filter(pk=school_a.rows["post"].pk).update(ended_on=DAY)
    page = read(enter(), f"actions/{school_a.rows['action'].pk}/edit/")
    assert f'<option value="{school_a.rows["objective"].pk}" selected>' in page
    assert f'<option value="{school_a.rows["post"].pk}" selected>' in page


def test_the_timeline_says_in_words_what_its_lines_show(enter, school_a):
    write_action(school_a.access("careers_leader"), what="Some day")
    page = read(enter(), "timeline/")
    assert "1 action falls into 2025/26." in words(page) and "Without a day Some day" in words(page)
    assert "1 October 2025 to 1 February 2026; 47 days late" in words(page)
    assert "Target: 90%" in page and "style=" not in page
    assert all('aria-hidden="true"' in svg for svg in re.findall(r"<svg[^>]*>", page[page.index("<main") :]))
    for odd in ("?of=1066", "?of=x", "?of=99999"):
        read(enter(), f"timeline/{odd}")


def test_a_review_writes_its_agenda_and_its_decisions_become_actions_in_one_step(enter, school_a):
    client = enter()
    page = words(read(client, "new-review/"))
    assert "what has changed since the review of 10 December 2025" in page
    answer = client.post("/s/school-a/plan/new-review/", {"on": DAY.isoformat(), "next_on": "2026-07-01", "present": "All"})
    assert answer.status_code == 302
    where = answer["Location"].removeprefix("/s/school-a/plan/")
    page = read(client, where)
    assert "47 days late" in words(page)
    sent = {"edition": form_edition(page), "present": "All", "notes": "Short.", "next_on": "2026-07-01"}
    assert client.post(answer["Location"], sent | {"decisions": "Ring the college\nBook the hall"}).status_code == 302
    page = read(client, where)
    (link, _) = re.findall(r'href="/s/school-a/plan/(new-action/\?review=[^"]+)"', page)
    link = link.replace("&amp;", "&")
    form = read(client, link)
    assert "\nRing the college</textarea>" in form and 'value="2026-07-01"' in form
    assert client.post(f"/s/school-a/plan/{link}", WHOLE).status_code == 302
    row = action_of(school_a, what="Ring the college")
    assert f"/plan/actions/{row.pk}/" in read(client, where)
    again = client.get(f"/s/school-a/plan/{link}")
    assert again.status_code == 302 and again["Location"].endswith(f"/plan/actions/{row.pk}/"), "it is an action already"


def test_a_day_that_is_none_is_said_beside_the_question(enter):
    answer = enter().post("/s/school-a/plan/new-review/", {"on": "", "next_on": "tomorrow"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "The day of the meeting is missing." in page and 'value="tomorrow"' in page


def test_a_review_of_which_nothing_was_written_down_is_removed(enter, school_a):
    client = enter()
    made = client.post("/s/school-a/plan/new-review/", {"on": DAY.isoformat()})["Location"]
    assert "Remove this review" in client.get(made).content.decode()
    assert client.post(made, {"deed": "remove"})["Location"].endswith("/plan/reviews/")
    assert client.get(made).status_code == 404
    held = f"/s/school-a/plan/reviews/{school_a.rows['term_review'].pk}/"
    assert client.post(held, {"deed": "remove"}).status_code == 422


def test_two_people_who_write_down_the_same_review_get_a_merge_page(enter, school_a):
    address = f"/s/school-a/plan/reviews/{school_a.rows['term_review'].pk}/"
    sent = {"edition": 0, "present": "", "decisions": "", "next_on": ""}
    assert enter("senior_leader").post(address, sent | {"notes": "Their notes"}).status_code == 302
    answer = enter().post(address, sent | {"notes": "My notes"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Their notes" in page and "My notes" in page


def test_a_governor_reads_a_review_and_takes_it_away_but_does_not_write_in_it(enter, school_a):
    client, path = enter("governor"), f"reviews/{school_a.rows['term_review'].pk}/"
    page = read(client, path)
    assert school_a.rows["term_review"].notes in page and "<textarea" not in page
    for ending, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = client.get(f"/s/school-a/plan/{path}?as={ending}")
        assert answer.content.startswith(begins) and f"2025-12-10.{ending}" in answer["Content-Disposition"]
    assert client.post(f"/s/school-a/plan/{path}", {"edition": 0, "notes": "x"}).status_code == 403


def test_a_digest_is_chosen_shown_and_turned_off(enter, school_a, settings):
    client = enter("teacher")
    assert "You get no mail from here." in words(read(client, "digest/"))
    assert client.post("/s/school-a/plan/digest/", {"every": "week"}).status_code == 302
    assert "You get one mail a week." in words(read(client, "digest/"))
    assert client.post("/s/school-a/plan/digest/", {"every": ""}).status_code == 302
    assert "You get no mail from here." in words(read(client, "digest/"))
    assert client.post("/s/school-a/plan/digest/", {"every": "hour"}).status_code == 422
    assert client.post("/s/school-a/plan/digest/").status_code == 422
    assert "Mail is not set up" not in read(client, "digest/")
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert "Mail is not set up on this server" in read(client, "digest/")


def test_what_the_digest_would_say_is_ones_own(enter, school_a):
    choose_digest(school_a.access("careers_leader"), every="week")
    assert "47 days late" in words(read(enter(), "digest/"))
    assert "no mail would come" in words(read(enter("teacher"), "digest/"))


def test_a_long_plan_is_shown_page_by_page(enter, school_a):
    with writing("a test"), across_schools("a test"):
        records.PlanAction.objects.bulk_create(
            records.PlanAction(school=school_a.school, key=f"k{n}", what=f"Step {n:03}", due_on=DAY + timedelta(days=n))
            for n in range(120)
        )
    page = read(enter())
    assert "page 1 of 3" in words(page) and "Step 000" in page and "Step 119" not in page
    assert len(page.encode()) < 60_000
    assert "Step 119" in read(enter(), "?page=3") and "Step 119" in read(enter(), "?page=99")
