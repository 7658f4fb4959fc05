"""The questions that doors ask of the records: each condition tried with a row that meets all the others (T4).

Whoever reads these rows stands before any school is open, or looks past the wall of the records, so nothing underneath says no.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from chalkface.core.access import MEMBER_ROLES, Access
from chalkface.core.links import digest_of
from chalkface.core.vouched import Identity
from chalkface.queries import (
    carers,
    digests,
    feeds,
    links,
    own_door,
    own_pages,
    own_people,
    passes,
    people,
    posts,
    rights,
    sendings,
    signing_in,
    survey_links,
    visits,
)
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope
from tests.cast import DAY
from tests.trust.test_t04_whose import give_passkeys, two, written  # noqa: F401 - two is a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.trust(4)]
AT = datetime(2026, 3, 20, 12, tzinfo=UTC)
LATER, GONE = DAY + timedelta(days=9), DAY - timedelta(days=1)


def change(row, **values) -> None:
    """Write values into one row, past every rule."""
    written(lambda: type(row).objects.filter(pk=row.pk).update(**values))


def member(school, account, role: str, **more) -> records.Membership:
    made = []
    written(lambda: made.append(records.Membership.objects.create(school=school, account=account, role=role, **more)))
    return made[0]


def membership_of(play, role: str) -> records.Membership:
    with across_schools("a test"):
        return records.Membership.objects.get(school=play.school, account=play.accounts[role])


# -- who belongs where, and since when --


def test_a_membership_opens_its_own_school_to_its_own_account_while_it_lasts(school_a, school_b):
    tutor, slug = school_a.accounts["tutor"], school_a.school.slug
    found = people.access_at_door(tutor.pk, slug, DAY)
    assert (found.school_id, found.role, found.also) == (school_a.school.pk, "tutor", frozenset())
    assert people.access_at_door(tutor.pk, school_b.school.slug, DAY) is None
    row = membership_of(school_a, "tutor")
    for dates in ({"ends_on": GONE}, {"starts_on": LATER}, {"starts_on": LATER, "ends_on": LATER}):
        change(row, **{"starts_on": None, "ends_on": None, **dates})
        assert people.access_at_door(tutor.pk, slug, DAY) is None
    change(row, starts_on=DAY, ends_on=DAY)
    assert people.access_at_door(tutor.pk, slug, DAY)


def test_the_schools_of_an_account_are_those_where_it_works_today(school_a, school_b):
    tutor = school_a.accounts["tutor"]
    assert [one.slug for one in people.schools_of_account(tutor.pk, DAY)] == ["school-a"]
    row = member(school_b.school, tutor, "parent")
    assert [one.slug for one in people.schools_of_account(tutor.pk, DAY)] == ["school-a"]
    change(row, role="teacher", ends_on=GONE)
    assert [one.slug for one in people.schools_of_account(tutor.pk, DAY)] == ["school-a"]


def test_the_list_of_members_is_that_of_staff(school_a):
    with open_scope(school_a.access("school_admin")):
        assert {one.role for one in people.members(DAY)} == set(MEMBER_ROLES)


def test_somebody_is_a_member_in_the_role_they_have_while_their_account_is_open(school_a):
    tutor = school_a.accounts["tutor"]
    with open_scope(school_a.access("careers_leader")):
        assert people.is_member(tutor.pk, "tutor", DAY)
        assert not people.is_member(tutor.pk, "senco", DAY)
        assert not people.is_member(10**9, "tutor", DAY)
    change(tutor, is_active=False)
    with open_scope(school_a.access("careers_leader")):
        assert not people.is_member(tutor.pk, "tutor", DAY)


def test_those_to_whom_something_may_be_handed_are_open_accounts_in_these_roles_at_this_school(school_a, school_b):
    leader = school_a.access("careers_leader")

    def named() -> set[tuple[int, str]]:
        with open_scope(leader):
            return {(number, role) for number, role, _ in people.members_to_name(leader, ["tutor", "teacher"])}

    both = {(school_a.accounts[role].pk, role) for role in ("tutor", "teacher")}
    assert named() == both
    change(school_a.accounts["teacher"], is_active=False)
    assert named() == {(school_a.accounts["tutor"].pk, "tutor")}


def test_a_person_without_a_name_is_called_by_their_address():
    assert people.account_name(records.Account(name="Ash", email="a@a.example")) == "Ash"
    assert people.account_name(records.Account(name="", email="a@a.example")) == "a@a.example"


def test_who_made_links_and_is_no_member_here_is_gone(school_a, school_b):
    leader, tutor, stranger = school_a.access("careers_leader"), school_a.accounts["tutor"], school_b.accounts["tutor"]
    with open_scope(leader):
        assert links.gone_makers(leader, [None, tutor.pk, stranger.pk]) == {stranger.pk}


# -- by whose word somebody comes in --


def identity(**more) -> Identity:
    return Identity(**{
        "provider": "microsoft", "issuer": "https://issuer.example", "subject": "s-1", "email": "tutor@a.example",
        "tenant": "zqadoortenant",
    } | more)  # fmt: skip


def link(account, **more) -> records.ProviderLink:
    made = []
    values = {"provider": "microsoft", "issuer": "https://issuer.example", "subject": "s-1"} | more
    dates = {one.name: AT for one in records.ProviderLink._meta.concrete_fields if one.get_internal_type() == "DateTimeField"}
    written(lambda: made.append(records.ProviderLink.objects.create(account=account, **values, **dates)))
    return made[0]


@pytest.fixture
def bound(school_a, school_b):
    """The door of school A as the identity comes to it."""
    with across_schools("a test"):
        tenant = records.SchoolDoor.objects.get(school=school_a.school).tenant
    return school_a, school_b, identity(tenant=tenant)


def vouched(one: Identity) -> int | None:
    found = signing_in.account_vouched_for(one, DAY)
    return found[0].pk if found else None


def test_a_provider_s_word_opens_the_account_of_the_address_at_the_schools_that_bound_it(bound):
    school_a, school_b, came = bound
    tutor = school_a.accounts["tutor"]
    assert signing_in.account_vouched_for(came, DAY) == (tutor, school_a.school.pk)
    for other in ({"email": ""}, {"email": "nobody@a.example"}, {"tenant": "another"}, {"provider": "google"}):
        assert vouched(replace(came, **other)) is None, other
    with across_schools("a test"):
        doors = [records.SchoolDoor.objects.get(school=play.school) for play in (school_a, school_b)]
    change(doors[0], domain="another.example")
    assert vouched(came) is None
    for door in doors:  # that the other school has bound the same domain is nothing to this account
        change(door, domain="a.example", tenant=came.tenant)
    assert vouched(came) == tutor.pk
    change(doors[1], domain="b.example")
    row = membership_of(school_a, "tutor")
    change(row, ends_on=GONE)
    assert vouched(came) is None
    change(row, ends_on=None)
    elsewhere = member(school_b.school, tutor, "teacher")
    assert vouched(came) is None  # the other school has not bound this domain
    change(elsewhere, ends_on=GONE)
    assert vouched(came) == tutor.pk
    change(tutor, is_active=False)
    assert vouched(came) is None


def test_an_account_without_an_address_is_nobody_s_by_word(bound):
    school_a, _, came = bound
    change(school_a.accounts["tutor"], email="")
    written(lambda: records.SchoolDoor.objects.filter(school=school_a.school).update(domain=""))
    assert vouched(replace(came, email="")) is None


def test_a_known_subject_opens_its_own_account_and_a_second_subject_none(bound):
    school_a, _, came = bound
    tutor, teacher = school_a.accounts["tutor"], school_a.accounts["teacher"]
    link(teacher)
    assert vouched(came) == teacher.pk
    assert signing_in.linked(came).account_id == teacher.pk
    for other in ({"issuer": "https://other.example"}, {"subject": "s-2"}):
        assert signing_in.linked(replace(came, **other)) is None
    # Another subject of the same issuer with the tutor's address: theirs, since only the teacher has a link.
    second = replace(came, subject="s-2")
    assert vouched(second) == tutor.pk
    link(tutor, issuer="https://other.example", subject="s-3")
    assert vouched(second) == tutor.pk
    link(tutor, subject="s-4")
    assert vouched(second) is None


def test_passwords_are_shut_for_the_staff_of_a_school_that_says_so_and_not_for_its_administrators(school_a, school_b):
    tutor = school_a.accounts["tutor"]
    assert not signing_in.password_is_shut(tutor.pk, DAY)
    change(school_a.school, passwords_open=False)
    assert signing_in.password_is_shut(tutor.pk, DAY)
    assert not signing_in.password_is_shut(school_a.accounts["school_admin"].pk, DAY)
    assert not signing_in.password_is_shut(school_a.accounts["student"].pk, DAY)
    assert not signing_in.password_is_shut(school_b.accounts["tutor"].pk, DAY)
    change(membership_of(school_a, "tutor"), ends_on=GONE)
    assert not signing_in.password_is_shut(tutor.pk, DAY)


def test_wrong_tries_are_an_attack_on_the_schools_where_the_address_belongs_today(school_a):
    assert signing_in.schools_of_address("tutor@a.example", DAY) == {school_a.school.pk}
    assert signing_in.schools_of_address("nobody@a.example", DAY) == frozenset()
    change(membership_of(school_a, "tutor"), ends_on=GONE)
    assert signing_in.schools_of_address("tutor@a.example", DAY) == frozenset()


def test_the_tries_at_a_thing_are_counted_and_none_is_none(db):
    assert signing_in.tries_at("account", "x") == (0, None)
    written(lambda: records.TryCount.objects.create(what="account", of="x", tries=3, first_at=AT, last_at=AT))
    assert signing_in.tries_at("account", "x") == (3, AT)


# -- visits and second factors --


def visit(account, token: str, **more) -> records.Visit:
    made = []
    values = {"way": "password", "browser": "x", "started_at": AT, "seen_at": AT, "ends_at": AT + timedelta(hours=1)} | more
    written(lambda: made.append(records.Visit.objects.create(account=account, session_digest=digest_of(token), **values)))
    return made[0]


def test_a_visit_is_good_until_it_ends_or_was_quiet_and_while_its_account_is_open(school_a):
    tutor = school_a.accounts["tutor"]
    row = visit(tutor, "t")
    assert visits.visit_at_door("t", AT, 10).pk == row.pk
    assert visits.visit_at_door("u", AT, 10) is None
    for wrong in ({"ended_at": AT}, {"ends_at": AT}, {"seen_at": AT - timedelta(minutes=10)}):
        change(row, ended_at=None, ends_at=AT + timedelta(hours=1), seen_at=AT)
        change(row, **wrong)
        assert visits.visit_at_door("t", AT, 10) is None, wrong
        listed = visits.visits_of([tutor.pk], AT)
        assert bool(listed) is ("seen_at" in wrong), wrong
    change(row, seen_at=AT)
    change(tutor, is_active=False)
    assert visits.visit_at_door("t", AT, 10) is None
    assert visits.account_at_door(tutor.pk) is None


def test_the_terms_of_a_sign_in_are_those_of_one_s_schools_today(school_a, school_b):
    tutor = school_a.accounts["tutor"]
    change(school_a.school, idle_minutes=31)
    change(school_b.school, idle_minutes=7, second_factor_roles=["tutor"])
    terms = visits.terms_of(tutor.pk, DAY)
    assert (terms.idle_minutes, terms.asks_factor, terms.has_factor) == (31, False, False)
    row = member(school_b.school, tutor, "tutor", ends_on=GONE)
    assert visits.terms_of(tutor.pk, DAY).idle_minutes == 31
    change(row, ends_on=None)
    assert (visits.terms_of(tutor.pk, DAY).idle_minutes, visits.terms_of(tutor.pk, DAY).asks_factor) == (7, True)


def test_a_factor_is_its_own_person_s_and_works_once_it_is_proved(two, school_a):  # noqa: F811 - the fixture
    (tutor, codes), (teacher, _) = two
    give_passkeys(teacher, 2)
    nobody = school_a.accounts["governor"]
    assert (visits.has_app(tutor.pk), visits.has_factor(tutor.pk)) == (True, True)
    assert (visits.has_app(nobody.pk), visits.has_factor(nobody.pk)) == (False, False)
    assert [one.kind for one in visits.factors_of(tutor.pk)] == ["app"]
    assert [one.kind for one in visits.factors_of(teacher.pk)].count("passkey") == 2
    assert (len(visits.passkeys_of(teacher.pk)), visits.passkeys_of(tutor.pk)) == (2, [])
    assert visits.recovery_codes_left(tutor.pk) == len(codes)
    written(lambda: records.RecoveryCode.objects.filter(account=tutor).update(used_at=AT))
    assert visits.recovery_codes_left(tutor.pk) == 0
    written(lambda: records.SecondFactor.objects.filter(account=tutor).update(proved_at=None))
    assert (visits.has_app(tutor.pk), visits.has_factor(tutor.pk), visits.factors_of(tutor.pk)) == (False, False, [])
    assert visits.has_factor(teacher.pk)


def test_the_sign_ins_that_are_listed_are_of_who_belongs_here_today(school_a, school_b):
    admin = school_a.access("school_admin")
    with open_scope(admin):
        here = {one.account_id for one in visits.sign_ins(admin, AT)}
    assert here == {account.pk for account in school_a.accounts.values()}
    change(membership_of(school_a, "tutor"), ends_on=GONE)
    with open_scope(admin):
        assert {one.account_id for one in visits.sign_ins(admin, AT)} == here - {school_a.accounts["tutor"].pk}


# -- students and parents --


def test_an_own_account_opens_its_own_school_as_a_student_s_or_parent_s_while_it_lasts(school_a, school_b):
    student = school_a.accounts["student"]
    assert own_door.access_of_account(student.pk, "school-a", DAY).role == "student"
    assert own_door.access_of_account(student.pk, "school-b", DAY) is None
    assert own_door.access_of_account(school_a.accounts["tutor"].pk, "school-a", DAY) is None
    assert own_door.own_schools(student.pk, DAY) == [("school-a", school_a.school.name)]
    assert own_door.own_schools(school_a.accounts["tutor"].pk, DAY) == []
    row = membership_of(school_a, "student")
    change(row, ends_on=GONE)
    assert own_door.access_of_account(student.pk, "school-a", DAY) is None
    assert own_door.own_schools(student.pk, DAY) == []
    change(row, ends_on=None, role="tutor")
    assert own_door.access_of_account(student.pk, "school-a", DAY) is None
    assert own_door.own_schools(student.pk, DAY) == []


def test_a_parent_whose_contact_is_shut_or_over_sees_nothing(school_a):
    parent, carer = school_a.accounts["parent"], school_a.rows["carer"]
    assert own_door.access_of_account(parent.pk, "school-a", DAY)
    for wrong in ({"no_contact": True}, {"ends_on": GONE}, {"starts_on": LATER}):
        change(carer, no_contact=False, starts_on=None, ends_on=None)
        change(carer, **wrong)
        assert own_door.access_of_account(parent.pk, "school-a", DAY) is None, wrong
    change(carer, no_contact=False, starts_on=None, ends_on=None)
    change(membership_of(school_a, "parent"), role="tutor")
    assert own_door.access_of_account(parent.pk, "school-a", DAY) is None


def test_a_used_pass_lasts_its_time_and_not_once_it_is_cancelled(school_a):
    slip = school_a.rows["pass"]
    change(slip, used_at=AT)
    assert own_door.access_of_pass(slip.pk, AT, on=DAY)
    assert own_door.access_of_pass(slip.pk, AT + own_door.LONGEST, on=DAY) is None
    change(slip, cancelled_on=DAY)
    assert own_door.access_of_pass(slip.pk, AT, on=DAY) is None


def test_a_slip_is_good_until_it_is_cancelled_over_or_its_student_has_left(school_a):
    slip, student = school_a.rows["pass"], school_a.rows["student"]
    digest = digest_of("apass")
    assert passes.slip_at_door(DAY, digest=digest).id == slip.pk
    for wrong in ({"cancelled_on": DAY}, {"expires_on": GONE}, {"used_at": AT}):
        change(slip, cancelled_on=None, expires_on=LATER, used_at=None)
        change(slip, **wrong)
        assert passes.slip_at_door(DAY, digest=digest) is None, wrong
    change(slip, cancelled_on=None, expires_on=LATER, used_at=None)
    change(student, left_on=GONE)
    assert passes.slip_at_door(DAY, digest=digest) is None
    change(student, left_on=DAY)
    assert passes.slip_at_door(DAY, digest=digest)


def test_a_way_in_is_open_by_an_account_or_a_pass_of_this_school_that_lasts(school_a, school_b):
    assert passes.WayIn(1, "x", True, None, None).is_open is True
    assert passes.WayIn(1, "x", False, DAY, None).is_open is True
    assert passes.WayIn(1, "x", False, None, DAY).is_open is False
    leader = school_a.access("careers_leader")
    student, stranger = school_a.rows["student"].pk, school_b.rows["student"].pk
    assert passes.accounts_of(leader, [student, stranger]) == {student}
    change(membership_of(school_a, "student"), ends_on=GONE)
    assert passes.accounts_of(leader, [student]) == frozenset()


def test_the_people_a_student_may_turn_to_are_of_the_student_s_school(school_a, school_b):
    access = school_a.access("student")
    with open_scope(access):
        told = repr(own_people.helpers(access, own_pages.person(access, school_a.rows["student"].pk)))
    assert "zqaaccount" in told and "zqbaccount" not in told


def test_a_family_has_the_accounts_of_its_own_school_and_passes_for_who_may_see_them(school_a, school_b):
    student, carer = school_a.rows["student"], school_a.rows["carer"]
    written(lambda: records.Pass.objects.create(
        school=school_a.school, student=student, carer=carer, digest="x", code_digest="y", made_on=DAY, expires_on=LATER))
    for role, told in (("careers_leader", True), ("adviser", False)):
        access = school_a.access(role)
        if access.may("see_carers"):
            with open_scope(access):
                line = carers.family(access, student.pk).carers[0]
            assert (LATER in vars_of(line)) is (told or access.may("see_passes")), role


def vars_of(line) -> tuple:
    return tuple(getattr(line, name) for name in line.__slots__) if hasattr(line, "__slots__") else tuple(vars(line).values())


def test_who_could_ask_for_a_student_s_data_and_what_a_student_asked_are_of_one_school(school_a, school_b):
    leader, own = school_a.access("careers_leader"), school_a.access("student")
    stranger = school_b.rows["student"].pk
    with open_scope(leader):
        assert set(rights.who_could_ask(leader, school_a.rows["student"].pk).carers) == {school_a.rows["carer"].pk}
        assert rights.who_could_ask(leader, stranger) is None
    forged = Access(own.school_id, "student", DAY, own.account_id, owns=frozenset({("see_own_pages", stranger)}))
    with open_scope(own):
        assert len(rights.own_requests(own, school_a.rows["student"].pk)) == 1
        assert rights.own_requests(forged, stranger) == ()


# -- links, papers and feeds --


def test_a_link_of_an_ask_is_good_until_it_is_cancelled_over_or_its_maker_is_gone(school_a, school_b):
    ask, leader = school_a.rows["ask"], school_a.accounts["careers_leader"]
    change(ask, digest="d", expires_on=LATER)
    assert links.ask_at_door("d", DAY) == (Access(school_a.school.pk, "link", DAY), ask.pk)
    for wrong in ({"cancelled_on": GONE}, {"expires_on": GONE}, {"made_by": 10**9},
                  {"made_by": school_b.accounts["tutor"].pk}):  # fmt: skip
        change(ask, cancelled_on=None, expires_on=LATER, made_by=leader.pk)
        change(ask, **wrong)
        assert links.ask_at_door("d", DAY) is None, wrong
    change(ask, made_by=None)
    assert links.ask_at_door("d", DAY)
    assert links.ask_at_door("e", DAY) is None


def test_through_a_link_only_its_own_school_is_read(school_a, school_b):
    ask, access = school_b.rows["ask"], Access(school_a.school.pk, "link", DAY)
    written(lambda: records.Judgement.objects.filter(school=school_b.school).update(judge=links.judge_of(ask.pk)))
    change(ask, purpose="agreed", action=school_b.rows["agreed"])
    subject = school_b.rows["lesson"].subject
    assert links.said_through(access, ask.pk) == {}
    assert links.agreed_at_door(access, ask.pk) is None
    assert links.year_groups_taught(access, subject=subject, academic_year=2025) == ()
    own = Access(school_b.school.pk, "link", DAY)
    assert links.said_through(own, ask.pk) and links.agreed_at_door(own, ask.pk)
    assert links.year_groups_taught(own, subject=subject, academic_year=2025) == (9,)
    assert links.year_groups_taught(own, subject="another", academic_year=2025) == ()


def test_the_first_name_is_told_to_whom_the_action_was_handed_at_this_school(school_a, school_b):
    teacher, agreed = school_a.access("teacher"), school_a.rows["agreed"]
    assert links.first_names(teacher, [agreed.pk]) == {}
    change(agreed, owner_account=teacher.account_id)
    assert set(links.first_names(teacher, [agreed.pk])) == {agreed.pk}
    elsewhere = Access(school_b.school.pk, "teacher", DAY, teacher.account_id)
    assert links.first_names(elsewhere, [agreed.pk]) == {}


def test_a_link_of_a_survey_ends_when_its_maker_is_no_member_here(school_a, school_b):
    row = school_a.rows["survey_link"]
    for maker, opens in (
        (None, True), (school_a.accounts["tutor"].pk, True), (10**9, False), (school_b.accounts["tutor"].pk, False)
    ):  # fmt: skip
        change(row, made_by=maker)
        assert bool(survey_links.link_at_door(row.digest, DAY)) is opens, maker


def test_a_sent_paper_opens_while_its_sender_is_a_member_here(school_a, school_b):
    row = school_a.rows["sending"]
    change(row, digest=digest_of("secret"))
    for maker, opens in (
        (None, True), (school_a.accounts["tutor"].pk, True), (10**9, False), (school_b.accounts["tutor"].pk, False)
    ):  # fmt: skip
        change(row, account_number=maker)
        assert bool(sendings.paper_at_door("secret", DAY)) is opens, maker


def test_the_addresses_of_posts_are_of_this_school_s_members(school_a):
    leader = school_a.access("careers_leader")
    with open_scope(leader):
        assert [address for address, _ in sendings.post_addresses(leader).values()] == ["careers_leader@a.example"]


def test_a_feed_is_its_maker_s_own_and_works_while_they_may_see_the_programme(school_a, monkeypatch):
    leader, tutor = school_a.access("careers_leader"), school_a.access("tutor")
    feed = school_a.rows["feed"]
    change(feed, digest=digest_of("feed"))
    with open_scope(tutor):
        assert feeds.own_feed(tutor) is None
        assert digests.own_choice(tutor) == ""
        assert posts.own_posts(tutor) == frozenset()
    with open_scope(leader):
        assert feeds.own_feed(leader).id == feed.pk
        assert digests.own_choice(leader) == "week"
        assert posts.own_posts(leader) == {school_a.rows["post"].pk}
    assert feeds.feed_at_door("feed", DAY).role == "careers_leader"
    plain = Access.may
    for right in ("subscribe", "see_programme"):
        monkeypatch.setattr(Access, "may", lambda self, asked, right=right: asked != right and plain(self, asked))
        assert feeds.feed_at_door("feed", DAY) is None, right
    monkeypatch.undo()
    change(feed, cancelled_on=date(2026, 3, 1))
    with open_scope(leader):
        assert feeds.own_feed(leader) is None
    assert feeds.feed_at_door("feed", DAY) is None
