"""What people typed into the plan leaves it in papers: none of them is made while a student's name stands in it."""

import pytest

from chalkface.core.errors import Refused
from chalkface.records.models import Objective
from chalkface.records.tenancy import across_schools, writing
from chalkface.reports import make_report
from tests.signed_in import signed_in_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def named(school_a) -> str:
    """The name of a student of the school."""
    student = school_a.rows["student"]
    return f"{student.legal_forename} {student.legal_surname}"


def typed(school_a, **fields) -> int:
    number = school_a.rows["objective"].pk
    with writing("a test"), across_schools("a test"):
        Objective.objects.filter(pk=number).update(**fields)
    return number


@pytest.mark.parametrize(("report", "ending"), [("governor-paper", "html"), ("contribution-story", "docx")])
def test_a_paper_that_would_name_a_student_is_not_made_and_else_it_is(school_a, named, report, ending):
    leader = school_a.access("careers_leader")
    number = typed(school_a, title=f"A place for {named}’s year")
    options = {"objective": number} if report == "contribution-story" else {}
    with pytest.raises(Refused, match="student’s name stands in") as refused:
        make_report(leader, report, ending, on=leader.on, **options)
    assert named not in refused.value.sentence
    typed(school_a, title="A place for everybody")
    assert make_report(leader, report, ending, on=leader.on, **options)


def test_who_can_take_the_name_out_of_a_story_finds_the_form_and_nobody_else_the_words(school_a, client, named):
    number = typed(school_a, other_explanations=f"{named} moved away")
    page = f"/s/{school_a.school.slug}/direction/objectives/{number}/story/"
    signed_in_as(client, school_a.accounts["careers_leader"])
    answer = client.get(page)
    assert answer.status_code == 422 and "your own words" in answer.content.decode()
    signed_in_as(client, school_a.accounts["governor"])
    assert named not in client.get(page).content.decode()
