"""Slips, codes and the way in with them; parents recorded, shut out, kept apart from their work."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.core.links import digest_of
from chalkface.core.passes import LETTERS, code_digest, new_code, plain, shown
from chalkface.operations.carers import change_carer, give_own_account, keep_from_own_child, lift_block
from chalkface.operations.passes import cancel_passes, make_passes, use_pass
from chalkface.queries.carers import family
from chalkface.queries.own_door import access_of_account, access_of_pass
from chalkface.queries.passes import slip_at_door
from chalkface.queries.people import access_at_door
from chalkface.queries.students import StudentFilters, students
from chalkface.records.models import Carer, Enrolment, Pass, Student
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY
from tests.signed_in import signed_in_as

MY = "/s/school-a/my/"


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    for module in ("chalkface.web.page", "chalkface.web.pages.enter.code", "chalkface.web.pages.enter.slip"):
        monkeypatch.setattr(f"{module}.timezone.localdate", lambda *zone: DAY)


@pytest.fixture
def made(school_a):
    """A pass of the first student, with its two secrets."""
    (one,) = make_passes(school_a.access("tutor"), student_ids=[school_a.rows["student"].pk])
    return one


def typed(client: Client, code: str, **more):
    return client.post("/in/", {"code": code, **more})


def change(model, pk, **values) -> None:
    with writing("a test"), across_schools("a test"):
        model.objects.filter(pk=pk).update(**values)


def rows(**about) -> list[Pass]:
    with across_schools("a test"):
        return list(Pass.objects.filter(**about).order_by("pk"))


def test_a_code_has_no_letters_that_look_alike_and_is_read_however_it_is_typed():
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200 and all(len(code) == 12 and set(code) <= set(LETTERS) for code in codes)
    assert not set(LETTERS) & set("01OIL25SZ")
    code = min(codes)
    assert plain(f" {shown(code).lower()} ") == code


def test_negative_control_a_code_alone_does_not_make_its_digest():
    assert code_digest("ABCD", "one key") != code_digest("ABCD", "another key")


@pytest.mark.django_db
def test_neither_secret_of_a_pass_is_kept(made, school_a):
    row = rows(school=school_a.school)[-1]
    kept = " ".join(str(getattr(row, field.attname)) for field in Pass._meta.fields)
    assert made.token not in kept and made.code not in kept and row.digest == digest_of(made.token)


@pytest.mark.django_db
def test_a_typed_code_asks_first_and_then_opens_the_students_page_once(made, school_a):
    client = Client()
    asked = typed(client, shown(made.code).lower())
    forename = school_a.rows["student"].preferred_forename
    assert asked.status_code == 200 and forename in asked.content.decode() and asked["Cache-Control"] == "no-store"
    assert rows(school=school_a.school)[-1].used_at is None
    assert typed(client, made.code, deed="go_on")["Location"] == MY
    assert client.get(MY).status_code == 200
    again = Client()
    assert typed(again, made.code, deed="go_on").status_code == 422 and again.get(MY).status_code == 302


@pytest.mark.django_db
def test_looking_at_a_slips_address_uses_nothing_up(made):
    address = reverse("enter.slip", kwargs={"token": made.token})
    for _ in range(3):
        assert Client().get(address).status_code == 200
        assert Client().head(address).status_code == 200
    client = Client()
    assert client.post(address)["Location"] == MY and client.get(MY).status_code == 200
    assert Client().post(address).status_code == 404


@pytest.mark.django_db
def test_every_code_that_is_not_good_gets_the_same_answer(school_a):
    student = school_a.rows["student"].pk

    def spoiled(**values) -> str:
        (one,) = make_passes(school_a.access("careers_leader"), student_ids=[student])
        change(Pass, rows(school=school_a.school)[-1].pk, **values)
        return one.code

    codes = [
        spoiled(used_at=timezone.now()), spoiled(cancelled_on=DAY), spoiled(expires_on=DAY - timedelta(days=1)), new_code(), ""
    ]  # fmt: skip
    answers = [typed(Client(), code) for code in codes]
    bodies = {re.sub(rb'value="[^"]*"|nonce="[^"]*"', b"", answer.content) for answer in answers}
    assert [answer.status_code for answer in answers] == [422] * 5 and len(bodies) == 1


@pytest.mark.django_db
def test_wrong_tries_slow_down_those_that_begin_alike_and_nobody_else(made):
    wrong = made.code[:3] + "A" * 9
    answers = [typed(Client(), wrong).status_code for _ in range(10)]
    assert answers[0] == 422 and answers[-1] == 429
    other = next(code for code in iter(new_code, "") if code[:3] != made.code[:3])
    assert typed(Client(), other).status_code == 422


@pytest.mark.django_db
def test_300_who_come_at_once_from_one_address_are_all_let_in(school_a):
    with writing("a test"), across_schools("a test"):
        many = Student.objects.bulk_create(
            Student(school=school_a.school, key=f"k{n}", legal_forename="A", legal_surname=f"B{n}", joined_on=DAY)
            for n in range(300)
        )
    made = make_passes(school_a.access("careers_leader"), student_ids=[one.pk for one in many])
    assert len(made) == 300
    for one in made:
        assert typed(Client(REMOTE_ADDR="10.0.0.1"), one.code, deed="go_on").status_code == 302


@pytest.mark.django_db
def test_of_two_who_use_a_pass_the_second_is_refused(made, school_a):
    slip = slip_at_door(DAY, digest=digest_of(made.token))
    use_pass(slip.access, pass_id=slip.id, at=timezone.now())
    with pytest.raises(Refused):
        use_pass(slip.access, pass_id=slip.id, at=timezone.now())


@pytest.mark.django_db
def test_a_visit_ends_when_the_pass_is_cancelled_when_it_is_idle_and_after_75_minutes(made, school_a):
    client = Client()
    typed(client, made.code, deed="go_on")
    assert client.session.get_expiry_age() == 20 * 60
    row = rows(school=school_a.school)[-1]
    assert access_of_pass(row.pk, row.used_at + timedelta(minutes=74), on=DAY)
    assert access_of_pass(row.pk, row.used_at + timedelta(minutes=76), on=DAY) is None
    cancel_passes(school_a.access("tutor"), student_id=school_a.rows["student"].pk)
    assert client.get(MY)["Location"] == "/in/"


@pytest.mark.django_db
def test_coming_in_signs_out_whoever_was_there_and_opens_nothing_of_the_staff(made, school_a):
    client = Client()
    signed_in_as(client, school_a.accounts["careers_leader"])
    typed(client, made.code, deed="go_on")
    assert client.get("/s/school-a/students/")["Location"].startswith("/sign-in/")
    assert client.get("/s/school-b/my/")["Location"] == "/in/"
    client.post(MY + "leave/")
    assert client.get(MY).status_code == 302


@pytest.mark.django_db
def test_a_tutor_makes_passes_for_their_own_groups_only(school_a):
    tutor, other = school_a.access("tutor"), school_a.rows["other_student"]
    with writing("a test"), across_schools("a test"):
        Enrolment.objects.filter(student=other).update(tutor_group="9B")
    for asked in ({"student_ids": [other.pk]}, {"tutor_group": "9B"}):
        with pytest.raises(Refused):
            make_passes(tutor, **asked)
    with pytest.raises(Refused):
        cancel_passes(tutor, student_id=other.pk)
    assert len(make_passes(school_a.access("careers_leader"), tutor_group="9B")) == 1


@pytest.mark.django_db
def test_a_group_is_printed_on_one_page_with_a_qr_code_and_a_code_each(school_a):
    client = Client()
    signed_in_as(client, school_a.accounts["tutor"])
    page = client.post("/s/school-a/students/slips/", {"group": "9A", "days": "7"})
    text = page.content.decode()
    codes = re.findall(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", text)
    assert codes and text.count("<svg") == len(codes) and "style=" not in text and page["Cache-Control"] == "no-store"
    assert typed(Client(), codes[0], deed="go_on").status_code == 302
    assert codes[0] not in client.get("/s/school-a/students/passes/").content.decode()
    assert client.post("/s/school-a/students/slips/", {"group": "9A", "days": "900"}).status_code == 422


@pytest.mark.django_db
def test_a_new_slip_cancels_the_one_that_was_never_used(made, school_a):
    make_passes(school_a.access("tutor"), student_ids=[school_a.rows["student"].pk])
    assert typed(Client(), made.code).status_code == 422


@pytest.mark.django_db
def test_nobody_who_left_gets_a_slip(school_a):
    change(Student, school_a.rows["student"].pk, left_on=DAY - timedelta(days=1))
    with pytest.raises(Refused):
        make_passes(school_a.access("careers_leader"), student_ids=[school_a.rows["student"].pk])


def parents_slip(company) -> tuple[Client, int]:
    (one,) = make_passes(company.access("careers_leader"), carer_id=company.rows["carer"].pk)
    client = Client()
    typed(client, one.code, deed="go_on")
    return client, company.rows["carer"].pk


@pytest.mark.django_db
@pytest.mark.parametrize(
    "shut", [{"no_contact": True}, {"ends_on": DAY - timedelta(days=1)}, {"starts_on": DAY + timedelta(days=1)}]
)
def test_a_parents_visit_ends_the_moment_their_door_is_shut(shut, school_a):
    client, carer = parents_slip(school_a)
    account = Client()
    signed_in_as(account, school_a.accounts["parent"])
    assert client.get(MY).status_code == 200 and account.get(MY).status_code == 200
    change(Carer, carer, **shut)
    assert client.get(MY).status_code == 302 and account.get(MY).status_code == 404
    if "starts_on" not in shut:
        with pytest.raises(Refused):
            make_passes(school_a.access("careers_leader"), carer_id=carer)


@pytest.mark.django_db
@pytest.mark.parametrize("gone", [{"date_of_birth": DAY.replace(year=DAY.year - 18)}, {"left_on": DAY - timedelta(days=1)}])
def test_at_18_and_on_leaving_a_parents_visit_ends(gone, school_a):
    client, _ = parents_slip(school_a)
    change(Student, school_a.rows["student"].pk, **gone)
    assert client.get(MY).status_code == 302


@pytest.mark.django_db
def test_a_parent_of_one_child_sees_nothing_of_a_sibling_until_the_school_says_so(school_a):
    sibling = school_a.rows["other_student"]
    client = Client()
    signed_in_as(client, school_a.accounts["parent"])
    assert client.get(MY, {"child": sibling.pk}).status_code == 404
    with writing("a test"), across_schools("a test"):
        second = Carer.objects.create(school=school_a.school, student=sibling, name="The same")
    give_own_account(school_a.access("school_admin"), student_id=sibling.pk, carer_id=second.pk, email="parent@a.example")
    shown = client.get(MY, {"child": sibling.pk})
    assert shown.status_code == 200 and sibling.preferred_forename in unescape(shown.content.decode())
    first = client.get(MY, {"child": school_a.rows["student"].pk})
    assert school_a.rows["student"].preferred_forename in unescape(first.content.decode())


@pytest.mark.django_db
def test_a_member_is_kept_from_their_own_child_until_the_careers_leader_lifts_it(school_a):
    leader, adviser, carer = school_a.access("careers_leader"), school_a.accounts["adviser"], school_a.rows["carer"].pk

    def sees() -> bool:
        access = access_at_door(adviser.pk, "school-a", DAY)
        with open_scope(access):
            return school_a.rows["student"].pk in [line.id for line in students(access, StudentFilters(), 1).lines]

    assert sees()
    keep_from_own_child(school_a.access("school_admin"), carer_id=carer, account_number=adviser.pk)
    assert not sees()
    with pytest.raises(Refused):
        lift_block(school_a.access("school_admin"), carer_id=carer)
    lift_block(leader, carer_id=carer)
    assert sees()


@pytest.mark.django_db
def test_an_account_of_a_student_is_one_students(school_a):
    admin, other = school_a.access("school_admin"), school_a.rows["other_student"].pk
    for taken in ("student@a.example", "adviser@a.example"):
        with pytest.raises(Refused):
            give_own_account(admin, student_id=other, email=taken)
    give_own_account(admin, student_id=other, email="new@a.example", password="ten letters and more")
    with across_schools("a test"):
        number = school_a.accounts["student"].__class__.objects.get(email="new@a.example").pk
    assert access_of_account(number, "school-a", DAY).owned("see_own_pages") == {other}
    assert access_at_door(number, "school-a", DAY) is None


@pytest.mark.django_db
def test_two_who_change_a_parent_at_once_do_not_overwrite_each_other(school_a):
    leader, carer = school_a.access("careers_leader"), school_a.rows["carer"].pk
    change_carer(leader, carer_id=carer, edition=0, name="A", no_contact=True)
    with pytest.raises(ChangedMeanwhile):
        change_carer(leader, carer_id=carer, edition=0, name="B")
    with open_scope(leader):
        assert family(leader, school_a.rows["student"].pk).carers[0].no_contact


@pytest.mark.django_db
def test_negative_control_without_the_mark_of_use_a_pass_would_open_twice(made, school_a, monkeypatch):
    monkeypatch.setattr("chalkface.web.pages.enter.code.use_pass", lambda access, **given: None)
    for _ in range(2):
        assert typed(Client(), made.code, deed="go_on").status_code == 302
