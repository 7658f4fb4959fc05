"""What was agreed and is past its date: the same number as on home, each with what, for whom and by when."""

from datetime import date

import pytest

from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing
from tests.cast import token
from tests.web.importing import words

pytestmark = pytest.mark.django_db
AT = "/s/school-a/guidance/needs/?filter=overdue"


def add(school_a, **fields) -> None:
    with writing("a test"), across_schools("a test"):
        student = school_a.rows["other_student"]
        records.Action.objects.create(school=school_a.school, student=student, due_on=date(2026, 1, 1), **fields)


def test_the_list_says_what_for_whom_whose_and_since_when(at, school_a):
    add(school_a, key="k1", what="Ring the college", owner="Head of Year")
    page = at("careers_leader").get(AT).content.decode()
    home = at("careers_leader").get("/s/school-a/").content.decode()
    assert "2 agreed actions are past the date and not done." in page and f'href="{AT}"' in home
    row = page[page.index("Ring the college") :].partition("</tr>")[0]
    other = school_a.rows["other_student"]
    assert f'/students/{getattr(other, "pk", other)}/"' in row and "Head of Year" in row and "1 January 2026" in row


def test_done_and_not_yet_due_are_left_out(at, school_a):
    add(school_a, key="k1", what="Long done", status="done")
    with writing("a test"), across_schools("a test"):
        records.Action.objects.exclude(key="k1").update(due_on=school_a.access("governor").on)
    page = at("careers_leader").get(AT).content.decode()
    assert "0 agreed actions are past the date" in page and "Long done" not in page


def test_a_tutor_reads_only_of_the_own_group_a_teacher_what_was_shared_and_a_governor_nothing(at, school_a):
    add(school_a, key="k1", what="Ring the college")
    page = words(at("tutor").get(AT).content.decode())
    assert token("a", "action", "what") in page and "Ring the college" not in page
    assert at("governor").get(AT).status_code == 403
    page = words(at("teacher").get(AT).content.decode())
    assert "0 agreed actions are past the date" in page and token("a", "action", "what") not in page


def test_fifty_on_a_page_and_few_questions(at, school_a, django_assert_max_num_queries):
    for number in range(60):
        add(school_a, key=f"k{number}", what=f"Deed {number}")
    client = at("careers_leader")
    with django_assert_max_num_queries(15):
        page = client.get(AT).content.decode()
    assert page.count('<th role="rowheader" scope="row">') == 50 and "page 1 of 2" in page


def test_the_address_that_the_list_once_had_leads_there(at):
    assert at("careers_leader").get("/s/school-a/students/overdue/")["Location"] == AT
    assert at("governor").get("/s/school-a/students/overdue/").status_code == 403
