"""The matrix of who may see what of a young person, cell by cell: allowed is found, denied is not, through every way in.

``matrix.yaml`` beside this file is the matrix; the table of grants (``content/permissions.yaml``) is held against it, and
both against everything that each role is given: pages, papers, own pages by account and by pass, the records themselves.
"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import yaml
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chalkface.core.access import MEMBER_ROLES, OWN_ROLES, grants
from chalkface.core.errors import NotAllowed
from chalkface.core.links import digest_of, new_token
from chalkface.records import models as records
from chalkface.records.tenancy import SchoolOwned, across_schools, open_scope, writing
from chalkface.web.discover import import_pages
from chalkface.web.own_door import SESSION as PASS
from chalkface.web.page import PAGES
from tests.addresses import arguments_of
from tests.cast import DAY, Company, _guidance
from tests.cast_young import note_words, young_person
from tests.conftest import REPOSITORY
from tests.proofs import some
from tests.signed_in import signed_in_as
from tests.texts import texts
from tests.tokens import token

import_pages()
pytestmark = pytest.mark.django_db
MATRIX = yaml.safe_load((REPOSITORY / "tests/house/matrix.yaml").read_text("utf-8"))
ROLES = (*MEMBER_ROLES, *OWN_ROLES)
SHARED_AS = {"needs_detail": "needs", "shared_plan": "plan", "note": "note", "answers": "answers"}
# The pages on which a young person's data could stand; the rest is crawled without shares too.
ABOUT_ONE = re.compile(r"<int:(student|asked|meeting|need|agreed|note|application|survey|round|risk_model|appointment|carer)>")
# Concerns have no words: each was raised on a day that nothing else happened on.
RAISED = {1: datetime(2011, 3, 8, 9, tzinfo=UTC), 2: datetime(2011, 3, 9, 9, tzinfo=UTC)}
TABLES = {
    "name": "Student", "aspirations": "Intention", "encounters": "Reflection", "shared_plan": "GuidanceMeeting",
    "note": "ConfidentialNote", "concern": "Concern", "answers": "SurveyReturn", "destination": "Destination",
}  # fmt: skip


@pytest.fixture
def pair(school_a, monkeypatch) -> dict[int, Company]:
    """The school with two young people who have everything: the first in the tutor's group, the second outside it."""
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *zone: DAY)
    other = school_a.rows["other_student"]
    second = Company("c", school_a.school, dict(school_a.accounts), school_a.rows | {"student": other})
    with writing("a test"), across_schools("a test"):
        _guidance(second, other)
        young_person(second)
        # The second was somewhere else, so that a title tells whose encounter it is.
        activity = records.Activity.objects.create(
            school=school_a.school, key="elsewhere", title=token("c", "activity", "title"), kind="employer_encounter",
            starts_on=date(2025, 11, 7),
        )
        records.Participation.objects.create(school=school_a.school, activity=activity, student=other, attended=True)
        records.Reflection.objects.filter(student=other).update(activity=activity)
        for number, company in ((1, school_a), (2, second)):
            student, letter = company.rows["student"], company.letter
            student.upn, student.uln, student.ethnicity = f"ZQUPN{letter}".upper(), f"ZQULN{letter}", f"ZQETH{letter}"
            student.save()
            records.Concern.objects.filter(student=student).update(raised_at=RAISED[number])
        # What a person sees because it is their own must not be the other's too.
        records.ConfidentialNote.objects.filter(student=other).update(author=10**9)
        records.Concern.objects.filter(student=other).update(raised_by=10**9)
    second.accounts = school_a.accounts
    return {1: school_a, 2: second}


def planted(canary: str, company: Company, role: str = "") -> re.Pattern[str]:
    """What must be found, or must not, of one young person."""
    letter, student = company.letter, company.rows["student"]
    match canary:
        case "name":
            names = (student.preferred_forename, student.preferred_surname)
            return re.compile("|".join(rf"{re.escape(one)}(?!other)" for one in names))
        case "birthday":
            return re.compile(rf"\b{student.date_of_birth.day} February 2012|2012-02-{student.date_of_birth.day:02}")
        case "identity":
            return re.compile(f"{student.upn}|{student.uln}")
        case "needs_detail":
            return re.compile(re.escape(student.sen_needs) + r"(?!other)")
        case "characteristics":
            return re.compile(student.ethnicity)
        case "note":
            return re.compile(note_words(letter))
        case "concern":
            return re.compile(rf"\b{student.pk and RAISED[1 if letter == 'a' else 2].day} March 2011")
        case "encounters" if role == "parent":  # where the child was; what the child said about it is the child's
            return re.compile(token(letter, "activity", "title"))
        case "audit":
            return re.compile("settle_in|settle in", re.IGNORECASE)
        case "plan":
            return re.compile(token("a", "objective", "title"))
    of = {
        "aspirations": ("intention", "course"), "encounters": ("reflection", "showed"), "shared_plan": ("meeting", "shared"),
        "answers": ("surveyreturn", "answers"), "destination": ("destination", "provider"),
    }  # fmt: skip
    return re.compile(token(letter, *of[canary]))


