"""The pages on intentions and destinations, as somebody's browser sees them."""

from datetime import date

import pytest

from chalkface.core.chain import SHORT_OF
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing
from tests.cast import DAY

pytestmark = pytest.mark.django_db
LARGEST = 60_000


@pytest.fixture
def path(school_a):
    return lambda rest="": f"/s/{school_a.school.slug}/destinations/{rest}"


@pytest.fixture
def gone(school_a):
    """Sixty who left Year 11 last summer, of whom nothing is known."""
    with writing("a test"), across_schools("a test"):
        made = []
        for number in range(60):
            student = records.Student.objects.create(
                school=school_a.school, key=f"g{number}", legal_forename="Mia", legal_surname=f"Featherstone{number:02}",
                date_of_birth=date(2009, 5, 1), left_on=date(2025, 8, 31),
            )  # fmt: skip
            records.Enrolment.objects.create(
                school=school_a.school, student=student, academic_year=2024, year_group=11, tutor_group="11A"
            )
            made.append(student.pk)
        return made


def destinations(**wanted):
    with across_schools("a test"):
        return list(records.Destination.objects.filter(**wanted))


def test_the_calendar_says_how_many_are_still_without(at, path, year_11):
    page = at().get(path()).content.decode()
    assert "0 of 40 Year 11 students have an intended destination; 0 are undecided and 40 have nothing recorded" in page
    assert page.count("big moment</span>") == 2


def test_a_day_is_set_once_and_a_wrong_one_is_named(at, path):
    sent = {"work": "may", "due_on": "2026-05-12", "edition": "0"}
    assert at().post(path(), sent).status_code == 302
    assert "12 May 2026" in at().get(path()).content.decode()
    refused = at().post(path(), {**sent, "due_on": "2027-05-12", "edition": "0"})
    assert refused.status_code == 422 and "2027-05-12" in refused.content.decode()
    assert at("adviser").post(path(), sent).status_code == 403


def test_plans_can_be_narrowed_to_what_they_are_short_of(at, path, year_11):
    for short in (*SHORT_OF, "no_guarantee", "nonsense", ""):
        page = at().get(path(f"plans/?year=11&short={short}"))
        assert page.status_code == 200 and len(page.content) < LARGEST
    assert "40 students" in at().get(path("plans/?short=no_application")).content.decode()
    assert "Nobody here fits" in at().get(path("plans/?short=mismatch")).content.decode()


def test_fifty_rows_fit_and_are_saved_together(at, path, gone):
    """Names as long as most are: the page is mostly names."""
    page = at().get(path("enter/"))
    assert page.content.count(b'name="seen-') == 50 and len(page.content) < LARGEST
    sent = {f"seen-{pk}": "0" for pk in gone[:50]}
    sent |= {f"route-{gone[0]}": "uni", f"provider-{gone[0]}": "Marlhaven", f"route-{gone[1]}": "Apprenticeship"}
    sent |= {"all-status": "Started", "all-source": "The student", "all-on": "2026-03-01"}
    for _ in range(2):  # and once more, as an impatient hand does
        assert at().post(path("enter/"), sent).status_code == 302
    found = destinations(student_id__in=gone)
    assert {(one.route, one.status, one.source) for one in found} == {
        ("higher_education", "started", "student"), ("apprenticeship", "started", "student"),
    }  # fmt: skip
    assert len(found) == 2


