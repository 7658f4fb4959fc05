"""The pages for staff, parents, students and partners: one side each, the same in every form, and nobody's name in them."""

from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from io import BytesIO

import pytest
from pypdf import PdfReader

from chalkface.core.access import MEMBER_ROLES
from chalkface.core.errors import NotAllowed, Refused
from chalkface.queries.voice_papers import still_without
from chalkface.records import models as records
from chalkface.records.tenancy import open_scope, writing
from chalkface.reports import all_reports, make_report, voices, write_report
from chalkface.reports.told import words_of
from chalkface.reports.voices import gather
from tests.cast import DAY, STRANGER
from tests.reports.documents import read_file, squeezed

pytestmark = pytest.mark.django_db
PAGES = [code for code, report in all_reports().items() if report.voice]
LONG = "A long title that somebody wrote without thinking of whoever has to read it on a wall "


def told_of(name, paper):
    return import_module(f"chalkface.reports.{name.replace('-', '_')}.telling").tell(paper)


@pytest.fixture
def paper(school_a):
    """The facts of the cast, with something ahead and somebody called in writing to be asked."""
    later = DAY + timedelta(days=20)
    with writing("a test's own setting"), open_scope(school_a.access("careers_leader")):
        records.Session.objects.filter(pk=school_a.rows["session"].pk).update(on=later)
    return gather(school_a.access("careers_leader"), DAY, made_on=DAY)


def test_there_are_four_beside_the_paper_for_governors():
    assert PAGES == ["parent-page", "partner-page", "staff-page", "student-page"] and "governor-paper" in all_reports()


@pytest.mark.parametrize("name", PAGES)
def test_each_form_says_every_word_on_one_side_of_a4(name, paper):
    told = told_of(name, paper)
    assert len(words_of(told)) > 15
    for ending in ("pdf", "docx", "html"):
        content = write_report(name, paper, ending)
        text = read_file(content, ending)
        assert [one for one in words_of(told) if squeezed(one) not in text] == []
        if ending == "pdf":
            read = PdfReader(BytesIO(content))
            assert len(read.pages) == 1 and read.trailer["/Root"]["/MarkInfo"]["/Marked"]
            assert told.footer.split(" · ")[0] in read.pages[0].extract_text().replace("\n", " ")


@pytest.mark.parametrize("name", PAGES)
def test_a_full_year_with_long_titles_is_still_one_side_and_an_empty_school_has_something_to_read(name, paper):
    (one,) = paper.coming[:1]
    coming = tuple(replace(one, title=f"{LONG}{n}", years=tuple(range(7, 14)), on=DAY + timedelta(days=n)) for n in range(60))
    full = replace(
        paper, coming=coming, reached=(LONG,) * 6, practices=((LONG * 2, LONG),) * 9, answered=((LONG, LONG * 3),) * 9,
        without=((LONG, tuple(range(7, 14))),) * 30, partners=((LONG, 9, 9),) * 12,
    )  # fmt: skip
    assert len(PdfReader(BytesIO(write_report(name, full, "pdf"))).pages) == 1
    bare = replace(
        paper, coming=(), reached=(), objectives=(), links=(0, 0), without=(), practices=(), answered=(), partners=(),
        leader="", email="", phone="", still_without=(),
    )  # fmt: skip
    assert len(PdfReader(BytesIO(write_report(name, bare, "pdf"))).pages) == 1
    said = " ".join(words_of(told_of(name, bare)))
    assert "nothing with a day is planned yet" in said.lower() or "open to others has a day yet" in said


@pytest.mark.parametrize("name", PAGES)
def test_it_says_the_same_whoever_makes_it_and_nothing_of_a_student_or_another_school(name, school_a, school_b):
    made = {}
    for role in MEMBER_ROLES:
        access = school_a.access(role)
        if not access.may("see_plan"):
            with pytest.raises(NotAllowed):
                make_report(access, name, "html", on=DAY)
            continue
        made[role] = make_report(access, name, "html", on=DAY)
    assert len(made) >= 7 and len(set(made.values())) == 1
    text = made["careers_leader"].lower()
    assert not STRANGER.search(text)
    for about in (b"student", b"meeting", b"need", b"note", b"account", b"carer", b"destination", b"intention", b"partnername"):
        assert b"zqa" + about not in text, about


