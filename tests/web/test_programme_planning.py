"""Planning by form: every part of an activity, with nothing typed lost, and two people never over each other's text."""

import re
from datetime import date

import pytest

from chalkface.operations.activities import edit_activity
from chalkface.queries.activity_sheet import plan_of, sheet_of
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import token
from tests.web.importing import words

pytestmark = pytest.mark.django_db
BASE = "/s/school-a/programme/"


def sheet(school_a, number: int) -> dict:
    with open_scope(school_a.access("careers_leader")):
        return sheet_of(records.Activity.objects.get(pk=number), plan_of(number))


NEW = {
    "title": "Meet a surveyor", "kind": "employer_encounter", "starts_on": "2026-05-12", "ends_on": "", "years": ["", "9"],
    "mode": "in_person", "hours": "1.5", "subject": "", "places": "", "note": "", "partners": "",
    "new_partner": "Northgate (example)", "new_partner_kind": "employer", "post_id": "", "staff_hours": "2", "cost": "12.50",
}  # fmt: skip


def test_an_activity_is_planned_from_an_outcome_and_serves_it(at, school_a):
    leader = at()
    outcome = school_a.rows["outcome"].pk
    address = f"{BASE}new/?outcome={outcome}&statement=gatsby-2025:5.1&objective={school_a.rows['objective'].pk}"
    page = leader.get(address).content.decode()
    assert token("a", "outcome", "wording") in page and 'value="9" checked' in page
    answer = leader.post(address, NEW)
    assert answer.status_code == 302
    number = int(re.search(r"programme/(\d+)/", answer["Location"])[1])
    held = sheet(school_a, number)
    assert (held["outcomes"], held["statements"], held["years"], held["cost"]) == ("EXP-9", "gatsby-2025:5.1", "9", "12.5")
    page = words(leader.get(answer["Location"]).content.decode())
    assert "Meet a surveyor" in page and "Northgate (example)" in page and "£12.50" in page and "Year 9" in page


def test_nothing_typed_is_lost_when_an_answer_cannot_be_taken(at, school_a):
    sent = NEW | {"starts_on": "12 May", "cost": "much", "note": "Bring <boots>"}
    answer = at().post(f"{BASE}new/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "There is a problem" in page
    for kept in ('value="Meet a surveyor"', 'value="much"', "Bring &lt;boots&gt;", 'value="Northgate (example)"'):
        assert kept in page, kept
    assert 'value="9" checked' in page and 'href="#starts_on"' in page


@pytest.mark.parametrize(
    ("part", "sent", "expected"),
    [
        ("what", {"title": "New", "kind": "other", "starts_on": "2025-11-06", "ends_on": "2025-11-07", "years": ["", "8", "9"]},
         {"title": "New", "kind": "other", "years": "8;9"}),
        ("why", {"outcomes": ["", "EXP-9"], "statements": [""], "skills": ["", "SP", "LI"]},
         {"outcomes": "EXP-9", "statements": "", "skills": "LI;SP"}),
        ("who", {"partners": [""], "new_partner": "Somebody", "new_partner_kind": "alumni", "staff_hours": "3", "cost": "0"},
         {"staff_hours": "3", "cost": "0"}),
        ("meaningful", {"two_way": "yes", "reflection": "no", "purpose_shared": "", "learning_outcomes": "yes"},
         {"two_way": "yes", "reflection": "no", "purpose_shared": "", "learning_outcomes": "yes"}),
    ],
)  # fmt: skip
def test_each_part_is_saved_by_itself_and_leaves_the_others_alone(at, school_a, part, sent, expected):
    number = school_a.rows["activity"].pk
    before = sheet(school_a, number)
    address = f"{BASE}{number}/edit/?part={part}"
    page = at().get(address).content.decode()
    edition = re.search(r'name="edition" value="(\d+)"', page)[1]
    assert at().post(address, sent | {"edition": edition}).status_code == 302
    after = sheet(school_a, number)
    assert {name: after[name] for name in expected} == expected
    untouched = set(before) - set(sent) - {"partners"}
    assert {name: after[name] for name in untouched} == {name: before[name] for name in untouched}


def test_two_people_on_one_answer_the_second_sees_both_texts_and_saves_the_one_they_choose(at, school_a):
    number = school_a.rows["activity"].pk
    edit_activity(school_a.access("careers_leader"), activity_id=number, new={"skills": "SP", "outcomes": ""}, edition=0)
    address = f"{BASE}{number}/edit/?part=why"
    sent = {"outcomes": ["", "EXP-9"], "statements": ["", "gatsby-2025:5.1"], "skills": ["", "TE"], "edition": "0"}
    answer = at().post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 409 and "Nothing of yours is lost" in page
    assert 'name="skills" value="TE"' in page.replace('id="skills" ', "") and "SP" in page
    kept = [(name, value) for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)]
    form: dict[str, list[str]] = {}
    for name, value in kept:
        form.setdefault(name, []).append(value)
    assert at().post(address, form | {"skills": ["TE"]}).status_code == 302
    held = sheet(school_a, number)
    assert held["skills"] == "TE" and held["outcomes"] == "", "what only the other person changed is kept as they left it"
    assert held["statements"] == "gatsby-2025:5.1"


