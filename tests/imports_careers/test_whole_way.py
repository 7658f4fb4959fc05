"""A careers leader's lists go the whole way into a school, and a second time change nothing."""

from pathlib import Path

import pytest

from chalkface.imports.parsed import Received
from chalkface.imports.pipeline import import_files
from chalkface.records.models import Activity, Destination, GuidanceMeeting, Intention, Participation, PublishedRow
from chalkface.records.tenancy import open_scope, writing
from tests.imports.schools import new_school, operator_of

STUDENTS = """Adno,Legal surname,Legal forename,DOB,Year Group,Reg Group
004512,Example,Aoife,01/09/2009,Year 11,11A
004513,Sample,Zoë,31/08/2010,Year 11,11A
004514,Trial,Anna,03/02/2010,Year 11,11B
004515,Test,Mohammed,11/12/2009,Year 11,11B
004516,Test,Mohammed,11/12/2009,Year 11,11C
"""
TRACKER = """TRACKER 2025/26,,,,
Date,Activity / Event,Yr group,Employer / Provider,GB
Thurs 2nd Oct,Careers fair,11,Northgate Joinery,5
w/c 6/10/25,WEX week,10 + 11,,6
"""
REGISTER = """Careers fair - 2 October 2025 - attendance register,,
Student,Form,Attended
"Example, Aoife",11A,Y
zoe sample,11A,N
"Test, Mohammed",11C,Y
"""
LOG = """Student,Form,Date seen,Adviser,Duration,Intended dest.,Actions
"Example, Aoife",11A,14.10.25,KH,40 mins,6th form,Open evening; check entry requirements
anna trial,11B,15/10/25,KH,DNA,,rebook
"""
FORM = """Timestamp,Email address,First name,Surname,What do you plan to do after Year 11?,Where?
2025/10/14 8:52:31 AM GMT,004513@testfield.example,zoe,sample,Apprenticeship,hairdressers
2025/10/14 8:55:02 AM GMT,004513@testfield.example,Zoe,Sample,College,Mill Lane College
"""
LEAVERS = """Year 11 leavers 2025 - actual destinations,,,
Name,Form,Destination,Where
Anna Trial,11B,College,Mill Lane College
Aoife Example,11A,Sixth form,
"""
LISTS = {"tracker.csv": TRACKER, "register.csv": REGISTER, "log.csv": LOG, "form.csv": FORM, "leavers.csv": LEAVERS}


@pytest.fixture
def access(db):
    """The command line of a school with five students."""
    access = operator_of(new_school())
    (outcome,) = import_files(access, [Received("students.csv", STUDENTS.encode())])
    assert outcome.is_committed
    return access


def bring(access, name, text):
    (outcome,) = import_files(access, [Received(name, text.encode())])
    return outcome


def test_every_list_is_committed_and_again_changes_nothing(access):
    for name, text in LISTS.items():
        outcome = bring(access, name, text)
        assert outcome.is_committed, (name, outcome.as_json())
    for name, text in LISTS.items():
        outcome = bring(access, name, text)
        assert outcome.is_committed, (name, outcome.as_json())
        assert not any(outcome.created.values()) and not any(outcome.updated.values()), (name, outcome.as_json())
    with open_scope(access):
        assert [activity.title for activity in Activity.objects.order_by("starts_on")] == ["Careers fair", "WEX week"]
        marks = Participation.objects.order_by("student__key").values_list("student__key", "attended", "activity__title")
        assert list(marks) == [
            ("004512", True, "Careers fair"),
            ("004513", False, "Careers fair"),
            ("004516", True, "Careers fair"),
        ]
        meetings = GuidanceMeeting.objects.order_by("student__key").values_list("student__key", "attended", "minutes")
        assert list(meetings) == [("004512", True, 40), ("004514", False, None)]
        plans = Intention.objects.filter(student__key="004513").order_by("position").values_list("route", flat=True)
        assert list(plans) == ["apprenticeship", "further_education"]
        went = Destination.objects.order_by("student__key").values_list(
            "student__key", "stage", "academic_year", "route", "status"
        )
        assert [(key, str(stage), year, route, status) for key, stage, year, route, status in went] == [
            ("004512", "16", 2025, "school_sixth_form", "started"),
            ("004514", "16", 2025, "further_education", "started"),
        ]


def test_a_guess_that_a_person_corrected_stays_corrected(access):
    bring(access, "tracker.csv", TRACKER)
    with writing("a test's own correction"), open_scope(access):
        Activity.objects.filter(title="Careers fair").update(kind="curriculum_link")
    for name in ("tracker.csv", "register.csv"):
        assert bring(access, name, LISTS[name]).is_committed
    with open_scope(access):
        assert Activity.objects.get(title="Careers fair").kind == "curriculum_link"


def test_a_name_that_fits_two_students_is_left_to_a_person(access):
    outcome = bring(access, "register.csv", REGISTER.replace(",11C,", ",11,"))
    assert not outcome.is_committed
    assert [(one["text"], len(one["candidates"]) >= 2) for one in outcome.matching] == [("Test, Mohammed", True)]


def test_published_samples_are_stored_once(access):
    folder = Path(__file__).parents[2] / "src/chalkface/imports/formats/published_ees"
    content = (folder / "sample.csv").read_bytes()
    for _ in range(2):
        (outcome,) = import_files(access, [Received("ees.csv", content)])
        assert outcome.is_committed
    school = PublishedRow.objects.get(urn="199901")
    assert (school.level, school.cohort_year, school.cells["overall"], PublishedRow.objects.count()) == (
        "school",
        2021,
        "112",
        4,
    )
