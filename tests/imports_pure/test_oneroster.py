"""OneRoster sets, 1.1 and 1.2, conformant and not."""

import pytest

from chalkface.core.errors import Refused
from chalkface.imports.parsed import Options, Received
from chalkface.imports.reading import from_paths, open_documents
from chalkface.imports.recognise import recognise
from tests.imports_pure.golden import DAY, FOLDERS

SAMPLE = FOLDERS / "oneroster" / "sample"


def read(**changed):
    """The sample set with some files replaced, or (``None``) taken away; keys are file stems."""
    files = {file.name.rsplit("/", 1)[-1]: file.content for file in from_paths([SAMPLE])}
    for stem, content in changed.items():
        files.pop(f"{stem}.csv", None)
        if content is not None:
            files[f"{stem}.csv"] = content if isinstance(content, bytes) else content.encode()
    [found] = recognise(open_documents([Received(f"set/{name}", content) for name, content in files.items()]))
    assert found.format.code == "oneroster"
    return found.read(Options(DAY))


def sample(stem):
    return (SAMPLE / f"{stem}.csv").read_text(encoding="utf-8")


def test_the_school_year_is_the_one_that_ends_then():
    assert read().academic_year == 2025
    assert read(academicSessions=sample("academicSessions").replace(",2026\n", ",2025\n")).academic_year == 2024
    assert "the files name none" in " ".join(read(academicSessions=None).notes)


def test_the_tutor_group_is_the_homeroom_class_and_nothing_else():
    classes = sample("classes").replace(",11A,homeroom", ",11A,scheduled")
    groups = {row.values["student_id"]: row.values.get("tutor_group") for row in read(classes=classes).tables["enrolments"]}
    assert groups["004512"] is None
    assert groups["004514"] == "11B"


def test_a_deleted_student_has_left():
    bulk = read()
    assert "004517" not in {row.values["student_id"] for row in bulk.tables["students"]}
    assert bulk.full_list
    delta = read(manifest=sample("manifest").replace("file.users,bulk", "file.users,delta"))
    gone = next(row for row in delta.tables["students"] if row.values["student_id"] == "004517")
    assert str(gone.values["left_on"]) == "2025-09-03"
    assert "004517" not in {row.values["student_id"] for row in delta.tables["enrolments"]}
    assert not delta.full_list


def test_given_names_may_be_preferred_ones_so_held_legal_names_stay():
    result = read()
    assert result.only_if_new == {"legal_forename", "legal_surname"}
    assert result.tables["students"][2].values["preferred_forename"] == "Anna"


def test_1_2_has_roles_in_their_own_file_and_preferred_names():
    users = ("sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,preferredFirstName,"
             "pronouns,grades,identifier,primaryOrgSourcedId,metadata.house\n"
             "u1,active,2025-09-01T00:00:00Z,true,ada,{UPN:B801200005001},Adelaide,Ash,Ada,she/her,09,S1,o1,Red\n"
             "u2,active,2025-09-01T00:00:00Z,true,tea,,Tea,Teacher,,,,T1,o1,\n")
    roles = ("sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n"
             "r1,active,2025-09-01,u1,primary,student,,,o1\nr2,active,2025-09-01,u2,primary,teacher,,,o1\n")
    result = read(users=users, roles=roles, enrollments=None, demographics=None,
                  userProfiles="sourcedId,userSourcedId\np1,u1\n",
                  manifest=sample("manifest").replace("oneroster.version,1.1", "oneroster.version,1.2"))
    assert result.refused == []
    assert [row.values for row in result.tables["students"]] == [{
        "student_id": "S1", "legal_forename": "Adelaide", "legal_surname": "Ash", "preferred_forename": "Ada",
        "preferred_surname": "Ash", "upn": "B801200005001", "uln": ""}]
    assert result.tables["enrolments"][0].values["year_group"] == 9


def test_headings_that_are_not_the_standards_are_refused_by_name():
    users = sample("users").replace("grades,password", "grade,ext_house").replace("familyName", "lastName")
    sessions = "\n".join(line.rsplit(",", 1)[0] for line in sample("academicSessions").splitlines())
    result = read(users=users, academicSessions=sessions)
    assert {(bad.file, bad.row, bad.column) for bad in result.refused} == {
        ("users.csv", 1, "familyName"), ("users.csv", 1, "grades"), ("academicSessions.csv", 1, "schoolYear")}
    assert all("OneRoster demands a heading" in bad.reason for bad in result.refused)
    assert any("ext_house" in note for note in result.notes)


def test_bad_identifiers_and_repeated_ids_are_refused_with_their_place():
    users = sample("users").replace("ULN:6045120018", "ULN:6.04512E+09").replace("UPN:Q370999914002", "UPN:Q1")
    lines = users.splitlines()
    result = read(users="\n".join([*lines, lines[4]]))
    assert [(bad.row, bad.column, bad.value) for bad in result.refused] == [
        (2, "userIds", "6.04512E+09"), (3, "userIds", "Q1"), (15, "sourcedId", lines[4].split(",")[0])]


def test_dates_written_otherwise_are_read():
    enrollments = sample("enrollments").replace("2025-09-03T07:30:00.000Z", "2017-05-06 08:01:05")
    assert read(enrollments=enrollments).refused == []


def test_files_of_several_schools_and_a_set_without_users_are_refused():
    orgs = sample("orgs") + "x,active,2025-09-03T07:30:00.000Z,Other Academy,school,3709998,\n"
    with pytest.raises(Refused, match="2 schools"):
        read(orgs=orgs)
    with pytest.raises(Refused, match=r"no users\.csv"):
        read(users=None)
