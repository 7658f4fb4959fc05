"""The pages of interview days: times and lessons typed in, a round made, planned and told, slips, register, absence."""

import re

import pytest

from chalkface.core.interview_planning import planner
from tests.operations.test_interviews import FIRST, more_students

pytestmark = pytest.mark.django_db
BASE = "/s/school-a/interviews/"


@pytest.fixture
def browser(at, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    return at()


@pytest.fixture
def number(browser, school_a) -> int:
    """A planned round of five students of one group on five days, all through the pages."""
    more_students(school_a, 3)
    times = {
        "adviser": school_a.accounts["adviser"].pk, "first": FIRST.isoformat(), "last": "2026-05-01",
        "weekdays": ["0", "1", "2", "3", "4"], "periods": "1 08:50-09:40\n2", "room": "Library", "accessible": "yes",
    }  # fmt: skip
    assert browser.post(f"{BASE}times/", times).status_code == 302
    assert "10 times" not in browser.get(f"{BASE}times/").content.decode()
    made = browser.post(
        f"{BASE}new/",
        {"title": "Summer", "starts_on": FIRST.isoformat(), "ends_on": "2026-05-01", "years": ["9"], "most_of_a_group": "2"},
    )
    assert made.status_code == 302
    number = int(made["Location"].rstrip("/").split("/")[-1])
    assert browser.post(f"{BASE}{number}/", {"do": "plan"}).status_code == 302
    return number


def test_a_round_goes_from_times_to_slips(browser, at, number):
    shown = browser.get(f"{BASE}{number}/").content.decode()
    assert "5 of 5 students have a time" in shown and "Nobody has been told yet" in shown
    assert "best there is" in shown or "no schedule could be better" in shown
    tutor = at("tutor")
    assert tutor.get(f"{BASE}{number}/slips/").status_code == 404
    assert browser.post(f"{BASE}{number}/", {"do": "tell"}).status_code == 302
    slips = tutor.get(f"{BASE}{number}/slips/").content.decode()
    assert slips.count("This slip lets") == 4 and "08:50 to 09:40" in slips and "Library" in slips
    assert "9B" not in re.sub(r'"[^"]*"', "", slips)  # the secret of a form may hold any two letters
    listed = browser.get(f"{BASE}{number}/?as=csv").content.decode()
    assert listed.count("\n") == 6 and "Library" in listed


@pytest.mark.parametrize("exactly", [True, False])
def test_the_page_says_what_was_proven_and_what_it_costs_since(browser, number, exactly, monkeypatch):
    if not exactly:
        monkeypatch.setattr(planner, "find_spec", lambda name: None)
    browser.post(f"{BASE}{number}/", {"do": "plan"})
    shown = browser.get(f"{BASE}{number}/").content.decode()
    assert ("Planned plainly" in shown and "without the exact solver" in shown) is not exactly
    assert ("When it was planned" in shown) is exactly
    assert "as it stands now it costs" not in shown
    student, slot = (shown.split(f'name="{name}"')[1].split('<option value="')[2].split('"')[0] for name in ("student", "slot"))
    given = browser.post(f"{BASE}{number}/", {"do": "give", "student": student, "slot": slot}, follow=True).content.decode()
    assert "The new time is kept" in given and "as it stands now it costs" in given


def test_what_is_wrong_is_said_beside_its_question_and_nothing_typed_is_lost(browser, number):
    wrong = browser.post(f"{BASE}times/", {"first": "soon", "periods": "one", "room": "Attic"})
    shown = wrong.content.decode()
    assert wrong.status_code == 422 and "must be a day" in shown and "Attic" in shown
    wrong = browser.post(f"{BASE}lessons/", {"lines": "11A, Someday, 3, Chemistry\n11B, Friday, 2, Art"})
    shown = wrong.content.decode()
    assert wrong.status_code == 422 and "Line 1" in shown and "11B, Friday, 2, Art" in shown
    wrong = browser.post(f"{BASE}{number}/absence/", {"on": FIRST.isoformat()})
    assert wrong.status_code == 422 and "one of the two" in wrong.content.decode()
    assert browser.post(f"{BASE}{number}/", {"do": "give", "student": "999999", "slot": "1"}).status_code == 422


def test_lessons_are_pasted_from_a_table_with_its_headings(browser):
    lines = "Tutor group\tDay\tPeriod\tSubject\tMissed\n9A\tMon\t1\tChemistry\n9A\tFriday\t2\tArt\tRather not"
    assert browser.post(f"{BASE}lessons/", {"lines": lines, "replaces": "yes"}).status_code == 302
    shown = browser.get(f"{BASE}lessons/").content.decode()
    assert "2 lessons of 1 tutor group is kept" in shown and "Chemistry" in shown and "Art" in shown
    assert shown.count(">never</td>") == 1 and shown.count(">rather not</td>") == 1
    odd = browser.post(f"{BASE}lessons/", {"lines": "9A, Friday, 2, Art, perhaps"})
    assert odd.status_code == 422 and "“never” or “rather not”" in odd.content.decode()


def test_an_absence_is_mended_from_its_page(browser, number):
    browser.post(f"{BASE}{number}/", {"do": "tell"})
    page = browser.get(f"{BASE}{number}/absence/").content.decode()
    adviser = page.split('value="adviser:')[1].split('"')[0]
    done = browser.post(f"{BASE}{number}/absence/", {"on": FIRST.isoformat(), "who": f"adviser:{adviser}"}, follow=True)
    assert "found a new time" in done.content.decode()
    assert f'value="{FIRST.isoformat()}"' not in done.content.decode()


def test_the_register_is_for_days_that_have_come(browser, number, monkeypatch):
    browser.post(f"{BASE}{number}/", {"do": "tell"})
    assert "No day of this round has come yet" in browser.get(f"{BASE}{number}/register/").content.decode()
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *zone: FIRST)
    page = browser.get(f"{BASE}{number}/register/").content.decode()
    marks = sorted({part.split('"')[0] for part in page.split('name="mark-')[1:]})
    assert len(marks) == 2
    answers = {f"mark-{marks[0]}": "came", f"mark-{marks[1]}": "missed"}
    shown = browser.post(f"{BASE}{number}/register/?day={FIRST}", answers, follow=True).content.decode()
    assert "1 of 2 came, 1 did not" in shown
    assert "is waiting again" in shown


def test_a_round_of_fifty_days_makes_a_light_page(browser, school_a, number):
    assert len(browser.get(f"{BASE}{number}/").content) < 60_000


@pytest.mark.parametrize("page", ["", "times/", "lessons/", "new/", "{}/", "{}/slips/", "{}/register/", "{}/absence/"])
def test_each_page_asks_at_most_fifteen_times(browser, number, page, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        assert browser.get(BASE + page.format(number)).status_code == 200