def test_sessions_are_added_and_taken_away_on_a_page(at, school_a):
    number = school_a.rows["activity"].pk
    address = f"{BASE}{number}/edit/?part=sessions"
    bad = {"on": "2025-11-05", "starts_at": "10:00", "ends_at": "09:00", "place": "Hall", "tutor_groups": "9A"}
    answer = at().post(address, bad)
    assert answer.status_code == 422 and 'value="Hall"' in answer.content.decode()
    assert at().post(address, bad | {"ends_at": "11:00"}).status_code == 302
    page = at().get(address).content.decode()
    assert "10:00 to 11:00, Hall, for 9A" in words(page)
    register = at().get(f"{BASE}{number}/").content.decode()
    assert f"{BASE}{number}/register/?group=9A" in register
    for session in re.findall(r'name="session" value="(\d+)"', page):
        assert at().post(address, {"deed": "remove", "session": session}).status_code == 302
    assert at().post(address, {"deed": "remove", "session": "999999"}).status_code == 422
    with across_schools("a test"):
        assert not records.Session.objects.filter(school=school_a.school).exists()


def test_cancelled_with_a_stand_in_by_form_and_let_take_place_again(at, school_a):
    leader = at()
    number = int(re.search(r"programme/(\d+)/", leader.post(f"{BASE}new/?outcome=EXP-9", NEW)["Location"])[1])
    address = f"{BASE}{number}/cancel/"
    past = school_a.rows["activity"].pk
    assert "serves EXP-9" in words(leader.get(address).content.decode())
    assert leader.post(address, {"because": "", "stand_in": past}).status_code == 422
    answer = leader.post(address, {"because": "Snow.", "stand_in": past, "stand_in_on": "2026-05-13"})
    page = words(leader.get(answer["Location"]).content.decode())
    assert "It takes the place of Meet a surveyor" in page
    page = words(leader.get(f"{BASE}{number}/").content.decode())
    assert "Cancelled on 20 March 2026" in page and "Snow." in page and "In its place" in page and "Take a register" not in page
    calendar = leader.get(f"{BASE}calendar/", {"of": "2025", "half": "5"}).content.decode()
    assert "<s><a" in calendar and "1 of them cancelled" in words(calendar)
    leader.post(address, {"deed": "restore"})
    assert "Cancelled" not in words(leader.get(f"{BASE}{number}/").content.decode()).replace("cancelled", "")


def test_a_past_year_is_chosen_rehearsed_copied_and_taken_back(at, school_a):
    leader, number = at(), school_a.rows["activity"].pk
    address = f"{BASE}copy/?from=2025&to=2026&half=2"
    page = leader.get(address).content.decode()
    assert re.search(rf'value="{number}" checked', page), "it serves an outcome and is still to come"
    rehearsed = leader.post(address, {"deed": "rehearse", "activities": [number]})
    assert "Nothing is made yet" in words(rehearsed.content.decode()) and "4 November 2026" in rehearsed.content.decode()
    with across_schools("a test"):
        assert records.Activity.objects.filter(school=school_a.school).count() == 1
    assert leader.post(address, {"deed": "copy", "activities": [number]}).status_code == 302
    page = leader.get(address).content.decode()
    assert re.search(rf'value="{number}" disabled', page) and "copied already" in page and "1 copy" in page
    assert leader.post(address, {"deed": "copy", "activities": [number]}).status_code == 422
    assert leader.post(address, {"deed": "remove"}).status_code == 302
    with across_schools("a test"):
        assert records.Activity.objects.filter(school=school_a.school).count() == 1


def test_half_terms_and_what_is_given_are_written_by_form(at, school_a):
    leader = at()
    page = leader.get(f"{BASE}terms/?of=2026").content.decode()
    days = dict(re.findall(r'name="((?:first|last)-\d)" type="date" value="([\d-]+)"', page))
    assert len(days) == 12
    answer = leader.post(f"{BASE}terms/?of=2026", days | {"last-1": "never"})
    assert answer.status_code == 422 and 'value="never"' in answer.content.decode()
    assert leader.post(f"{BASE}terms/?of=2026", days | {"last-1": "2026-10-22"}).status_code == 302
    assert "22 October 2026" in leader.get(f"{BASE}calendar/?of=2026&half=1").content.decode()
    answer = leader.post(f"{BASE}cost/", {"hours_given": "1", "pounds_given": "lots", "edition": "0"})
    assert answer.status_code == 422 and 'value="lots"' in answer.content.decode()
    assert leader.post(f"{BASE}cost/", {"hours_given": "1", "pounds_given": "5", "edition": "0"}).status_code == 302
    page = words(at("governor").get(f"{BASE}cost/").content.decode())
    assert "The plan needs 2 hours of staff; 1 is given: 1 more than there are." in page
    assert "What the year is given" not in page
    assert at("governor").post(f"{BASE}cost/", {"hours_given": "9"}).status_code == 403


def test_a_year_as_a_calendar_file(at, school_a):
    answer = at("governor").get(f"{BASE}calendar/", {"of": "2025", "as": "ics"})
    assert answer["Content-Type"].startswith("text/calendar") and "careers-2025-26.ics" in answer["Content-Disposition"]
    assert b"BEGIN:VEVENT" in answer.content and b"zqastudent" not in answer.content.replace(b"\r\n ", b"")


@pytest.mark.parametrize("path", ["calendar/?of=2025&half=2", "copy/?from=2025&to=2026&half=2", "?of=2025"])
def test_a_half_term_of_three_hundred_activities_is_still_a_small_page(at, school_a, path):
    with writing("a test"), across_schools("a test"):
        made = records.Activity.objects.bulk_create(
            records.Activity(
                school=school_a.school, key=f"k{n}", title=f"A talk with somebody from a firm nearby, the {n}th", kind="other",
                starts_on=date(2025, 11, 4 + n % 20),
            )
            for n in range(300)
        )  # fmt: skip
        records.Session.objects.bulk_create(
            records.Session(school=school_a.school, activity=one, on=one.starts_on, place="Main hall", tutor_groups="9A;9B")
            for one in made
        )
    answer = at().get(f"{BASE}{path}")
    assert answer.status_code == 200 and len(answer.content) < 60_000, len(answer.content)