def ways_in(pair: dict[int, Company], role: str, minutes_ago: int = 0) -> list[tuple[str, Client]]:
    """The doors through which somebody in a role comes: the staff's, or one's own by account and by pass."""
    client = Client()
    signed_in_as(client, pair[1].accounts[role], minutes_ago=minutes_ago)
    if role not in OWN_ROLES:
        return [("school", client)]
    school, carer = pair[1].school, pair[1].rows["carer"] if role == "parent" else None
    with writing("a test"), across_schools("a test"):
        slip = records.Pass.objects.create(
            school=school, student=pair[1].rows["student"], carer=carer, digest=digest_of(new_token()),
            code_digest=digest_of(new_token()), made_on=DAY, expires_on=DAY, used_at=timezone.now(),
        )
    with_pass = Client()
    session = with_pass.session
    session[PASS] = slip.pk
    session.save()
    return [("own", client), ("own", with_pass), ("school", client)]


def everything(
    pair: dict[int, Company], role: str, *, about_one: bool = False, minutes_ago: int = 0, only: set[str] | None = None
) -> dict[str, str]:
    """Page → all that somebody in a role can read there, whichever of the two young people they ask for."""
    found: dict[str, str] = {}
    for kind, client in ways_in(pair, role, minutes_ago):
        for door in PAGES.values():
            if door.kind != kind or (about_one and not ABOUT_ONE.search(door.path)) or door.name not in (only or PAGES):
                continue
            for company in pair.values():
                rows = {"survey": company.rows["past_survey"]} if kind == "school" else {}
                asked = replace(company, rows=company.rows | rows)
                address = reverse(door.name, kwargs=arguments_of(door, asked))
                answers = [client.get(address)]
                if door.name == "guidance.note":  # words come out when a reason is given
                    answers.append(client.post(address, {"reason": "To prepare a meeting"}))
                for answer in answers:
                    assert answer.status_code < 500, (door.name, role)
                    given = b"\n".join(texts(answer.content)).decode("utf-8", "replace")
                    found[door.name] = found.get(door.name, "") + given
    return found


def expected(row: dict, role: str) -> tuple[bool, bool]:
    """Whether the first and the second young person's canary are to be found."""
    match row["sees"].get(role):
        case "school":
            return True, True
        case "group":
            return True, False
        case "own":
            return True, False
    return False, False


def rows_with_canaries() -> dict[str, dict]:
    return {name: row for name, row in MATRIX.items() if "canary" in row}


def pages_with(body: dict[str, str], canary: str, company: Company, role: str = "") -> set[str]:
    return {name for name, text in body.items() if planted(canary, company, role).search(text)}


def seen_in(body: dict[str, str], canary: str, pair: dict[int, Company], role: str = "") -> tuple[bool, bool]:
    first, second = (bool(pages_with(body, canary, pair[number], role)) for number in (1, 2))
    return first, second


@pytest.mark.trust(3)
def test_the_table_of_grants_says_what_the_matrix_says():
    for name, row in MATRIX.items():
        for right in row.get("rights", ()):
            who = {role: scope.value for role, scope in grants()[right].who.items() if role in ROLES}
            shared = {role: "own" for role in row.get("shared", ())}
            assert who == row["sees"] | shared, (name, right)
        for role, right in row.get("writes", {}).items():
            assert role in grants()[right].who, (name, role)
        assert row.get("rights") or row.get("not_built"), name
    assert len(MATRIX) >= 17
    assert not {"operator", "link"} & set(grants()["read_notes"].who), "notes are opened on a page, by a person"


def raised_by(pair: dict[int, Company], role: str) -> None:
    """The concern about the first young person was raised by whoever is at the door."""
    with writing("a test"), across_schools("a test"):
        records.Concern.objects.filter(student=pair[1].rows["student"]).update(raised_by=pair[1].accounts[role].pk)


@pytest.mark.trust(3)
@pytest.mark.parametrize("role", some(ROLES, quick=("tutor", "student")))
def test_each_cell_what_is_allowed_is_found_and_what_is_not_is_not(role, pair):
    raised_by(pair, role)
    before = looks()
    body, wrong = everything(pair, role), []
    for name, row in rows_with_canaries().items():
        if row["canary"] in ("audit", "plan"):
            found, may = bool(pages_with(body, row["canary"], pair[1])), role in row["sees"]
            wrong += [] if found == may else [(name, found, may)]
        elif (found := seen_in(body, row["canary"], pair, role)) != expected(row, role):
            wrong.append((name, found, expected(row, role)))
    assert wrong == []
    kept = looks() - before
    for name, row in rows_with_canaries().items():
        if role in row.get("logged", ()) and role in row["sees"]:
            what = "note" if name == "note" else name
            assert any(one[0] in (what, "identity" if name == "characteristics" else what) for one in kept), (name, role)


