"""Judging, evidence and keeping: what is refused, what is written, and that a file is what it says."""

import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest

from chalkface.core.errors import NotAllowed, Refused
from chalkface.operations.evidence import LARGEST, checked_file
from chalkface.operations.reviews import attach_evidence, keep_review, record_judgement, remove_evidence, voices_of
from chalkface.queries.statements import evidence_file
from chalkface.records.models import AuditEntry, Evidence, Judgement, Review, ReviewAnswer
from chalkface.records.tenancy import across_schools, open_scope

EDITION = "gatsby-2025"
pytestmark = pytest.mark.django_db


def judge(access, **other):
    given = {"framework": EDITION, "statement": "2.2", "level": "partly", "voice": "leader"}
    record_judgement(access, **given | other)


def office(main_part: str, *more: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("[Content_Types].xml", main_part, *more):
            archive.writestr(name, "<x/>")
    return made.getvalue()


def test_a_judgement_of_the_same_day_is_replaced_and_leaves_no_words_in_the_trail(school_a):
    leader = school_a.access("careers_leader")
    judge(leader, level="none", evidence="nobody asked")
    judge(leader, level="fully", evidence="all asked")
    with open_scope(leader):
        (row,) = Judgement.objects.filter(statement="2.2")
        lines = list(AuditEntry.objects.filter(operation="record_judgement").order_by("pk"))
    assert (row.level, row.evidence, row.judged_on) == ("fully", "all asked", leader.on)
    assert [line.about["level"] for line in lines] == ["none", "fully"] and "evidence" not in lines[0].about


def test_a_judgement_changes_what_an_export_says(school_a):
    before = school_a.school.data_version
    judge(school_a.access("careers_leader"))
    school_a.school.refresh_from_db()
    assert school_a.school.data_version == before + 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"level": "superb"},
        {"voice": "visitor"},
        {"statement": "9.9"},
        {"framework": "gatsby-1914"},
        {"judged_on": date(2026, 3, 21)},
        {"evidence": "x" * 5_001},
    ],
)
def test_a_judgement_that_makes_no_sense_is_refused(school_a, wrong):
    with pytest.raises(Refused):
        judge(school_a.access("careers_leader"), **wrong)
    with open_scope(school_a.access("careers_leader")):
        assert not Judgement.objects.filter(statement="2.2").exists()


def test_nobody_judges_in_the_careers_leaders_voice_but_leaders(school_a):
    assert voices_of(school_a.access("governor")) == ("governor",)
    assert voices_of(school_a.access("adviser")) == ("teacher",)
    assert "student" in voices_of(school_a.access("careers_leader"))
    with pytest.raises(Refused, match="Choose whose view"):
        judge(school_a.access("governor"), voice="leader")
    judge(school_a.access("governor"), voice="governor")
    with pytest.raises(NotAllowed):
        judge(school_a.access("tutor"), voice="teacher")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7"),
        ("a.PNG", b"\x89PNG\r\n\x1a\nrest"),
        ("photo.jpeg", b"\xff\xd8\xff\xe0"),
        ("a.docx", office("word/document.xml")),
        ("a.xlsx", office("xl/workbook.xml")),
        ("a.csv", "a,b\r\nZoë,1\n".encode("cp1252")),
        ("a.txt", "Grüße\tund\n".encode()),
    ],
)
def test_a_file_is_known_by_its_content(name, content):
    assert checked_file(f"C:\\secret\\{name}", content)[0] == name


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ"),
        ("a.html", b"<script>"),
        ("a.svg", b"<svg/>"),
        ("a", b"x"),
        ("a.pdf", b"<html>"),
        ("a.png", b"%PDF-1.7"),
        ("a.txt", b"MZ\x00\x00"),
        ("a.docx", b"PK\x03\x04 broken"),
        ("a.docx", office("xl/workbook.xml")),
        ("a.xlsx", office("xl/workbook.xml", "xl/vbaProject.bin")),
        ("a.pdf", b""),
        ("a.pdf", b"%PDF-" + b"x" * LARGEST),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name, content):
    with pytest.raises(Refused):
        checked_file(name, content)


def test_evidence_is_attached_read_back_and_removed(school_a, school_b):
    leader = school_a.access("careers_leader")
    given = {"framework": EDITION, "statement": "5.1", "title": "Register", "file_name": "../register.pdf"}
    number = attach_evidence(leader, **given, content=b"%PDF-1.7 x")
    found = evidence_file(school_a.access("governor"), number)
    assert (found.file_name, found.content_type, found.content) == ("register.pdf", "application/pdf", b"%PDF-1.7 x")
    assert evidence_file(school_b.access("careers_leader"), number) is None
    with pytest.raises(Refused):
        remove_evidence(school_b.access("careers_leader"), evidence_id=number)
    with pytest.raises(NotAllowed):
        remove_evidence(school_a.access("governor"), evidence_id=number)
    remove_evidence(leader, evidence_id=number)
    with across_schools("a test"):
        assert not Evidence.objects.filter(pk=number).exists()


def test_a_review_is_kept_once_a_day_with_an_answer_for_every_statement(school_a):
    leader = school_a.access("careers_leader")
    keep_review(leader, framework=EDITION)
    second = keep_review(leader, framework=EDITION, title="The later one")
    with open_scope(leader):
        (row,) = Review.objects.filter(on=leader.on)
        answers = ReviewAnswer.objects.filter(review=row)
        assert (row.pk, row.title) == (second, "The later one")
        assert answers.count() == 32
        assert answers.get(statement="5.1").denominator == 2
        # The one kept on another day is untouched.
        assert Review.objects.filter(on=leader.on - timedelta(days=109)).exists()
    with pytest.raises(NotAllowed):
        keep_review(school_a.access("governor"), framework=EDITION)
