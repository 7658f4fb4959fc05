"""What is one's own, or was handed to one, is nobody else's: the filters by person, each tried with two people who have the
same (T4)."""

from datetime import UTC, date, datetime

import pyotp
import pytest

from chalkface.core.access import MEMBER_ROLES, OWN_ROLES, Access
from chalkface.core.errors import Refused
from chalkface.core.factors import recovery_digest, step_of
from chalkface.operations.digests import choose_digest
from chalkface.operations.factors import (
    MOST,
    remove_factor,
    renew_recovery_codes,
    reset_factors,
    reset_factors_at,
    room_for_another,
    set_visit_rules,
    take_code,
)
from chalkface.operations.feeds import cancel_feed, make_feed
from chalkface.operations.notes import write_note
from chalkface.operations.passes import cancel_passes, make_passes, use_pass
from chalkface.operations.reviews import voices_of
from chalkface.queries.subject_pack import other_names
from chalkface.queries.voices import ask_card
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY, STRANGER
from tests.trust.test_t08_second_factor import SECRET, own, with_app

pytestmark = [pytest.mark.django_db, pytest.mark.trust(4)]
AT = datetime(2026, 3, 20, 12, tzinfo=UTC)
EARLIER = date(2026, 3, 1)
EXACT = {"careers_leader", "adviser", "senco"}


def written(change) -> None:
    with writing("a test"), across_schools("a test"):
        change()


def in_scope(access: Access, model) -> set[int]:
    with open_scope(access):
        return set(model.objects.values_list("pk", flat=True))


# -- what a role is --


@pytest.mark.parametrize("role", (*MEMBER_ROLES, *OWN_ROLES))
def test_exact_figures_are_for_who_sees_every_name_and_own_pages_for_students_and_parents(role, school_a):
    access = Access(school_a.school.pk, role, DAY)
    assert access.sees_exact_figures is (role in EXACT)
    assert access.is_own is (role in OWN_ROLES)


def test_a_governor_judges_in_their_own_voice_and_who_keeps_the_review_in_all(school_a):
    assert len(voices_of(school_a.access("careers_leader"))) > len(voices_of(school_a.access("governor"))) > 0


# -- rows of one person --


def share(play, account: int, **more) -> records.Share:
    return records.Share.objects.create(
        school=play.school, student=play.rows["student"], account_number=account, reason="For a meeting", made_on=DAY,
        ends_on=DAY, **more,
    )  # fmt: skip


def test_what_is_shared_with_one_person_at_one_school_is_seen_by_that_person_there(school_a, school_b):
    senco, tutor = school_a.access("senco"), school_a.access("tutor")
    written(lambda: records.Share.objects.all().delete())
    written(lambda: records.ConfidentialNote.objects.update(author=1))
    written(lambda: share(school_a, tutor.account_id, what="note", note=school_a.rows["note"]))
    written(lambda: share(school_b, senco.account_id, what="note", note=school_b.rows["note"]))
    with open_scope(senco):
        assert not records.Share.current(senco, "note").exists()
    assert in_scope(senco, records.ConfidentialNote) == set()
    with open_scope(tutor):
        assert records.Share.current(tutor, "note").count() == 1


def test_only_its_author_adds_to_a_note_and_only_for_its_student(school_a):
    adviser, note = school_a.access("adviser"), school_a.rows["note"]
    student, other = school_a.rows["student"].pk, school_a.rows["other_student"].pk
    written(lambda: records.Share.objects.all().delete())
    written(lambda: records.ConfidentialNote.objects.update(author=adviser.account_id + 1))
    written(lambda: share(school_a, adviser.account_id, what="note", note=note))
    with pytest.raises(Refused, match="Only the author"):
        write_note(adviser, student_id=student, words="More", corrects_id=note.pk)
    written(lambda: records.ConfidentialNote.objects.update(author=adviser.account_id))
    with pytest.raises(Refused, match="Only the author"):
        write_note(adviser, student_id=other, words="More", corrects_id=note.pk)
    assert write_note(adviser, student_id=student, words="More", corrects_id=note.pk)


