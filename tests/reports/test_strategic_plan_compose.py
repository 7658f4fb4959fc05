"""The strategic plan gathered from a school: the same whoever makes it, nothing of another school, no small number."""

import inspect
import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from chalkface.core.access import MEMBER_ROLES, Access
from chalkface.core.disclosure import Count, is_small
from chalkface.core.errors import NotAllowed
from chalkface.core.words import COURSE_WORDS
from chalkface.queries.progress import _state
from chalkface.records.models import School
from chalkface.records.tenancy import writing
from chalkface.reports import make_report
from chalkface.reports.strategic_plan.compose import compose
from chalkface.reports.strategic_plan.telling import tell
from chalkface.reports.told import words_of
from tests.cast import DAY, STRANGER
from tests.reports.documents import read_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def an_empty_school(db):
    """The access of a careers leader of a school with nothing in it."""
    with writing("a test"):
        school = School.objects.create(urn="999001", name="Small Lane School", slug="small-lane", low_year=7, high_year=11)
    return Access(school.pk, "careers_leader", DAY)


def test_it_says_the_same_whoever_makes_it(school_a):
    makers = [role for role in MEMBER_ROLES if school_a.access(role).may("write_plan")]
    assert set(makers) == {"careers_leader", "senior_leader", "governor"}
    plans = {repr(compose(school_a.access(role), DAY)) for role in makers}
    assert len(plans) == 1
    for role in set(MEMBER_ROLES) - set(makers):
        with pytest.raises(NotAllowed):
            compose(school_a.access(role), DAY)


def test_everything_the_school_has_written_is_in_it(school_a):
    """One row of everything: each leaves its token in the document."""
    text = read_file(make_report(school_a.access("careers_leader"), "strategic-plan", "html", on=DAY), "html")
    for table, column in (
        ("direction", "vision"), ("direction", "summary"), ("direction", "priorities"), ("objective", "title"),
        ("objective", "problem"), ("objective", "outcome"), ("outcome", "wording"), ("activity", "title"), ("post", "title"),
        ("plan_action", "what"), ("term_review", "decisions"), ("practice", "title"), ("practice", "what"),
    ):  # fmt: skip
        token = f"zqa{table}{column}".replace("_", "")
        assert token in text, token


@pytest.mark.parametrize("ending", ["pdf", "docx", "html"])
def test_nothing_of_another_school_and_no_student_is_in_it(school_a, school_b, ending):
    compose(school_b.access("careers_leader"), DAY)
    text = read_file(make_report(school_a.access("careers_leader"), "strategic-plan", ending, on=DAY), ending)
    assert not STRANGER.search(text.encode())
    assert "zqastudent" not in text


def test_no_figure_in_it_is_small(school_a):
    plan = compose(school_a.access("careers_leader"), DAY)
    figures = [one for objective in plan.objectives for one in (objective.baseline, objective.now) if isinstance(one, Count)]
    assert not [one for one in figures if one.denominator and is_small(one, plan.threshold)]


def test_pupils_are_called_pupils_where_the_school_says_so(school_a):
    with writing("a test"):
        School.objects.filter(pk=school_a.school.pk).update(says_pupil=True)
    told = tell(compose(school_a.access("careers_leader"), DAY))
    assert "What pupils should know and have done" in words_of(told)


def test_a_school_with_nothing_in_it_has_a_plan_that_says_so(an_empty_school):
    content = make_report(an_empty_school, "strategic-plan", "pdf", on=DAY)
    assert len(PdfReader(BytesIO(content)).pages) <= 7
    text = read_file(content, "pdf")
    for words in ("Novisionhasbeenwritten", "Noobjectivehasbeenset", "Nooutcomeshavebeen", "Noactionsarewritten", "Adraft:"):
        assert words in text


def test_every_state_of_an_objective_has_its_words():
    """Where progress learns a new state, the papers and home must have a word for it."""
    states = set(re.findall(r'return "(\w+)"', inspect.getsource(_state))) | {"ahead", "behind"}
    assert len(states) > 6
    assert states <= set(COURSE_WORDS)