def test_staff_read_one_figure_of_lessons_and_what_was_held_is_no_gap(school_a):
    leader, taught = school_a.access("careers_leader"), {"academic_year": 2025, "year_group": 10, "subject": "Glass"}
    with writing("a test's own setting"), open_scope(leader):
        records.TaughtSubject.objects.create(school=school_a.school, **taught)
    assert ("Glass", (10,)) in gather(leader, DAY).without
    with writing("a test's own setting"), open_scope(leader):
        held = records.Activity.objects.create(
            school=school_a.school, key="glass", title="Glass at work", kind="curriculum_link", subject="Glass", starts_on=DAY
        )
        records.Offer.objects.create(school=school_a.school, activity=held, academic_year=2025, year_group=10)
    paper = gather(leader, DAY)
    assert "Glass" not in dict(paper.without)
    # The count is the figure that objectives tell, not what stands on the map.
    assert " 22 of 90 subjects" in " " + " ".join(words_of(told_of("staff-page", replace(paper, links=(22, 90)))))
    assert "0 of 0" not in " ".join(words_of(told_of("staff-page", replace(paper, links=(0, 0)))))


def test_who_met_somebody_that_nobody_named_is_not_still_without(school_a):
    leader = school_a.access("careers_leader")

    def bare(kind):
        with writing("a test's own setting"), open_scope(leader):
            met, _ = records.Activity.objects.update_or_create(
                school=school_a.school, key="met", defaults={"title": "A question", "kind": kind, "starts_on": DAY}
            )
            records.Offer.objects.get_or_create(school=school_a.school, activity=met, academic_year=2025, year_group=13)
        with open_scope(leader):
            return still_without(leader, (13,))

    assert bare("skills_practice") == (13,) and bare("employer_encounter") == ()


def test_partners_are_not_offered_what_another_gives_alone_and_years_with_nothing_are_said(paper):
    (one,) = paper.coming[:1]
    theirs = replace(one, title="The college’s own workshop", kind="employer encounter", is_open=False)
    said = " ".join(words_of(told_of("partner-page", replace(paper, coming=(theirs,)))))
    assert "own workshop" not in said
    said = words_of(told_of("partner-page", replace(paper, coming=(replace(theirs, is_open=True),))))
    assert "own workshop" in " ".join(said)
    lesson = replace(one, title="Who uses French at work?", kind="lesson link", years=(9,))
    told = " ".join(words_of(told_of("parent-page", replace(paper, coming=(lesson, replace(theirs, years=(9,)))))))
    assert "Who uses French" not in told and "nothing with a day yet" in told


def test_a_number_of_very_few_in_what_somebody_typed_is_refused(school_a, monkeypatch):
    leader = school_a.access("careers_leader")
    with writing("a test's own setting"), open_scope(leader):
        records.Session.objects.update(on=DAY + timedelta(days=9))
        records.Activity.objects.filter(pk=school_a.rows["activity"].pk).update(title="A visit for two Year 13 leavers")
    with pytest.raises(Refused, match="in the programme: two year 13 leavers"):
        gather(leader, DAY)
    monkeypatch.setattr(voices, "refuse_few", lambda *_: None)
    assert "two Year 13" in gather(leader, DAY).coming[0].title


def test_a_students_name_in_the_title_of_a_survey_is_refused_too(school_a):
    leader, student = school_a.access("careers_leader"), school_a.rows["student"]
    title = f"After {student.legal_forename} {student.legal_surname}’s talk"
    with writing("a test's own setting"), open_scope(leader):
        about = {"title": title, "gives_back": "More visits.", "audience": "students", "closed_on": DAY - timedelta(days=1)}
        records.Survey.objects.filter(pk=school_a.rows["survey"].pk).update(**about)
    with pytest.raises(Refused, match="in what is done with a survey"):
        gather(leader, DAY)


def test_a_paper_that_would_have_to_be_too_small_to_read_runs_on_instead(paper):
    huge = replace(paper, practices=((LONG, LONG * 60),) * 2)
    read = PdfReader(BytesIO(write_report("staff-page", huge, "pdf")))
    assert len(read.pages) == 2


def test_a_students_name_in_a_title_is_refused_and_without_the_gate_it_would_be_told(school_a, monkeypatch):
    leader, student = school_a.access("careers_leader"), school_a.rows["student"]
    with writing("a test's own setting"), open_scope(leader):
        records.Session.objects.update(on=DAY + timedelta(days=9))
        title = f"Talk by {student.legal_surname}, {student.legal_forename}"
        records.Activity.objects.filter(pk=school_a.rows["activity"].pk).update(title=title)
    with pytest.raises(Refused, match="in the programme") as refused:
        gather(leader, DAY)
    assert student.legal_surname not in refused.value.sentence
    monkeypatch.setattr(voices, "refuse_names", lambda *_: None)
    assert student.legal_surname in gather(leader, DAY).coming[0].title
