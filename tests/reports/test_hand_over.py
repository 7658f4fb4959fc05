"""The hand-over pack: every file in it, one page to read first, no student, nothing of another school."""

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from chalkface.core.access import MEMBER_ROLES, Access
from chalkface.core.errors import NotAllowed
from chalkface.records.models import School
from chalkface.records.tenancy import writing
from chalkface.reports import make_report
from chalkface.reports.hand_over.compose import contents, first_page
from chalkface.reports.hand_over.paper import FirstPage, Item, Person
from chalkface.reports.hand_over.telling import LONGEST, tell
from chalkface.reports.told import short, words_of
from chalkface.reports.told_pdf import pdf_of
from tests.cast import DAY, STRANGER
from tests.reports.documents import read_file, squeezed

FIRST = FirstPage("Small Lane School", False, DAY, DAY)
LONG = "The work that was begun in the autumn and that nobody has finished because it was nobody’s to finish "


def pack_of(company, role: str = "careers_leader") -> dict[str, bytes]:
    content = make_report(company.access(role), "hand-over", "zip", on=DAY)
    with zipfile.ZipFile(BytesIO(content)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def readable(name: str, content: bytes) -> str:
    ending = name.rsplit(".")[-1]
    if ending == "xlsx":
        book = load_workbook(BytesIO(content))
        return " ".join(str(cell) for sheet in book for row in sheet.values for cell in row)
    return content.decode() if ending == "ics" else read_file(content, ending)


@pytest.mark.django_db
def test_every_file_that_the_page_names_is_in_it_and_opens(school_a):
    pack = pack_of(school_a)
    assert list(pack) == [name for name, _ in contents()]
    for name, content in pack.items():
        match name.rsplit(".")[-1]:
            case "pdf":
                assert PdfReader(BytesIO(content)).pages
            case "docx":
                assert Document(BytesIO(content)).paragraphs
            case "xlsx":
                assert load_workbook(BytesIO(content)).sheetnames
            case "ics":
                assert content.startswith(b"BEGIN:VCALENDAR")
            case ending:
                assert (ending, content[:15]) == ("html", b"<!doctype html>")


@pytest.mark.django_db
def test_nothing_of_another_school_and_no_student_is_in_it(school_a, school_b):
    pack_of(school_b)
    for name, content in pack_of(school_a).items():
        text = readable(name, content)
        assert "zqa" in text, name
        assert not STRANGER.search(text.encode()), name
        assert "zqastudent" not in text, name


@pytest.mark.django_db
def test_only_those_who_may_hand_over_make_it_and_it_says_the_same(school_a):
    makers = [role for role in MEMBER_ROLES if school_a.access(role).may("hand_over")]
    assert set(makers) == {"careers_leader", "senior_leader"}
    assert len({repr(first_page(school_a.access(role), DAY)) for role in makers}) == 1
    for role in set(MEMBER_ROLES) - set(makers):
        with pytest.raises(NotAllowed):
            first_page(school_a.access(role), DAY)


@pytest.mark.django_db
def test_the_same_pack_is_the_same_file(school_a):
    access = school_a.access("careers_leader")
    first, second = (pack_of(school_a) for _ in range(2))
    differing = [name for name in first if first[name] != second[name] and not name.endswith((".docx", ".xlsx"))]
    assert differing == [] and access.may("hand_over")


@pytest.mark.django_db
def test_the_first_page_says_what_is_late_who_to_ask_and_what_is_approved(school_a):
    told = " ".join(words_of(tell(first_page(school_a.access("careers_leader"), DAY))))
    assert "zqaplanactionwhat" in told and "47 days late: it was due on 1 February 2026" in told
    assert "zqaposttitle, zqapostholder." in told and "zqaposttitlevacant, vacant." in told
    assert "Version 1 was approved by governors on 9 October 2025" in told


@pytest.mark.django_db
def test_a_school_with_nothing_in_it_has_a_pack(db):
    with writing("a test"):
        school = School.objects.create(urn="999001", name="Small Lane School", slug="small-lane", low_year=7, high_year=11)
    access = Access(school.pk, "careers_leader", DAY)
    told = " ".join(words_of(tell(first_page(access, DAY))))
    assert "Governors have approved no version yet." in told and "No posts are written down." in told
    assert zipfile.ZipFile(BytesIO(make_report(access, "hand-over", "zip", on=DAY))).testzip() is None


@pytest.mark.parametrize("many", [0, 1, 3, 60])
def test_the_first_page_is_one_page_however_much_there_is(many):
    item = Item(
        LONG * 3, "41 days late: it was due on 1 February 2026", "Assistant head for personal development (A. Long Name)"
    )
    full = replace(
        FIRST,
        school=LONG,
        plan_state=LONG,
        actions=LONG,
        late=(item,) * many,
        soon=(item,) * many,
        later=(item,) * many,
        people=(Person("Assistant head for personal development", "A. Long Name (example)", LONG * 2),) * many,
        unfinished=(LONG * 2,) * many,
    )
    content = pdf_of(tell(full), made_on=date(2026, 3, 20))
    pages = PdfReader(BytesIO(content)).pages
    assert len(pages) == 1
    text = squeezed(pages[0].extract_text())
    assert [words for words in words_of(tell(full)) if squeezed(words) not in text] == []


def test_what_is_cut_says_that_it_is():
    assert short("A line\nand another", 90) == "A line"
    assert short("word " * 100, LONGEST).endswith("word …") and len(short("word " * 100, LONGEST)) <= LONGEST + 2
    assert short("x" * 500, LONGEST) == "x" * LONGEST + " …"
