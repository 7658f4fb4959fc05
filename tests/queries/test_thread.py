"""The thread of any thing leads up to why it is there and down to whom it reached, for every role, and names nobody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chalkface.core.access import MEMBER_ROLES
from chalkface.queries.keeping import forget
from chalkface.queries.thread import KINDS, thread
from chalkface.queries.thread.graph import Graph
from chalkface.queries.thread.walk import Walk, down, up
from chalkface.records import models as records
from chalkface.records.tenancy import open_scope
from tests.queries.sound import AFTER, BEFORE, Sound, sound_school

pytestmark = pytest.mark.django_db
OF = {"lesson": "lesson", "outcome": "outcome", "objective": "objective", "action": "action", "activity": "activity",
      "partner": "partner", "post": "post", "practice": "practice"}  # fmt: skip
NAMED = {"statement": "gatsby-2025:5.1", "duty": "SG-04"}


def of_cast(company, kind: str) -> str:
    return NAMED.get(kind) or str(company.rows[OF[kind]].pk)


@pytest.fixture
def sound(db) -> Sound:
    return sound_school()


def of(sound: Sound, kind: str, number: object):
    with open_scope(sound.access):
        return thread(sound.access, kind, str(number))


def step(found, code):
    return next(one for one in found.path if one.code == code and not one.is_here)


def test_there_is_a_thread_for_every_kind_of_thing():
    assert set(KINDS) == {
        "statement",
        "objective",
        "outcome",
        "activity",
        "action",
        "lesson",
        "partner",
        "post",
        "practice",
        "duty",
    }


def test_up_from_an_activity_to_the_version_that_governors_approved(sound):
    found = of(sound, "activity", sound.rows["held"].pk)
    assert [one.code for one in found.up] == ["outcome", "action", "objective", "statement", "direction"]
    assert [link.label for link in step(found, "outcome").links] == ["EXP-9, Year 9: Outcome EXP"]
    assert step(found, "objective").count == 3 and step(found, "statement").sentence.startswith("1 statement")
    assert step(found, "direction").sentence == "Governors approved it on 14 January 2026."
    assert [one.code for one in found.down] == ["register", "change"]
    assert step(found, "register").sentence == "1 of 1 students on the registers came at least once."


def test_down_from_a_statement_to_who_came_and_what_moved(sound):
    found = of(sound, "statement", "gatsby-2025:8.1")
    assert [one.code for one in found.down] == ["objective", "action", "outcome", "activity", "register", "change"]
    assert (step(found, "objective").count, step(found, "action").sentence) == (3, "0 of 3 actions are done.")
    assert step(found, "activity").sentence == "1 activity, 0 of them to come."
    assert step(found, "register").sentence.startswith("1 of 1 students")
    assert "the target is 90%" in step(found, "change").sentence
    assert any(link.place.page == "review.figure" for link in step(found, "change").links)


def test_an_objective_shows_its_finding_its_outcome_and_its_actions(sound):
    found = of(sound, "objective", sound.rows["objective"].pk)
    assert [one.code for one in found.path if one.is_here] == ["objective"]
    assert step(found, "action").count == 1 and step(found, "outcome").count == 1
    assert len(found.beside) == 2 and found.beside_words == "other objectives that answer the same finding"


def test_an_action_leads_up_to_its_objective_and_down_to_its_outcome(sound):
    sound.change("action", activity=sound.rows["ahead"])
    found = of(sound, "action", sound.rows["action"].pk)
    assert step(found, "objective").count == 1 and step(found, "outcome").count == 1
    assert step(found, "activity").sentence == "2 activities, 1 of them to come."


def test_a_lesson_leads_up_by_its_outcome(sound):
    sound.change("lesson", outcome=sound.rows["EXP"])
    found = of(sound, "lesson", sound.rows["lesson"].pk)
    assert step(found, "objective").count == 3
    assert [link.label for link in found.beside] == ["Activity held, 14 January 2026"]


def test_a_partner_stands_behind_the_activities_that_it_takes_part_in(sound):
    sound.make(records.ActivityPartner, activity=sound.rows["held"], partner=sound.rows["partner"])
    found = of(sound, "partner", sound.rows["partner"].pk)
    assert found.path[found.here].sentence == "It has taken part in 1 activity."
    assert step(found, "outcome").count == 1 and step(found, "register").sentence.startswith("1 of 1")


def test_a_post_answers_for_objectives_and_leads_to_what_it_does(sound):
    found = of(sound, "post", sound.rows["post"].pk)
    assert step(found, "objective").count == 3 and step(found, "action").count == 4
    assert step(found, "activity").count == 2


def test_a_practice_and_a_duty_stand_beside_a_statement(sound):
    sound.change("practice", framework="gatsby-2025", statement="8.1")
    assert step(of(sound, "practice", sound.rows["practice"].pk), "objective").count == 3
    sound.change("done", duty="SG-04")
    assert step(of(sound, "duty", "SG-04"), "action").sentence == "1 of 1 action is done."


def test_a_cancelled_activity_serves_nothing_any_more(sound):
    sound.change("plan_held", cancelled_on=BEFORE)
    assert step(of(sound, "outcome", sound.rows["EXP"].pk), "activity").sentence == "No activity serves it yet."


def test_what_is_walked_up_is_walked_down_again(sound):
    """From every activity up to its objectives, and from each of those down: the activity is among what is reached."""
    with open_scope(sound.access):
        graph = Graph(sound.access)
        walked = 0
        for activity in graph.activities:
            for objective in up(graph, Walk(activities=frozenset({activity}))).objectives:
                assert activity in down(graph, Walk(objectives=frozenset({objective}))).activities
                walked += 1
        assert walked == 3


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("wrong", ["0", "999999999", "abc", "gatsby-2025:99.9", "nowhere:5.1", "", "9" * 40, "SG-99", "-1"])
def test_what_there_is_not_has_no_thread(sound, kind, wrong):
    assert of(sound, kind, wrong) is None


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_another_school_s_things_have_none_here(school_a, school_b, kind):
    if kind in NAMED:
        return
    access = school_a.access("careers_leader")
    with open_scope(access):
        assert thread(access, kind, of_cast(school_b, kind)) is None
        assert thread(access, kind, of_cast(school_a, kind)) is not None


@pytest.mark.parametrize("role", MEMBER_ROLES)
def test_it_is_told_to_every_role_in_the_numbers_it_may_see_and_names_nobody(school_a, role):
    access = school_a.access(role)
    if not access.may("see_plan"):
        return
    with open_scope(access):
        for kind in KINDS:
            found = thread(access, kind, of_cast(school_a, kind))
            assert found is not None and "zqastudent" not in repr(found), kind
            said = step(found, "register").sentence
            assert access.may("see_encounters") or "of" not in said.split()[:2], (role, kind, said)


def test_it_asks_little_and_no_more_when_there_is_more(sound):
    def queries(kind: str, number: object) -> int:
        forget()
        with CaptureQueriesContext(connection) as asked:
            of(sound, kind, number)
        return len(asked)

    things = {"statement": "gatsby-2025:8.1", "objective": sound.rows["objective"].pk, "post": sound.rows["post"].pk,
              "activity": sound.rows["held"].pk, "partner": sound.rows["partner"].pk}  # fmt: skip
    before = {kind: queries(kind, number) for kind, number in things.items()}
    assert max(before.values()) <= 15, before
    for number in range(20):
        activity = sound.make(records.Activity, key=f"m{number}", title="More", kind="employer_encounter", starts_on=AFTER)
        sound.make(records.ActivityCode, activity=activity, list="outcome", code="EXP-9")
        sound.make(records.PlanAction, key=f"m{number}", what="More", objective=sound.rows["objective"])
        sound.make(records.Participation, activity=activity, student=sound.rows["student"])
    assert {kind: queries(kind, number) for kind, number in things.items()} == before