def test_an_adviser_lists_the_shares_that_they_made(school_a):
    adviser = school_a.access("adviser")
    written(lambda: records.Share.objects.all().delete())
    written(lambda: share(school_a, 1, what="plan", made_by=adviser.account_id))
    written(lambda: share(school_a, 1, what="plan", made_by=adviser.account_id + 1))
    assert len(in_scope(adviser, records.Share)) == 1


def test_a_tutor_knows_of_the_concerns_that_they_raised(school_a):
    tutor = school_a.access("tutor")
    written(lambda: records.Concern.objects.update(raised_by=tutor.account_id + 1))
    assert in_scope(tutor, records.Concern) == set()
    written(lambda: records.Concern.objects.update(raised_by=tutor.account_id))
    assert in_scope(tutor, records.Concern)


def test_a_teacher_sees_the_agreed_actions_that_were_handed_to_them(school_a):
    teacher = school_a.access("teacher")
    written(lambda: records.Share.objects.all().delete())
    written(lambda: records.Action.objects.update(owner_account=teacher.account_id + 1))
    assert in_scope(teacher, records.Action) == set()
    written(lambda: records.Action.objects.filter(pk=school_a.rows["agreed"].pk).update(owner_account=teacher.account_id))
    assert in_scope(teacher, records.Action) == {school_a.rows["agreed"].pk}


def test_each_chooses_their_own_digest(school_a):
    leader, tutor = school_a.access("careers_leader"), school_a.access("tutor")
    choose_digest(leader, every="week")
    choose_digest(tutor, every="month")
    choose_digest(tutor, every="")
    with across_schools("a test"):
        assert [one.membership.account_id for one in records.DigestChoice.objects.filter(school=school_a.school)] == [
            leader.account_id
        ]
    with pytest.raises(Refused, match="somebody with an account"):
        choose_digest(Access(school_a.school.pk, "tutor", DAY, account_id=10**9), every="week")


def test_the_names_of_others_in_a_pack_are_those_of_the_school(school_a, school_b):
    leader = school_a.access("careers_leader")
    with open_scope(leader):
        names = other_names(leader, school_a.rows["student"].pk)
    told = repr(vars(names) if hasattr(names, "__dict__") else names).encode()
    assert names and not STRANGER.search(told)


def test_the_address_of_who_was_asked_is_told_to_who_asks(school_a):
    for role, told in (("careers_leader", True), ("tutor", False)):
        access = school_a.access(role)
        with open_scope(access):
            assert bool(ask_card(access, school_a.rows["ask"].pk).to_email) is told


# -- second factors of one account --


def codes_of(account) -> set[str]:
    return set(records.RecoveryCode.objects.filter(account=account).values_list("digest", flat=True))


def factors_of(account) -> list[int]:
    return list(records.SecondFactor.objects.filter(account=account).values_list("pk", flat=True))


@pytest.fixture
def two(school_a):
    """Two members of one school, each with an app and recovery codes."""
    tutor, teacher = school_a.accounts["tutor"], school_a.accounts["teacher"]
    return (tutor, with_app(tutor)), (teacher, with_app(teacher, pyotp.random_base32()))


def test_new_recovery_codes_of_one_are_no_end_of_another_s(two):
    (tutor, first), (teacher, kept) = two
    renew_recovery_codes(own(tutor))
    assert codes_of(teacher) == {recovery_digest(code) for code in kept}
    assert not codes_of(tutor) & {recovery_digest(code) for code in first}


def test_nobody_takes_away_the_factor_of_another_and_with_the_last_go_only_one_s_own_codes(two):
    (tutor, _), (teacher, kept) = two
    with pytest.raises(Refused, match="no such second factor of yours"):
        remove_factor(own(tutor), factor_id=factors_of(teacher)[0], needed=False)
    remove_factor(own(tutor), factor_id=factors_of(tutor)[0], needed=False)
    assert factors_of(tutor) == [] and codes_of(tutor) == set()
    assert factors_of(teacher) and len(codes_of(teacher)) == len(kept)