def test_one_bad_row_keeps_all_out_and_nothing_typed_is_lost(at, path, gone):
    sent = {f"seen-{pk}": "0" for pk in gone[:2]} | {"all-status": "Started", "all-source": "The student"}
    sent |= {f"route-{gone[0]}": "Apprenticeship", f"route-{gone[1]}": "somewhere or other", f"provider-{gone[1]}": "Acme Ltd"}
    answer = at().post(path("enter/"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Featherstone01: This names no one route" in page
    assert "somewhere or other" in page and "Acme Ltd" in page and not destinations(student_id__in=gone)


def test_two_people_at_one_row(at, path, gone):
    sent = {f"seen-{gone[0]}": "0", f"route-{gone[0]}": "Apprenticeship", "all-status": "Started", "all-source": "The student"}
    assert at().post(path("enter/"), sent).status_code == 302
    answer = at().post(path("enter/"), {**sent, f"route-{gone[0]}": "Work"})
    assert answer.status_code == 422 and "meanwhile" in answer.content.decode()
    assert len(destinations(student_id=gone[0])) == 1


def test_a_students_chain_is_written_on_its_page(at, path, school_a, year_11):
    with across_schools("a test"):
        student = records.Enrolment.objects.filter(school=school_a.school, year_group=11).first().student_id
    here = path(f"students/{student}/")
    client = at()
    wish = {"deed": "intention", "route": "apprenticeship", "course": "joinery", "source": "student", "confidence": "told"}
    assert client.post(here, wish).status_code == 302
    place = {"deed": "application", "route": "apprenticeship", "provider": "Joiners", "choice": "1", "on": "2026-02-02"}
    assert client.post(here, place).status_code == 302
    with across_schools("a test"):
        application = records.Application.objects.get(student_id=student).pk
    step = {"deed": "step", "application": application, "step": "offer", "on": "2026-03-02"}
    assert client.post(here, step).status_code == 302
    page = client.get(here).content.decode()
    assert "So far: offered" in page and "joinery" in page and "Offer without conditions" in page
    assert client.post(here, {**place, "provider": "", "course": "kept words"}).content.decode().count("kept words") == 1
    assert client.post(here, {"deed": "nothing"}).status_code == 422
    stale = {**place, "deed": "mend", "application": application, "edition": "0", "provider": "Other Joiners"}
    assert client.post(here, stale).status_code == 409


def test_a_tutor_reads_plans_of_the_group_and_no_destination(at, path, school_a):
    student = school_a.rows["student"].pk
    page = at("tutor").get(path(f"students/{student}/")).content.decode()
    assert "Intended" in page and "Started" not in page and "name=\"deed\"" not in page
    assert at("tutor").get(path()).status_code == 403


def test_a_try_is_noted_and_due_ones_come_first(at, path, gone):
    sent = {"student": gone[7], "how": "phone", "outcome": "No answer at all"}
    sent |= {"tried_on": "2026-03-18", "next_on": "2026-03-19"}
    assert at().post(path("chase/"), sent).status_code == 302
    page = at().get(path("chase/")).content.decode()
    assert "60 of 60 leavers are on this list; of 60 we hold nobody to write to" in page
    assert page.index("Featherstone07") < page.index("Featherstone00") and "No answer at all" in page
    lost = at().post(path("chase/"), {**sent, "next_on": "2026-01-01"})
    assert lost.status_code == 422 and "No answer at all" in lost.content.decode()


def test_a_choice_says_who_said_it(at, path, school_a):
    here = path(f"choices/{school_a.rows['student'].pk}/")
    sent = {"what": "local_authority", "is_allowed": "yes", "said_by": "parent", "said_on": "2026-03-02"}
    assert "more was refused" in at().get(here).content.decode()  # the cast's parent did
    assert at().post(here, sent).status_code == 302
    assert "nobody who decides has refused" in at().get(here).content.decode()
    assert at("tutor").get(here).status_code == 403


def test_the_authoritys_file_has_no_formula_and_its_page_no_name(at, path, gone, school_a):
    with writing("a test"), across_schools("a test"):
        records.Student.objects.filter(pk=gone[0]).update(legal_surname="=cmd|calc")
    page = at().get(path("authority/?format=activity-of-leavers")).content.decode()
    assert "60 students" in page and "Featherstone" not in page and "Nobody has confirmed these codes" in page
    assert at().post(path("authority/"), {"format": "activity-of-leavers", "reason": ""}).status_code == 422
    answer = at().post(path("authority/"), {"format": "activity-of-leavers", "reason": "asked for"})
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/csv") and "Featherstone01" in text and "'=cmd" in text
    assert ",810," in text.splitlines()[1]
    assert at("adviser").get(path("authority/")).status_code == 403


def test_old_leavers_are_nothing_to_do_until_they_are_due(at, path):
    assert "Nothing is due" in at().get(path("old/")).content.decode()


def test_old_leavers_go_one_year_at_a_time_and_two_with_the_number(at, path, school_a, gone):
    with writing("a test"), across_schools("a test"):
        records.DestinationTotal.objects.all().delete()
        records.Enrolment.objects.filter(student_id__in=gone[:30]).update(academic_year=2020)
        records.Enrolment.objects.filter(student_id__in=gone[30:]).update(academic_year=2021)
        for number, pk in enumerate(gone):
            records.Destination.objects.create(
                school=school_a.school, student_id=pk, stage=16, academic_year=2021 if number < 30 else 2022,
                route="apprenticeship", status="started",
            )  # fmt: skip
    shown = {"shown-2020": "30", "shown-2021": "30"}
    refused = at().post(path("old/"), {**shown, "years": ["2020", "2021"]})
    assert refused.status_code == 422 and "60 leavers of 2 years" in refused.content.decode()
    assert at().post(path("old/"), {**shown, "years": ["2020", "2021"], "typed": "60"}).status_code == 302
    assert not destinations(student_id__in=gone) and DAY.year == 2026