def looks() -> set[tuple]:
    """Every look that was kept: (what, number)."""
    with across_schools("a test"):
        notes = {("note", pk) for pk in records.NoteRead.objects.values_list("pk", flat=True)}
        return notes | set(records.Viewing.objects.values_list("what", "pk"))


@pytest.mark.trust(3)
@pytest.mark.parametrize("role", sorted({role for row in MATRIX.values() for role in row.get("again", ())}))
def test_what_asks_for_the_password_shows_nothing_a_quarter_of_an_hour_later(role, pair):
    body = everything(pair, role, about_one=True, minutes_ago=15)
    for name, row in rows_with_canaries().items():
        if role in row.get("again", ()):
            assert seen_in(body, row["canary"], pair) == (False, False), name


@pytest.mark.trust(3)
@pytest.mark.parametrize(("name", "role"), some(
    [(name, role) for name, row in MATRIX.items() for role in row.get("shared", ()) if role not in OWN_ROLES],
    quick=[("note", "senco")],
))  # fmt: skip
def test_what_is_shared_is_seen_until_its_day_and_not_once_it_is_taken_back(name, role, pair):
    canary, company = MATRIX[name]["canary"], pair[1]
    with writing("a test"), across_schools("a test"):
        share = records.Share.objects.create(
            school=company.school, what=SHARED_AS[name], student=company.rows["student"],
            note=company.rows["note"] if name == "note" else None, account_number=company.accounts[role].pk,
            reason="For the review", made_on=DAY, ends_on=DAY,
        )
    body = everything(pair, role, about_one=True)
    assert seen_in(body, canary, pair) == (True, False)
    # That it is nowhere else without a share is what the cells above say: now it is gone from where it was.
    where = pages_with(body, canary, company)
    for change in ({"ends_on": date(2026, 3, 19)}, {"ends_on": DAY, "revoked_on": DAY}):
        with writing("a test"), across_schools("a test"):
            records.Share.objects.filter(pk=share.pk).update(**change)
        assert seen_in(everything(pair, role, only=where), canary, pair) == (False, False), change


@pytest.mark.trust(3, gate="suite")
def test_a_parent_reads_the_plan_once_the_student_shares_it_and_not_after(pair):
    student = pair[1].rows["student"]
    for is_allowed in (True, False):
        with writing("a test"), across_schools("a test"):
            records.SharingChoice.objects.create(
                school=pair[1].school, student=student, what="plan_with_parents", is_allowed=is_allowed, said_by="student",
                said_on=DAY,
            )
        assert seen_in(everything(pair, "parent"), "shared_plan", pair) == (is_allowed, False)


@pytest.mark.trust(3)
@pytest.mark.parametrize("role", ROLES)
def test_the_records_themselves_hold_back_whatever_page_or_job_asks(role, pair):
    """The wall underneath: rows read in the scope of the role are the cell's, or reading is refused."""
    raised_by(pair, role)
    access = pair[1].access(role)
    for name, table in TABLES.items():
        model: type[SchoolOwned] = getattr(records, table)
        path = "student_id" if table != "Student" else "pk"
        with open_scope(access):
            try:
                seen = set(model.objects.values_list(path, flat=True))
            except NotAllowed:
                seen = set()
        ids = tuple(pair[number].rows["student"].pk in seen for number in (1, 2))
        row = MATRIX[name]
        if role == "parent" and name == "answers":
            assert ids == (False, False)
        else:
            assert ids == expected(row, role), (name, role)


@pytest.mark.trust(3)
@pytest.mark.parametrize("role", ROLES)
def test_a_member_sees_nothing_of_their_own_child_until_the_careers_leader_says_so(role, pair):
    if role in OWN_ROLES:
        return
    access = replace(pair[1].access(role), kept_from=frozenset({pair[1].rows["student"].pk}))
    for table in TABLES.values():
        model = getattr(records, table)
        path = "student_id" if table != "Student" else "pk"
        with open_scope(access):
            try:
                assert pair[1].rows["student"].pk not in set(model.objects.values_list(path, flat=True)), table
            except NotAllowed:
                continue


@pytest.mark.trust(3, control=True)
def test_negative_control_with_the_grants_widened_the_cells_are_wrong(pair, monkeypatch):
    raised_by(pair, "tutor")
    body = everything(pair, "tutor", about_one=True)
    assert not seen_in(body, "name", pair)[1]
    monkeypatch.setattr(SchoolOwned, "within_groups", classmethod(lambda cls, rows, access, permission="": rows))
    assert seen_in(everything(pair, "tutor", about_one=True), "name", pair)[1]