def test_a_reset_takes_away_what_one_member_has(two, school_a):
    (tutor, _), (teacher, kept) = two
    admin = school_a.access("school_admin")
    reset_factors(admin, account_number=tutor.pk)
    assert factors_of(tutor) == [] and codes_of(tutor) == set()
    assert factors_of(teacher) and len(codes_of(teacher)) == len(kept)
    with pytest.raises(Refused, match="no membership here"):
        reset_factors_at(admin, email="nobody@nowhere.example")


def test_who_works_at_another_school_too_is_not_reset_and_others_here_are(two, school_a, school_b):
    (tutor, _), (teacher, _) = two
    written(lambda: records.Membership.objects.create(school=school_b.school, account=teacher, role="teacher"))
    admin = school_a.access("school_admin")
    reset_factors(admin, account_number=tutor.pk)
    with pytest.raises(Refused, match="also belongs to another school"):
        reset_factors(admin, account_number=teacher.pk)
    reset_factors(Access(school_a.school.pk, "operator", DAY), account_number=teacher.pk)
    assert factors_of(teacher) == []


def test_a_factor_that_was_never_proved_opens_nothing_and_counts_for_nothing(two):
    (tutor, _), _ = two
    written(lambda: records.SecondFactor.objects.filter(account=tutor).update(proved_at=None))
    assert take_code(tutor.pk, pyotp.TOTP(SECRET).at(AT), AT) == ""
    with pytest.raises(Refused, match="Set up a second factor first"):
        renew_recovery_codes(own(tutor))
    with pytest.raises(Refused, match="no such second factor of yours"):
        remove_factor(own(tutor), factor_id=factors_of(tutor)[0], needed=False)


def test_an_account_has_at_most_ten_factors_and_those_of_others_do_not_count(two):
    (tutor, _), (teacher, _) = two
    row = records.SecondFactor.objects.get(account=tutor)

    def fill() -> None:
        for _ in range(MOST - 1):
            row.pk = None
            row.save(force_insert=True)

    written(fill)
    with pytest.raises(Refused, match="at most 10"):
        room_for_another(tutor.pk)
    room_for_another(teacher.pk)


def give_passkeys(account, count: int) -> None:
    kinds = {"TextField": "x", "CharField": "x", "BinaryField": b"x", "DateTimeField": AT, "IntegerField": 0,
             "BigIntegerField": 0}  # fmt: skip
    given = {one.name: kinds[one.get_internal_type()] for one in records.Passkey._meta.concrete_fields
             if one.get_internal_type() in kinds}  # fmt: skip
    written(lambda: [records.Passkey.objects.create(account=account, **given | {"digest": f"x{number}"})
                     for number in range(count)])  # fmt: skip


def test_passkeys_of_others_do_not_count_as_one_s_own_and_stay_when_another_is_reset(two, school_a):
    (tutor, _), (teacher, _) = two
    give_passkeys(teacher, MOST)
    room_for_another(tutor.pk)
    with pytest.raises(Refused, match="at most 10"):
        room_for_another(teacher.pk)
    reset_factors(school_a.access("school_admin"), account_number=tutor.pk)
    assert records.Passkey.objects.filter(account=teacher).count() == MOST


def test_a_code_in_other_digits_is_no_code_and_no_fault():
    for typed in ("१२३४५६", "²²²²²²", "12345", "1234567", "", "abcdef"):
        assert step_of(SECRET, typed, AT) is None


def test_a_quiet_screen_stays_open_between_five_minutes_and_four_hours(school_a):
    admin = school_a.access("school_admin")
    for minutes in (4, 241):
        with pytest.raises(Refused, match="5 to 240"):
            set_visit_rules(admin, roles=[], idle_minutes=minutes)
    set_visit_rules(admin, roles=[], idle_minutes=5)


# -- passes and feeds --


