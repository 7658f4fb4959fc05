"""Common Transfer Files: identity and nothing else."""

from datetime import date

import pytest

from chalkface.core.errors import Refused
from chalkface.imports.formats.ctf.format import FORMAT
from chalkface.imports.parsed import Options
from tests.imports_pure.files import opened
from tests.imports_pure.golden import DAY, FOLDERS, read_sample

HEADER = ("<Header><DateTime>{at}</DateTime><SourceSchool><LEA>370</LEA><Estab>9999</Estab><AcademicYear>{year}</AcademicYear>"
          "</SourceSchool><DestSchool><LEA>{lea}</LEA><Estab>{estab}</Estab></DestSchool></Header>")
PUPIL = ("<Pupil><UPN>{upn}</UPN><Surname>Ash</Surname><Forename>Ada</Forename><DOB>2010-01-02</DOB>{more}"
         "<BasicDetails><NCyearActual>10</NCyearActual></BasicDetails></Pupil>")


def read(*more, upn="B801200005001", at="2025-09-05T09:12:00", year="2025", lea="XXX", estab="XXXX", **options):
    pupils = "".join(PUPIL.format(upn=upn, more=one) for one in more)
    content = f"<CTfile>{HEADER.format(at=at, year=year, lea=lea, estab=estab)}<CTFpupilData>{pupils}</CTFpupilData></CTfile>"
    return FORMAT.read([opened(content, "370.xml")], Options(DAY, **options))


def student(more):
    return read(more).tables["students"][0].values


def test_a_file_is_not_a_complete_list_and_absence_says_nothing():
    result = read_sample(FOLDERS / "ctf" / "sample.xml")
    assert not result.full_list
    bo = result.tables["students"][4].values
    assert not {"fsm_ever6", "sen_provision", "looked_after", "uln"} & set(bo)


def test_sex_or_gender():
    assert student("<Sex>F</Sex>")["sex"] == student("<Gender>F</Gender>")["sex"] == "F"


def test_the_newest_sen_provision_and_the_needs_by_rank():
    values = student("<SENhistory><SEN><StartDate>2024-01-01</StartDate><SENprovision>E</SENprovision></SEN><SEN><StartDate>"
                     "2019-09-01</StartDate><SENprovision>K</SENprovision></SEN><SENneeds><SENneed><SENtypeRank>2</SENtypeRank>"
                     "<SENtype>SLCN</SENtype></SENneed><SENneed><SENtypeRank>1</SENtypeRank><SENtype>ASD</SENtype></SENneed>"
                     "</SENneeds></SENhistory>")
    assert (values["sen_provision"], values["sen_needs"]) == ("E", "ASD;SLCN")


@pytest.mark.parametrize(("end", "ever6"), [("", True), ("<FSMendDate>2020-07-01</FSMendDate>", True),
                                            ("<FSMendDate>2018-07-01</FSMendDate>", None)])
def test_free_meals_without_an_end_or_ended_within_six_years(end, ever6):
    values = student(f"<FSMhistory><FSMinstance><FSMstartDate>2016-09-04</FSMstartDate>{end}</FSMinstance></FSMhistory>")
    assert values.get("fsm_ever6") is ever6


def test_contacts_medical_notes_and_attendance_are_not_read():
    values = student("<Contacts><Contact><Surname>Parent</Surname></Contact></Contacts><MedicalFlag>true</MedicalFlag>")
    assert set(values) == {"upn", "legal_surname", "legal_forename", "date_of_birth", "student_id"}


def test_the_year_is_that_of_the_day_the_file_was_written_unless_said():
    assert read("").tables["enrolments"][0].values == {"student_id": "B801200005001", "academic_year": 2025, "year_group": 10}
    assert read("", at="2026-03-01T09:00:00", year="2026").academic_year == 2025
    assert read("", at="", year="2024").academic_year == 2024
    assert read("", at="", year="").academic_year == 2025
    assert read("", academic_year=2023).academic_year == 2023


def test_the_school_is_the_one_it_is_sent_to_or_else_the_sender():
    assert read("").school_laestab == "3709999"
    assert read("", lea="371", estab="4001").school_laestab == "3714001"


def test_bad_pupils_are_refused_with_their_place():
    assert [(bad.row, bad.column, bad.value) for bad in read("<Sex>Q</Sex>", "", upn="X1").refused] == [
        (1, "UPN", "X1"), (1, "Sex", "Q"), (2, "UPN", "X1")]
    assert [(bad.row, bad.column) for bad in read("", "").refused] == [(2, "UPN")]
    assert read("", upn="").refused[0].reason == "The pupil has no UPN."


@pytest.mark.parametrize(("content", "why"), [
    ("<CTfile><CTFpupilData><Pupil><UPN>B8012", "damaged or was cut short"),
    ("<CTfile></CTfile>", "holds no pupils"),
    ("<other/>", "not a Common Transfer File"),
    ('<?xml version="1.0" encoding="nonsense"?><CTfile></CTfile>', "damaged"),
])
def test_what_is_no_whole_file_is_refused(content, why):
    with pytest.raises(Refused, match=why):
        FORMAT.read([opened(content, "a.xml")], Options(date(2025, 11, 3)))
