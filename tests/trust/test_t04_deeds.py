"""What a deed asks for beside the right to do it, each condition tried with a row that meets all the others (T4)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from chalkface.core.access import Access
from chalkface.core.errors import FormRefused, NotAllowed, Refused
from chalkface.core.links import digest_of
from chalkface.core.who_may_ask import Asking, why_may_ask
from chalkface.jobs import digests
from chalkface.operations import carers, making, notes, passkeys, sending, sending_tasks
from chalkface.operations.people import add_member, end_membership
from chalkface.operations.sharing import record_choice
from chalkface.operations.visits import end_visits, end_visits_of, visit_seen
from chalkface.queries.digests import DigestDue
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope
from tests.cast import DAY
from tests.trust.test_t04_doors import AT, change, member, membership_of, visit
from tests.trust.test_t04_whose import give_passkeys, share, written

pytestmark = [pytest.mark.django_db, pytest.mark.trust(4)]
LATER, GONE = DAY + timedelta(days=9), DAY - timedelta(days=1)


def again(row):
    with across_schools("a test"):
        return type(row).objects.get(pk=row.pk)


# -- who asks --


def test_the_educational_record_is_a_parent_s_alone():
    for asked_by in ("student", "other"):
        with pytest.raises(Refused, match="parent’s"):
            why_may_ask(Asking("educational_record", asked_by, date(2000, 1, 1), has_authority=True), DAY)


def test_a_digest_goes_to_who_may_have_one(school_a, monkeypatch):
    leader, account = school_a.access("careers_leader"), school_a.accounts["careers_leader"]
    due = DigestDue(1, account.pk, account.email)
    assert digests._text(leader, school_a.school, due)
    plain = Access.may
    monkeypatch.setattr(Access, "may", lambda self, asked: asked != "subscribe" and plain(self, asked))
    assert digests._text(leader, school_a.school, due) == ""


def test_a_choice_is_about_something_of_a_student_here_and_a_parent_s_only_where_it_may_be(school_a):
    leader, student = school_a.access("careers_leader"), school_a.rows["student"]

    def choose(number=student.pk, what="local_authority", said_by="parent"):
        return record_choice(leader, student_id=number, what=what, is_allowed=True, said_by=said_by)

    assert choose()
    for wrong in ({"what": "another"}, {"said_by": "tutor"}):
        with pytest.raises(FormRefused):
            choose(**wrong)
    with pytest.raises(Refused, match="not there any more"):
        choose(10**9)
    with pytest.raises(Refused, match="own choice"):
        choose(what="plan_with_parents")
    change(student, date_of_birth=date(2010, 3, 20))
    with pytest.raises(Refused, match="the student was 16"):
        choose()
    change(student, date_of_birth=date(2010, 3, 21))
    assert choose()


# -- notes and what is shared --


def test_the_reason_for_reading_a_note_is_short(school_a):
    leader, note = school_a.access("careers_leader"), school_a.rows["note"]
    with pytest.raises(Refused, match="too long"):
        notes.read_note(leader, note_id=note.pk, reason="x" * (notes.LONGEST_REASON + 1))
    assert notes.read_note(leader, note_id=note.pk, reason="x" * notes.LONGEST_REASON)


def addendum(play, **more) -> None:
    note = play.rows["note"]
    values = {"school": play.school, "student": note.student, "author": note.author} | more
    written(lambda: records.ConfidentialNote.objects.create(corrects=note, written_at=AT, sealed=note.sealed, **values))


def test_a_note_is_read_with_the_addenda_of_its_author(school_a):
    leader, note = school_a.access("careers_leader"), school_a.rows["note"]
    addendum(school_a)
    addendum(school_a, author=10**9)
    assert len(notes.read_note(leader, note_id=note.pk, reason="x").addenda) == 1


def test_a_note_is_shared_whole_by_its_author_with_somebody_who_may_have_it(school_a):
    adviser, senco = school_a.access("adviser"), school_a.access("senco")
    note, student, other = school_a.rows["note"], school_a.rows["student"], school_a.rows["other_student"]
    change(note, author=adviser.account_id)

    def hand(access=adviser, what="note", student_id=student.pk, note_id=note.pk, account=senco.account_id):
        return notes.share(
            access, student_id=student_id, what=what, account=account, reason="For a meeting", ends_on=LATER, note_id=note_id
        )

    assert hand()
    with pytest.raises(Refused, match="cannot be shared"):
        hand(what="card")
    for wrong in ({"note_id": None}, {"student_id": other.pk}):
        with pytest.raises(Refused, match="not there any more"):
            hand(**wrong)
    addendum(school_a)
    with across_schools("a test"):
        second = records.ConfidentialNote.objects.get(corrects=note)
    with pytest.raises(Refused, match="not there any more"):
        hand(note_id=second.pk)
    # Another's note that was shared with an adviser is not theirs to pass on; the careers leader shares any.
    change(note, author=10**9)
    written(lambda: share(school_a, adviser.account_id, what="note", note=note))
    with pytest.raises(Refused, match="Only its author"):
        hand()
    assert hand(access=school_a.access("careers_leader"))
    change(school_a.accounts["senco"], is_active=False)
    with pytest.raises(FormRefused):
        hand(access=school_a.access("careers_leader"))


# -- people and what hangs on them --


def test_who_is_kept_from_their_child_is_the_one_who_was_named(school_a):
    leader, carer, tutor = school_a.access("careers_leader"), school_a.rows["carer"], school_a.accounts["tutor"]
    student = school_a.rows["student"].pk
    with pytest.raises(Refused, match="somebody who works here"):
        carers.keep_from_own_child(leader, carer_id=carer.pk, account_number=10**9)
    teacher = membership_of(school_a, "teacher")
    change(teacher, kept_from=[student])
    carers.keep_from_own_child(leader, carer_id=carer.pk, account_number=tutor.pk)
    assert membership_of(school_a, "tutor").kept_from == [student]
    assert membership_of(school_a, "senco").kept_from == []
    carers.lift_block(leader, carer_id=carer.pk)
    assert membership_of(school_a, "tutor").kept_from == []
    assert again(teacher).kept_from == [student]


def test_a_block_that_was_lifted_does_not_come_back_with_a_second_role(school_a):
    admin, parent, carer = school_a.access("school_admin"), school_a.accounts["parent"], school_a.rows["carer"]
    first = add_member(admin, email=parent.email, role="teacher")
    with across_schools("a test"):
        assert records.Membership.objects.get(pk=first).kept_from == [carer.student_id]
    carers.lift_block(school_a.access("careers_leader"), carer_id=carer.pk)
    second = add_member(admin, email=parent.email, role="senior_leader")
    with across_schools("a test"):
        assert records.Membership.objects.get(pk=second).kept_from == []


def test_what_ends_with_a_membership_is_that_person_s_at_that_school(school_a, school_b):
    leader = school_a.accounts["careers_leader"]
    member(school_b.school, leader, "teacher")
    change(school_b.rows["ask"], digest="b", made_by=leader.pk)
    change(school_b.rows["survey_link"], made_by=leader.pk)
    change(school_b.rows["sending"], account_number=leader.pk)
    change(school_b.rows["feed"], membership=elsewhere(school_b, leader))
    kept = [school_b.rows[name] for name in ("ask", "survey_link", "sending", "feed")]
    # What the tutor made at the same school stays as well.
    tutor, own = school_a.accounts["tutor"], []

    def make() -> None:
        own.append(records.CalendarFeed.objects.create(
            school=school_a.school, membership=membership_of(school_a, "tutor"), digest="t", made_on=DAY))
        for name, field in (("ask", "made_by"), ("survey_link", "made_by"), ("sending", "account_number")):
            row = again(school_a.rows[name])
            row.pk, row.digest = None, "t"
            setattr(row, field, tutor.pk)
            row.save(force_insert=True)
            own.append(row)

    written(make)
    change(school_a.rows["ask"], digest="a")
    change(school_a.rows["survey_link"], made_by=leader.pk)
    end_membership(school_a.access("school_admin"), membership_id=membership_of(school_a, "careers_leader").pk, ends_on=GONE)
    assert {again(school_a.rows[name]).cancelled_on for name in ("ask", "survey_link", "sending", "feed")} == {DAY}
    assert {again(row).cancelled_on for row in [*kept, *own]} == {None}


def elsewhere(play, account) -> records.Membership:
    with across_schools("a test"):
        return records.Membership.objects.get(school=play.school, account=account)


def test_a_visit_that_has_ended_stays_as_it_ended(school_a, school_b):
    tutor, stranger = school_a.accounts["tutor"], school_b.accounts["tutor"]
    before = AT - timedelta(hours=2)
    over, goes_on = visit(tutor, "a", ended_at=before, ended_because="own", seen_at=before), visit(tutor, "b", seen_at=before)
    for row in (over, goes_on):
        visit_seen(row.pk, AT)
    assert (again(over).seen_at, again(goes_on).seen_at) == (before, AT)
    assert end_visits(tutor.pk, because="password", at=AT) == 1
    assert (again(over).ended_at, again(over).ended_because) == (before, "own")
    row = visit(stranger, "c")
    with pytest.raises(Refused, match="not a member here"):
        end_visits_of(school_a.access("school_admin"), account_number=stranger.pk)
    assert again(row).ended_at is None


def test_an_account_has_one_handle_and_not_another_s(school_a):
    tutor, teacher = school_a.accounts["tutor"], school_a.accounts["teacher"]
    give_passkeys(teacher, 1)
    handle = passkeys.handle_of(teacher.pk)
    assert handle == passkeys.handle_of(teacher.pk) != passkeys.handle_of(tutor.pk)


# -- papers and mails --


def test_a_paper_that_was_asked_for_is_one_s_own(school_a):
    leader, second = school_a.access("careers_leader"), school_a.access("senior_leader")
    row = school_a.rows["making"]
    with pytest.raises(Refused, match="no such paper of yours"):
        making.forget_paper(second, making_id=row.pk)
    making.forget_paper(leader, making_id=row.pk)
    asked = [making.ask_for_paper(access, report="strategic-plan", ending="pdf", options={}) for access in (leader, second)]
    assert asked[0][0] != asked[1][0]


def test_a_draft_is_replaced_by_whoever_wrote_it(school_a):
    leader, second = school_a.access("careers_leader"), school_a.access("senior_leader")
    draft = school_a.rows["sending"]
    change(draft, state="draft", asked_at=datetime.now(UTC))

    def write(access) -> None:
        sending.draft_sending(
            access, paper="parent-page", subject="x", words="Dear all", file_name="x.pdf", content=b"", replaces=draft.pk,
            to=[("one@homes.example", "one")],
        )  # fmt: skip

    write(second)
    assert again(draft)
    write(leader)
    with pytest.raises(records.Sending.DoesNotExist):
        again(draft)


def test_a_mail_goes_at_the_school_where_it_was_written_by_who_belongs_there(school_a, school_b, monkeypatch):
    monkeypatch.setattr("chalkface.operations.sending_tasks.timezone.localdate", lambda *_: DAY)
    leader, given = school_a.accounts["careers_leader"], ("school-a", DAY.isoformat())
    assert sending_tasks._access(school_a.school.pk, leader.pk, *given).school_id == school_a.school.pk
    for school, account in ((school_b.school.pk, leader.pk), (school_a.school.pk, 10**9)):
        with pytest.raises(NotAllowed, match="no longer a member"):
            sending_tasks._access(school, account, *given)


def test_the_link_of_a_paper_is_cancelled_once(school_a):
    leader, row = school_a.access("careers_leader"), school_a.rows["sending"]
    change(row, digest=digest_of("x"))
    sending.cancel_paper_link(leader, sending_id=row.pk)
    with pytest.raises(Refused, match="no link of that mail"):
        sending.cancel_paper_link(replace(leader, on=LATER), sending_id=row.pk)
    with open_scope(leader):
        assert records.Sending.objects.get(pk=row.pk).cancelled_on == DAY