def test_a_tutor_prints_no_pass_for_a_parent(school_a):
    with pytest.raises(Refused, match="careers leader or the school"):
        make_passes(school_a.access("tutor"), carer_id=school_a.rows["carer"].pk)


def test_a_new_pass_ends_the_ones_that_lie_about_and_no_visit_that_goes_on(school_a):
    leader, student = school_a.access("careers_leader"), school_a.rows["student"].pk
    written(lambda: records.Pass.objects.all().delete())
    for _ in range(3):
        make_passes(leader, student_ids=[student])
    with across_schools("a test"):
        first, second, third = records.Pass.objects.filter(student_id=student).order_by("pk")
    assert (first.cancelled_on, second.cancelled_on, third.cancelled_on) == (DAY, DAY, None)
    written(lambda: records.Pass.objects.filter(pk=first.pk).update(cancelled_on=EARLIER))
    written(lambda: records.Pass.objects.filter(pk=third.pk).update(used_at=AT))
    make_passes(leader, student_ids=[student])
    with across_schools("a test"):
        first, _, third, fourth = records.Pass.objects.filter(student_id=student).order_by("pk")
    assert (first.cancelled_on, third.cancelled_on, fourth.cancelled_on) == (EARLIER, None, None)


def test_a_feed_is_made_for_somebody_cancelled_once_and_made_again(school_a):
    leader = school_a.access("careers_leader")
    written(lambda: records.CalendarFeed.objects.all().delete())
    with pytest.raises(Refused, match="person with an account"):
        make_feed(Access(school_a.school.pk, "operator", DAY), replaces=None)
    make_feed(leader, replaces=None)
    with across_schools("a test"):
        feed = records.CalendarFeed.objects.get()
    with pytest.raises(Refused, match="no such feed of yours"):
        cancel_feed(school_a.access("tutor"), feed_id=feed.pk)
    cancel_feed(leader, feed_id=feed.pk)
    with pytest.raises(Refused, match="no such feed of yours"):
        cancel_feed(leader, feed_id=feed.pk)
    assert make_feed(leader, replaces=None)


def test_a_tutor_cancels_passes_in_their_groups_and_a_day_of_cancelling_stays(school_a):
    leader, student, other = school_a.access("careers_leader"), school_a.rows["student"].pk, school_a.rows["other_student"].pk
    written(lambda: records.Pass.objects.all().delete())
    make_passes(leader, student_ids=[student])
    make_passes(leader, student_ids=[other])
    assert cancel_passes(leader, student_id=student) == 1
    written(lambda: records.Pass.objects.filter(student_id=student).update(cancelled_on=EARLIER))
    assert cancel_passes(leader, student_id=student) == 0
    with pytest.raises(Refused, match="not there any more"):
        cancel_passes(school_a.access("tutor"), student_id=other)
    with across_schools("a test"):
        assert records.Pass.objects.get(student_id=student).cancelled_on == EARLIER
        assert records.Pass.objects.get(student_id=other).cancelled_on is None
    with pytest.raises(Refused, match="not there any more"):
        make_passes(leader, carer_id=10**9)


def test_a_pass_is_used_at_its_school_while_it_is_good_and_once(school_a, school_b):
    student = school_a.access("student")
    written(lambda: records.Pass.objects.all().delete())
    for change in ({"cancelled_on": DAY}, {"expires_on": EARLIER}, {"used_at": AT}):
        made = make_passes(school_a.access("careers_leader"), student_ids=[school_a.rows["student"].pk])
        with across_schools("a test"):
            number = records.Pass.objects.order_by("-pk").values_list("pk", flat=True)[0]
        written(lambda number=number, change=change: records.Pass.objects.filter(pk=number).update(**change))
        with pytest.raises(Refused):
            use_pass(student, pass_id=number, at=AT)
        assert made
    make_passes(school_b.access("careers_leader"), student_ids=[school_b.rows["student"].pk])
    with across_schools("a test"):
        elsewhere = records.Pass.objects.get(school=school_b.school)
    with pytest.raises(Refused):
        use_pass(student, pass_id=elsewhere.pk, at=AT)
