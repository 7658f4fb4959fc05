"""Settings, people, one member, the audit trail, the example school: the way through and the way back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from chalkface.records.models import Account, AuditEntry, GroupOfMember, Membership, School
from chalkface.records.tenancy import across_schools, writing
from tests.cast import STRANGER
from tests.signed_in import signed_in_as

pytestmark = pytest.mark.django_db
AT = "/s/school-a/settings/"
SENT = {"name": "Elm Park", "low_year": "9", "high_year": "13", "word": "pupil", "threshold": "7", "framework": "gatsby-2014"}
PASSWORD = "three brown owls"


@pytest.fixture
def sign_in(school_a):
    """A client in one role at school A."""

    def made(role: str) -> Client:
        client = Client()
        signed_in_as(client, school_a.accounts[role])
        return client

    return made


def membership(company, role: str) -> Membership:
    with across_schools("a test"):
        return Membership.objects.get(school=company.school, role=role)


def said(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_settings_are_saved_said_and_shown(sign_in, school_a):
    client = sign_in("careers_leader")
    assert client.post(AT, SENT)["Location"] == AT
    page = said(client, AT)
    assert "The settings are saved." in page and 'value="Elm Park"' in page
    school = School.objects.get(pk=school_a.school.pk)
    assert (school.low_year, school.high_year, school.says_pupil, school.threshold) == (9, 13, True, 7)
    assert "Pupils" in said(client, "/s/school-a/")


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        ({"low_year": "9.5"}, "The first year group must be a whole number."),
        ({"low_year": "13", "high_year": "7"}, "The year groups run from 7 to 13"),
        ({"threshold": "99999999999"}, "must be a whole number"),
        ({"threshold": "3"}, "between 5 and 10"),
        ({"framework": "mine"}, "no framework"),
        ({"name": " "}, "Give the school&#39;s name"),
        ({"name": "A" * 201}, "at most 200 characters"),
    ],
)
def test_settings_that_will_not_do_keep_what_was_typed_and_change_nothing(sign_in, school_a, wrong, sentence):
    client = sign_in("school_admin")
    answer = client.post(AT, SENT | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page and "There is a problem" in page
    assert School.objects.get(pk=school_a.school.pk).name == school_a.school.name


@pytest.mark.parametrize("address", ["", "people/", "audit/", "example/"])
@pytest.mark.parametrize("role", ["tutor", "governor", "senior_leader", "adviser"])
def test_who_has_no_business_in_the_settings_is_told_so(sign_in, role, address):
    client = sign_in(role)
    for answer in (client.get(AT + address), client.post(AT + address, SENT)):
        assert answer.status_code in (403, 405)
        assert answer.status_code == 405 or "You may not see this page" in answer.content.decode()


def test_a_colleague_is_added_and_can_sign_in(sign_in, school_a):
    client = sign_in("school_admin")
    sent = {"name": "Eve New", "email": "eve@a.example", "role": "tutor", "groups": "9B, 9C", "password": PASSWORD}
    assert client.post(AT + "people/", sent)["Location"] == AT + "people/"
    page = said(client, AT + "people/")
    assert "They are added" in page and "eve@a.example" in page and "9B, 9C" in page
    own = Client()
    assert own.post("/sign-in/", {"email": "eve@a.example", "password": PASSWORD}).status_code == 302
    assert own.get("/s/school-a/").status_code == 200


@pytest.mark.parametrize(
    "wrong, sentence",
    [({"role": ""}, "is not a role"), ({"role": "operator"}, "is not a role"), ({"email": "x"}, "is not an e-mail address"),
     ({"password": "short"}, "at least 10 characters"), ({"groups": "9A" * 30}, "at most 50 characters")],
)
def test_a_colleague_that_will_not_do_is_not_added(sign_in, wrong, sentence):
    sent = {"name": "Eve New", "email": "eve@a.example", "role": "tutor", "password": PASSWORD} | wrong
    answer = sign_in("school_admin").post(AT + "people/", sent)
    assert answer.status_code == 422 and sentence in answer.content.decode().replace("&#39;", "'")
    assert 'value="Eve New"' in answer.content.decode() and PASSWORD not in answer.content.decode()
    assert not Account.objects.filter(email="eve@a.example").exists()


def test_the_careers_leader_sees_people_and_changes_none(sign_in, school_a):
    client = sign_in("careers_leader")
    page = said(client, AT + "people/")
    assert "Add somebody" not in page and "tutor@a.example" in page
    assert client.post(AT + "people/", {"email": "eve@a.example", "role": "school_admin"}).status_code == 403
    number = membership(school_a, "tutor").pk
    assert client.get(f"{AT}people/{number}/").status_code == 403
    assert not Account.objects.filter(email="eve@a.example").exists()


def test_a_members_groups_are_changed_and_their_membership_ended(sign_in, school_a):
    client, member = sign_in("school_admin"), membership(school_a, "tutor")
    address = f"{AT}people/{member.pk}/"
    assert client.post(address, {"groups": "9B, 9C"})["Location"] == AT + "people/"
    with across_schools("a test"):
        assert set(GroupOfMember.objects.filter(membership=member).values_list("tutor_group", flat=True)) == {"9B", "9C"}
    too_long = client.post(address, {"groups": "9" * 51})
    assert too_long.status_code == 422 and "at most 50" in too_long.content.decode()
    theirs = sign_in("tutor")
    assert theirs.get("/s/school-a/").status_code == 200
    assert client.post(address, {"deed": "end"}).status_code == 302
    assert theirs.get("/s/school-a/")["Location"].startswith("/sign-in/")  # with their last role here their visits end
    assert membership(school_a, "tutor").ends_on == timezone.localdate() - timedelta(days=1)


def test_the_last_administrator_is_told_why_they_cannot_go(sign_in, school_a):
    client, own = sign_in("school_admin"), membership(school_a, "school_admin")
    answer = client.post(f"{AT}people/{own.pk}/", {"deed": "end"})
    assert answer.status_code == 422 and "the last school administrator" in answer.content.decode()
    assert client.get(AT).status_code == 200


def test_another_schools_member_is_not_there(sign_in, school_b):
    theirs = membership(school_b, "tutor")
    client = sign_in("school_admin")
    for answer in (client.get(f"{AT}people/{theirs.pk}/"), client.post(f"{AT}people/{theirs.pk}/", {"deed": "end"})):
        assert answer.status_code == 404 and not STRANGER.search(answer.content)
    assert membership(school_b, "tutor").ends_on is None


def test_the_trail_shows_who_did_what_and_no_text_that_was_typed(sign_in, school_a):
    client = sign_in("careers_leader")
    client.post(AT, SENT)
    page = said(client, AT + "audit/")
    assert "changed the settings" in page and "threshold 7" in page and school_a.accounts["careers_leader"].name in page
    with across_schools("a test"):
        assert "Elm Park" not in str(AuditEntry.objects.get(operation="change_settings").about)


@pytest.mark.parametrize("number", ["", "2", "0", "-1", "999999", "1e9", "x", "٣"])
def test_the_trail_has_an_answer_for_every_page_number(sign_in, number):
    assert sign_in("school_admin").get(AT + "audit/", {"page": number}).status_code == 200


def test_asking_for_the_head_of_a_page_never_sends_its_form(sign_in, school_a):
    """A link checker asks with HEAD; a page that asks only "is it GET?" must not take that for its form."""
    with writing("a test"):
        School.objects.filter(pk=school_a.school.pk).update(is_example=True)
    client = sign_in("school_admin")
    assert client.head(AT + "example/").status_code == 200
    assert client.options(AT + "example/").status_code == 405
    assert School.objects.filter(pk=school_a.school.pk).exists()


def test_the_example_school_goes_by_its_button_and_the_first_run_opens_again(sign_in, school_a):
    with writing("a test"):
        School.objects.filter(pk=school_a.school.pk).update(is_example=True)
    client = sign_in("careers_leader")
    assert client.get(AT + "example/").status_code == 200
    assert client.post(AT + "example/")["Location"] == "/"
    assert not School.objects.exists() and client.get("/")["Location"] == "/set-up/"


def test_a_real_school_has_no_such_button(sign_in):
    client = sign_in("careers_leader")
    assert "cannot be removed by a button" in said(client, AT + "example/")
    answer = client.post(AT + "example/")
    assert answer.status_code == 422 and "Only the example school can be removed" in answer.content.decode()
    assert School.objects.exists()


@pytest.mark.parametrize("value", ["a\x00b", "\x00"])
def test_text_that_no_database_may_hold_is_refused_everywhere(sign_in, value):
    client = sign_in("school_admin")
    for answer in (
        client.post(AT, SENT | {"name": value}),
        client.post(AT + "people/", {"email": value, "role": "tutor"}),
        client.get("/s/school-a/students/", {"q": value}),
        Client().post("/sign-in/", {"email": value, "password": PASSWORD}),
    ):
        assert answer.status_code == 400 and "NUL" in answer.content.decode()
