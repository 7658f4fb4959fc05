"""The direction pages: written, measured, approved and read by people in their roles; nobody's text is lost."""

import re
from datetime import date

import pytest
from django.test import Client

from chalkface.core.access import MEMBER_ROLES
from chalkface.queries import figures as exit_of_figures
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.web.importing import words

pytestmark = pytest.mark.django_db
DOOR = "/s/school-a/direction/"


def read(client: Client, path: str = "", **query) -> str:
    answer = client.get(f"{DOOR}{path}", query)
    assert answer.status_code == 200, path
    return words(answer.content.decode())


def form(page: str) -> dict[str, str]:
    """What the first form of the page would send as it is: hidden fields, lines, boxes and chosen options."""
    body = page[page.index("<main") :]
    body = body[body.index("<form") : body.index("</form>")]
    sent = {}
    for tag in re.findall(r"<input [^>]*>", body):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and (('type="radio"' not in tag and 'type="checkbox"' not in tag) or " checked" in tag):
            sent[name[1]] = value[1] if value else ""
    for name, value in re.findall(r'<textarea [^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', body, re.DOTALL):
        sent[name] = value
    for name, options in re.findall(r'<select [^>]*name="([^"]*)"[^>]*>(.*?)</select>', body, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def test_the_first_page_says_what_is_approved_and_how_far_each_objective_is(at, year_11):
    page = read(at("governor"))
    assert "Version 1 was approved by governors on 9 October 2025; since then" in page
    assert "60 of 182 (33%) at the start; 30 of 40 (75%) now; the target is 90% by 15 July 2026" in page
    assert "One objective is current. Three to five" in page
    assert "New objective" not in page and "New objective" in read(at("senior_leader"))


def test_two_people_edit_the_vision_at_once_and_the_second_is_shown_both_texts(at, school_a):
    leader, deputy = at("careers_leader"), at("senior_leader")
    path = f"{DOOR}edit/"
    one, other = (form(client.get(path).content.decode()) for client in (leader, deputy))
    assert one == other and one["edition"] == "0"
    assert leader.post(path, {**one, "vision": "The leader’s vision", "from_year": "2026"}).status_code == 302
    clash = deputy.post(path, {**other, "vision": "The deputy’s vision", "priorities": "Reading first"})
    assert clash.status_code == 409
    page = clash.content.decode()
    assert "The leader’s vision" in page and "The deputy’s vision" in page and "Reading first" in page
    merged = form(page)
    assert merged["edition"] == "1" and merged["priorities"] == "Reading first" and merged["from_year"] == "2026"
    assert deputy.post(path, {**merged, "vision": "The vision of both"}).status_code == 302
    with open_scope(school_a.access("governor")):
        row = records.Direction.objects.get()
    assert (row.vision, row.priorities, row.from_year) == ("The vision of both", "Reading first", 2026)


def test_negative_control_a_form_of_the_edition_that_is_kept_writes_over_it(at, school_a):
    leader, deputy = at("careers_leader"), at("senior_leader")
    path = f"{DOOR}edit/"
    sent = form(leader.get(path).content.decode())
    leader.post(path, {**sent, "vision": "The leader’s vision"})
    assert deputy.post(path, {**sent, "edition": "1", "vision": "The deputy’s vision"}).status_code == 302
    with open_scope(school_a.access("governor")):
        assert records.Direction.objects.get().vision == "The deputy’s vision"


def test_a_statement_becomes_an_objective_in_one_step(at, school_a, year_11):
    leader = at("careers_leader")
    statement = leader.get("/s/school-a/review/statements/gatsby-2025/8.1/").content.decode()
    address = re.search(r'href="([^"]*direction/objectives/new/[^"]*)"', statement)[1].replace("&amp;", "&")
    page = leader.get(address).content.decode()
    # The first form adds the finding to an objective there is; the second writes a new one.
    sent = form("<main" + page[page.rindex("<form") :])
    assert sent["indicator"] == "guidance-by-16" and sent["problem"].startswith("10 of 40 Year 11 students have not had")
    answer = leader.post(address, sent, follow=True)
    shown = words(answer.content.decode())
    assert "The objective is written." in shown and "30 of 40 (75%) at the start; 30 of 40 (75%) now" in shown
    assert "Statement 8.1 : 10 of 40 Year 11 students" in shown and "Found on 20 March 2026." in shown
    number = school_a.rows["objective"].pk
    added = leader.post(address, {"deed": "add", "objective": number}, follow=True)
    assert "The finding is added to this objective." in words(added.content.decode())
    with open_scope(school_a.access("careers_leader")):
        assert records.ObjectiveFinding.objects.filter(objective=number, statement="8.1").exists()


def test_what_is_wrong_is_said_beside_each_question_and_nothing_typed_is_lost(at):
    leader = at("careers_leader")
    sent = {
        "title": "",
        "problem": "Typed <b>long</b>",
        "indicator": "guidance-by-16",
        "target_percent": "many",
        "status": "draft",
    }
    answer = leader.post(f"{DOOR}objectives/new/", {**sent, "target_on": "soon"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Typed &lt;b&gt;long&lt;/b&gt;" in page
    for field in ("title", "target_percent", "target_on"):
        assert f'href="#{field}"' in page and f'id="{field}-error"' in page
    assert 'value="guidance-by-16" selected' in page
    wrong = leader.post(f"{DOOR}objectives/new/", {**sent, "title": "x", "target_percent": "90", "group": "year_group=9"})
    assert wrong.status_code == 422 and 'id="group-error"' in wrong.content.decode()


def test_an_objective_is_edited_and_its_history_says_so(at, school_a):
    leader, number = at("careers_leader"), school_a.rows["objective"].pk
    path = f"{DOOR}objectives/{number}/edit/"
    sent = form(leader.get(path).content.decode())
    assert leader.post(path, {**sent, "target_percent": "95", "status": "draft"}).status_code == 302
    page = read(leader, f"objectives/{number}/")
    assert "Target, per cent: from 90 to 95." in page and "Status: from current to draft." in page
    clash = leader.post(path, {**sent, "target_percent": "80"})
    assert clash.status_code == 409
    assert leader.post(path, {**form(clash.content.decode()), "target_percent": "80"}).status_code == 302
    assert leader.post(path, {**sent, "edition": "9", "position": "first"}).status_code == 422


def test_an_objective_is_closed_with_a_reason_and_taken_up_again(at, school_a):
    leader, number = at("careers_leader"), school_a.rows["objective"].pk
    path = f"{DOOR}objectives/{number}/"
    wrong = leader.post(path, {"deed": "close", "edition": "0", "closed_because": ""})
    assert wrong.status_code == 422 and 'id="closed_because-error"' in wrong.content.decode()
    closed = leader.post(path, {"deed": "close", "edition": "0", "closed_because": "Given up for another"}, follow=True)
    assert "Given up for another" in words(closed.content.decode())
    assert "Closed objectives (1)" in read(leader) and "Given up for another" in read(leader)
    opened = leader.post(path, {"deed": "reopen", "edition": "1"}, follow=True)
    assert "taken up again" in words(opened.content.decode())
    assert leader.post(path, {"deed": "sing"}).status_code == 422


def test_findings_outcomes_and_the_baseline_are_changed_from_the_page(at, school_a, year_11):
    leader, number = at("careers_leader"), school_a.rows["objective"].pk
    path = f"{DOOR}objectives/{number}/"
    said = [
        leader.post(path, {"deed": "answer", "statement": "gatsby-2025:8.1"}, follow=True),
        leader.post(path, {"deed": "baseline", "baseline_on": "2025-10-01"}, follow=True),
    ]
    assert "The finding is added" in words(said[0].content.decode())
    assert "0 of 40 (0%), on 1 October 2025" in words(said[1].content.decode())
    assert leader.post(path, {"deed": "answer", "statement": "gatsby-2025:9.9"}).status_code == 422
    assert leader.post(path, {"deed": "baseline", "baseline_on": "then"}).status_code == 422
    outcome = school_a.rows["outcome"].pk
    assert f'value="{outcome}" checked' in leader.get(f"{path}outcomes/").content.decode()
    assert leader.post(f"{path}outcomes/", {"was": [outcome]}).status_code == 302
    assert "None chosen yet." in read(leader, f"objectives/{number}/")
    assert leader.post(f"{path}outcomes/", {"outcomes": ["999999"]}).status_code == 422


def test_a_version_goes_to_governors_who_record_what_they_decided(at, school_a):
    leader, governor = at("careers_leader"), at("governor")
    kept = leader.post(f"{DOOR}versions/", {"reason": "For March"}, follow=True)
    path = kept.redirect_chain[-1][0]
    assert "Version 2 of the direction" in words(kept.content.decode()) and "For March" in words(kept.content.decode())
    assert "Record what governors decided" not in words(governor.get(path).content.decode())
    leader.post(path, {"deed": "propose"})
    assert "Record what governors decided" in words(governor.get(path).content.decode())
    wrong = governor.post(path, {"decision": "", "decided_on": "2026-03-20", "decided_by": ""})
    assert wrong.status_code == 422 and 'id="decided_by-error"' in wrong.content.decode()
    given = {"decision": "approved", "decided_on": "2026-03-20", "decided_by": "full governing body", "minute": "5.1"}
    done = words(governor.post(path, given, follow=True).content.decode())
    assert "Approved by governors on 20 March 2026, by full governing body (minute 5.1)." in done
    assert "Nothing: the direction says what this version says." in done
    assert "Version 2 was approved by governors on 20 March 2026; since then nothing changed." in read(governor)


def test_the_sentences_of_the_records_are_offered_for_where_we_stand_and_saved_by_nobody_but_the_person(at, school_a):
    leader = at("careers_leader")
    page = leader.get(f"{DOOR}standing/").content.decode()
    assert "benchmarks and" in words(page) and "Every number here may be shown to anybody" in words(page)
    sent = form(leader.get(f"{DOOR}edit/?from=records").content.decode())
    assert "benchmarks and" in sent["summary"] and sent["summary"].endswith(school_a.rows["direction"].summary)
    with open_scope(school_a.access("governor")):
        assert records.Direction.objects.get().summary == school_a.rows["direction"].summary
    assert "Put this into" not in read(at("governor"), "standing/")


def test_who_may_open_and_write_what(at, school_a):
    number, version = school_a.rows["objective"].pk, school_a.rows["version"].pk
    with writing("a test"), across_schools("a test"):
        records.DirectionVersion.objects.filter(pk=version).update(status="proposed")
    opened, edited, wrote, approved = set(), set(), set(), set()
    for role in MEMBER_ROLES:
        client = at(role)
        opened |= {role} if client.get(f"{DOOR}objectives/{number}/").status_code == 200 else set()
        edited |= {role} if client.get(f"{DOOR}edit/").status_code == 200 else set()
        deed = client.post(f"{DOOR}objectives/{number}/", {"deed": "answer", "statement": "gatsby-2025:8.1"})
        wrote |= {role} if deed.status_code == 302 else set()
        decision = {"decision": "", "decided_on": "2026-03-20", "decided_by": "x"}
        approved |= {role} if client.post(f"{DOOR}versions/{version}/", decision).status_code == 422 else set()
    assert opened == set(MEMBER_ROLES) - {"school_admin"}
    assert edited == wrote == {"careers_leader", "senior_leader"}
    assert approved == {"careers_leader", "governor"}


def few_met_an_employer(school_a) -> int:
    """An objective measured by a figure of two people."""
    with writing("a test"), across_schools("a test"):
        return records.Objective.objects.create(
            school=school_a.school, key="few", title="Few", indicator="employer-encounter-this-year", status="current",
            baseline_on=date(2025, 9, 1), target_percent=90, target_on=date(2026, 7, 15),
        ).pk  # fmt: skip


def test_a_governor_reads_that_a_small_number_is_hidden_on_every_page(at, school_a):
    number = few_met_an_employer(school_a)
    assert "1 of 2 (50%) now" in read(at("careers_leader"), f"objectives/{number}/")
    for path in ("", f"objectives/{number}/", "standing/", "versions/"):
        assert "1 of 2 (50%)" not in read(at("governor"), path), path
    page = read(at("governor"), f"objectives/{number}/")
    assert "The numbers at the start and now are hidden" in page


def test_negative_control_with_the_exit_removed_the_page_tells_it(at, school_a, monkeypatch):
    number = few_met_an_employer(school_a)
    monkeypatch.setattr(exit_of_figures, "hide", lambda tables, threshold: {one.name: one.counts for one in tables})
    assert "1 of 2 (50%) now" in read(at("governor"), f"objectives/{number}/")


def test_what_is_not_there_is_not_found(at, school_b):
    leader = at("careers_leader")
    for path in (
        f"objectives/{school_b.rows['objective'].pk}/",
        f"objectives/{school_b.rows['objective'].pk}/edit/",
        f"objectives/{school_b.rows['objective'].pk}/outcomes/",
        f"versions/{school_b.rows['version'].pk}/",
        "objectives/new/?framework=none&statement=1.1",
        "objectives/new/?framework=gatsby-2025&statement=9.9",
    ):
        assert leader.get(f"{DOOR}{path}").status_code == 404, path


def test_a_school_that_has_written_nothing_is_told_how_to_begin(at, school_a):
    with writing("a test"), across_schools("a test"):
        for model in (records.Objective, records.Direction, records.DirectionVersion):
            model.objects.all().delete()
    page = read(at("careers_leader"))
    assert "Nothing is written yet" in page and "Governors have approved no version yet." in page
    answer = at("careers_leader").post(f"{DOOR}versions/", {"reason": ""})
    assert answer.status_code == 422 and "There is nothing to keep yet" in words(answer.content.decode())


def test_the_story_of_an_objective_is_read_and_given_words_and_taken_away(at, school_a, year_11):
    number = school_a.rows["objective"].pk
    path = f"{DOOR}objectives/{number}/story/"
    assert f"/objectives/{number}/story/" in at("governor").get(f"{DOOR}objectives/{number}/").content.decode()
    leader, page = at("careers_leader"), read(at("governor"), f"objectives/{number}/story/")
    assert "How sure we are" in page and "What else could explain it" in page and "zqaobjectiveotherwise" in page
    assert "At the start: 60 of 182 (33%), on 15 September 2025 Now: 30 of 40 (75%)" in page
    assert "in your own words" not in page and "zqastudent" not in page
    sent = form(leader.get(path).content.decode())
    kept = leader.post(path, {**sent, "other_explanations": "A new bus line."}, follow=True)
    assert "In our own words: A new bus line." in words(kept.content.decode())
    assert leader.post(path, {**sent, "other_explanations": "Another thing."}).status_code == 409
    assert leader.post(path, {**sent, "other_explanations": "x" * 20_001}).status_code == 422
    assert at("governor").post(path, sent).status_code == 403
    for ending, begins in (("pdf", b"%PDF-"), ("docx", b"PK")):
        answer = at("governor").get(f"{path}?as={ending}")
        assert answer.content.startswith(begins) and f"-2026-03-20.{ending}" in answer["Content-Disposition"]
    assert leader.get(f"{path}?as=exe").status_code == leader.get(f"{DOOR}objectives/999999/story/").status_code == 404
