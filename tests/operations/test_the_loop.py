"""The loop: only true owners act, a need is met when its owner says so, and "not yet" opens it again."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalkface.core.access import MEMBER_ROLES, Access
from chalkface.core.errors import ChangedMeanwhile, FormRefused, NotAllowed, Refused
from chalkface.core.links import digest_of
from chalkface.operations.agreed_links import cancel_agreed_link, done_by_link, make_agreed_link
from chalkface.operations.changing import change
from chalkface.operations.needs import (
    agree,
    confirm_action,
    confirm_need_met,
    drop_need,
    hand_on,
    raise_need,
    remind,
    say_done,
    student_answers,
)
from chalkface.operations.operation import operation
from chalkface.queries.figures import school_figures
from chalkface.queries.links import ask_at_door
from chalkface.queries.needs import agreed_line, mine, not_yet, own_actions, own_overdue
from chalkface.queries.owning import Owning
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY

pytestmark = pytest.mark.django_db
STAFF = ("careers_leader", "adviser", "tutor", "teacher", "senco")


def row(model, number: int):
    with across_schools("a test"):
        return model.objects.get(pk=number)


def put(row_, **values) -> None:
    with writing("a test"), across_schools("a test"):
        type(row_).objects.filter(pk=row_.pk).update(**values)


def on(access: Access, days: int) -> Access:
    return replace(access, on=access.on + timedelta(days=days))


@pytest.fixture
def begun(school_a) -> tuple[int, int]:
    """A need of the first student, owned by the adviser, and an action for it that is the tutor's; by their numbers."""
    adviser, student = school_a.access("adviser"), school_a.rows["student"].pk
    need = raise_need(adviser, student_id=student, kind="information", detail="Courses nearby")
    action = agree(
        adviser, student_id=student, need_id=need, what="Ring the college", owner_kind="tutor", due_on=DAY - timedelta(days=1)
    )
    return need, action


def share_plan(school_a, role: str) -> None:
    with writing("a test"), across_schools("a test"):
        records.Share.objects.create(
            school=school_a.school, what="plan", student=school_a.rows["student"], account_number=school_a.accounts[role].pk,
            reason="A reason", made_on=DAY, ends_on=DAY,
        )


def test_a_whole_turn_of_the_loop(school_a, begun):
    need, action = begun
    tutor, student, adviser = (school_a.access(role) for role in ("tutor", "student", "adviser"))
    before = closed_of(school_a)
    assert say_done(tutor, agreed_id=action, words="Rang") and closed_of(school_a) == before
    assert student_answers(student, agreed_id=action, answer="not_yet", words="Nobody rang back")
    reopened = row(records.Action, action)
    assert (reopened.status, reopened.need_met, reopened.done_on, reopened.confirmed_on) == ("doing", False, None, None)
    with open_scope(adviser):
        assert not_yet(adviser)[school_a.rows["student"].pk] == DAY
    with pytest.raises(Refused, match="not done yet"):
        confirm_action(adviser, agreed_id=action)
    assert say_done(on(tutor, 1), agreed_id=action)
    with open_scope(adviser):
        assert school_a.rows["student"].pk in not_yet(adviser)  # the cast's own action is still "not yet"
    put(school_a.rows["agreed"], student_said="met")
    with open_scope(adviser):
        assert school_a.rows["student"].pk not in not_yet(adviser)
    assert confirm_action(on(adviser, 1), agreed_id=action)
    assert row(records.Need, need).met_on == DAY + timedelta(days=1)
    assert closed_of(school_a, 1) == before + 1


def closed_of(school_a, days: int = 0) -> int:
    leader = on(school_a.access("careers_leader"), days)
    with open_scope(leader):
        (figure,) = school_figures(leader, on=leader.on, indicators=["agreed-actions-closed"])
    return figure.numerator


# -- who is the owner --


def test_only_the_tutor_of_the_student_says_that_a_tutors_task_is_done(school_a, begun):
    _, action = begun
    for role in ("careers_leader", "adviser", "senco", "parent", "student"):
        with pytest.raises(Refused, match="[Oo]nly its owner|not there"):
            say_done(school_a.access(role), agreed_id=action)
    elsewhere = replace(school_a.access("tutor"), groups=frozenset({"9B"}))
    for access in (elsewhere, school_a.access("teacher")):
        with pytest.raises(Refused, match="not there"):
            say_done(access, agreed_id=action)
    for role in ("senior_leader", "governor", "school_admin"):
        with pytest.raises(NotAllowed):
            say_done(school_a.access(role), agreed_id=action)
    with pytest.raises(Refused, match="[Oo]nly its owner"):
        say_done(Access(school_a.school.pk, "operator", DAY), agreed_id=action)
    assert row(records.Action, action).status == "to_do"
    assert say_done(school_a.access("tutor"), agreed_id=action)


def test_negative_control_without_the_question_of_owners_anybody_could_say_done(school_a, begun, monkeypatch):
    monkeypatch.setattr(Owning, "action", lambda self, row_: True)
    assert say_done(school_a.access("senco"), agreed_id=begun[1])


@pytest.mark.parametrize("kind", ["careers_leader", "adviser", "senco", "student", "parent"])
def test_who_holds_the_role_for_the_student_owns_what_is_asked_of_it_and_nobody_else(school_a, begun, kind):
    put(row(records.Action, begun[1]), owner_kind=kind)
    put(row(records.School, school_a.school.pk), parents_see_plan="under_16")
    for role in (*STAFF, "student", "parent"):
        access = school_a.access(role)
        if role == "parent":
            access = replace(access, owns=access.owns | {("see_guidance", school_a.rows["student"].pk)})
        if role == kind:
            continue
        with pytest.raises(Refused):
            say_done(access, agreed_id=begun[1])
    owner = school_a.access(kind)
    owner = replace(owner, owns=owner.owns | {("see_guidance", school_a.rows["student"].pk)}) if kind == "parent" else owner
    assert say_done(owner, agreed_id=begun[1])


def test_a_teacher_acts_on_what_was_handed_to_them_or_shared_and_on_nothing_else(school_a, begun):
    _, action = begun
    teacher = school_a.access("teacher")
    put(row(records.Action, action), owner_kind="teacher")
    with pytest.raises(Refused, match="not there"):
        say_done(teacher, agreed_id=action)
    share_plan(school_a, "teacher")
    assert say_done(teacher, agreed_id=action)
    with writing("a test"), across_schools("a test"):
        records.Share.objects.all().delete()
    put(row(records.Action, action), status="to_do", owner_account=school_a.accounts["teacher"].pk)
    assert say_done(teacher, agreed_id=action)


def test_a_tutor_reads_what_was_handed_to_them_by_name_though_the_student_is_of_another_group(school_a):
    other = school_a.rows["other_student"].pk
    adviser, tutor = school_a.access("adviser"), school_a.access("tutor")
    theirs = agree(
        adviser, student_id=other, what="Ask the coach", owner_kind="tutor", owner_account=school_a.accounts["tutor"].pk
    )
    not_theirs = agree(adviser, student_id=other, what="Ask the bursar", owner_kind="tutor")
    with open_scope(tutor):
        assert [one.id for one in mine(tutor) if one.student_id == other] == [theirs]
        called = agreed_line(tutor, theirs).student
        assert called == school_a.rows["other_student"].preferred_forename  # the first name alone
        assert agreed_line(tutor, not_theirs) is None
    kept = replace(tutor, kept_from=frozenset({other}))
    with open_scope(kept):
        assert agreed_line(kept, theirs) is None
    with pytest.raises(Refused, match="not there"):
        say_done(kept, agreed_id=theirs)


# -- who confirms --


def test_the_owner_of_the_need_confirms_and_nobody_else(school_a, begun):
    need, action = begun
    say_done(school_a.access("tutor"), agreed_id=action)
    for role in ("tutor", "senco", "student"):
        for deed in (lambda who: confirm_action(who, agreed_id=action), lambda who: confirm_need_met(who, need_id=need)):
            with pytest.raises(Refused, match="Only the owner of this need"):
                deed(school_a.access(role))
    for role in ("teacher", "parent", "governor", "senior_leader", "school_admin"):
        with pytest.raises(NotAllowed):
            confirm_action(school_a.access(role), agreed_id=action)
    other_adviser = replace(school_a.access("adviser"), account_id=school_a.accounts["governor"].pk)
    with pytest.raises(Refused, match="Only the owner"):
        confirm_action(other_adviser, agreed_id=action)
    with pytest.raises(Refused, match="Only the owner"):
        confirm_action(Access(school_a.school.pk, "operator", DAY), agreed_id=action)
    assert row(records.Need, need).met_on is None
    assert confirm_need_met(school_a.access("adviser"), need_id=need)
    assert not confirm_need_met(school_a.access("adviser"), need_id=need)
    assert row(records.Action, action).need_met


def test_a_careers_leader_confirms_in_the_owners_place_only_with_a_reason_which_the_history_keeps(school_a, begun):
    need, action = begun
    leader = school_a.access("careers_leader")
    say_done(school_a.access("tutor"), agreed_id=action)
    with pytest.raises(Refused, match="write why") as told:
        confirm_action(leader, agreed_id=action, reason="  ")
    assert told.value.field == "reason" and row(records.Need, need).met_on is None
    assert confirm_action(leader, agreed_id=action, reason="The adviser has left")
    assert row(records.Need, need).met_by == leader.account_id
    with across_schools("a test"):
        lines = records.Change.objects.filter(about="action", number=action)
        assert "The adviser has left" in {one.reason for one in lines} and all(one.fields == {} for one in lines)


def test_a_need_is_met_only_when_everything_agreed_for_it_is_confirmed(school_a, begun):
    need, action = begun
    adviser, student = school_a.access("adviser"), school_a.rows["student"].pk
    second = agree(adviser, student_id=student, need_id=need, what="Write it down", owner_kind="adviser")
    say_done(school_a.access("tutor"), agreed_id=action)
    with pytest.raises(Refused, match="not done yet"):
        confirm_need_met(adviser, need_id=need)
    assert not row(records.Action, action).need_met  # nothing is half confirmed
    confirm_action(adviser, agreed_id=action)
    assert row(records.Need, need).met_on is None
    say_done(adviser, agreed_id=second)
    confirm_action(adviser, agreed_id=second)
    assert row(records.Need, need).met_on == DAY
    agree(adviser, student_id=student, need_id=need, what="One thing more", owner_kind="tutor")
    assert row(records.Need, need).met_on is None


def test_while_the_last_word_is_not_yet_nobody_confirms(school_a, begun):
    need, action = begun
    say_done(school_a.access("tutor"), agreed_id=action)
    put(row(records.Action, action), student_said="not_yet", student_said_on=DAY + timedelta(days=1))  # as an import would
    for who, why in ((school_a.access("adviser"), ""), (school_a.access("careers_leader"), "I know better")):
        with pytest.raises(Refused, match="not yet"):
            confirm_need_met(who, need_id=need, reason=why)
    assert say_done(on(school_a.access("tutor"), 2), agreed_id=action)
    assert confirm_need_met(on(school_a.access("adviser"), 2), need_id=need)


def test_not_yet_opens_again_what_was_confirmed(school_a, begun):
    need, action = begun
    say_done(school_a.access("tutor"), agreed_id=action)
    confirm_need_met(school_a.access("adviser"), need_id=need)
    before = closed_of(school_a)
    student_answers(school_a.access("student"), agreed_id=action, answer="not_yet")
    assert row(records.Need, need).met_on is None and closed_of(school_a) == before - 1


# -- the student's answer --


def test_only_the_student_answers_and_only_what_is_done(school_a, begun):
    _, action = begun
    student = school_a.access("student")
    with pytest.raises(Refused, match="not done yet"):
        student_answers(student, agreed_id=action, answer="not_yet")
    say_done(school_a.access("tutor"), agreed_id=action)
    with pytest.raises(Refused, match="Choose an answer") as told:
        student_answers(student, agreed_id=action, answer="maybe", words="Something private")
    assert "private" not in str(told.value)
    for role in (*MEMBER_ROLES, "parent"):
        with pytest.raises(NotAllowed):
            student_answers(school_a.access(role), agreed_id=action, answer="met")
    stranger = replace(student, owns=frozenset((code, school_a.rows["other_student"].pk) for code, _ in student.owns))
    with pytest.raises(Refused, match="not there"):
        student_answers(stranger, agreed_id=action, answer="met")
    assert student_answers(student, agreed_id=action, answer="met", words="It helped")
    assert row(records.Action, action).need_met is None  # the owner of the need still has to say so
    assert not student_answers(student, agreed_id=action, answer="met", words="It helped")


def test_the_same_not_yet_sent_twice_is_one_and_may_be_worded_better(school_a, begun):
    _, action = begun
    say_done(school_a.access("tutor"), agreed_id=action)
    student = school_a.access("student")
    assert student_answers(student, agreed_id=action, answer="not_yet", words="No")
    assert not student_answers(student, agreed_id=action, answer="not_yet", words="No")
    assert student_answers(student, agreed_id=action, answer="not_yet", words="Nobody rang")


def test_a_student_sees_what_was_agreed_with_them_and_what_they_may_do(school_a, begun):
    _, action = begun
    student = school_a.access("student")
    say_done(school_a.access("tutor"), agreed_id=action)
    with open_scope(student):
        lines = {one.id: one for one in own_actions(student)}
    assert lines[action].may_answer and not lines[action].may_say_done and not lines[action].may_confirm
    assert {one.student_id for one in lines.values()} == {school_a.rows["student"].pk}


def test_words_that_are_too_long_are_refused_beside_their_question(school_a, begun):
    with pytest.raises(Refused, match="2,000") as told:
        say_done(school_a.access("tutor"), agreed_id=begun[1], words="x" * 2_001)
    assert told.value.field == "words"


# -- raising, handing on, reminding, dropping --


def test_what_is_wrong_with_a_need_or_an_action_is_said_beside_its_question(school_a):
    adviser, student = school_a.access("adviser"), school_a.rows["student"].pk
    governor = school_a.accounts["governor"].pk
    for wrong, field in (
        ({"kind": "money-tree"}, "kind"),
        ({"kind": "family", "owner_kind": "parent"}, "owner_kind"),
        ({"kind": "family", "owner_kind": "tutor", "owner_account": governor}, "owner_kind"),
        ({"kind": "family", "detail": "x" * 501}, "detail"),
        ({"kind": "family", "student_id": 0}, ""),
        ({"kind": "family", "meeting_id": 0}, "meeting_id"),
    ):
        with pytest.raises(Refused) as told:
            raise_need(adviser, **({"student_id": student} | wrong))
        assert told.value.field == field, wrong
    for wrong, field in (
        ({"what": " "}, "what"),
        ({"owner_kind": "uncle"}, "owner_kind"),
        ({"owner_kind": "other"}, "owner"),
        ({"owner_kind": "student", "owner_account": governor}, "owner_kind"),
        ({"need_id": 0}, "need_id"),
    ):
        with pytest.raises(FormRefused) as told:
            agree(adviser, **({"student_id": student, "what": "A step", "owner_kind": "tutor"} | wrong))
        assert told.value.field == field, wrong


def test_only_who_logs_guidance_raises_needs(school_a):
    for role in (*MEMBER_ROLES, "student", "parent"):
        if role != "adviser":
            with pytest.raises(NotAllowed):
                raise_need(school_a.access(role), student_id=school_a.rows["student"].pk, kind="family")


def test_a_need_takes_in_what_was_agreed_before_it_was_named_but_nobody_elses(school_a):
    adviser, student, other = (school_a.access("adviser"), school_a.rows["student"].pk, school_a.rows["other_student"].pk)
    loose = agree(adviser, student_id=student, what="Ring the college", owner_kind="tutor")
    need = raise_need(adviser, student_id=student, kind="information", actions=[loose])
    assert row(records.Action, loose).need_id == need
    strange = agree(adviser, student_id=other, what="Ring them", owner_kind="tutor")
    for number in (strange, loose):
        with pytest.raises(Refused, match="another need"):
            raise_need(adviser, student_id=student, kind="family", actions=[number])


def test_handing_on_makes_somebody_else_the_owner_and_ends_the_links_of_the_one_before(school_a, begun):
    _, action = begun
    adviser = school_a.access("adviser")
    _, token = make_agreed_link(adviser, agreed_id=action, to_name="Mr Hill")
    hand_on(adviser, agreed_id=action, edition=row(records.Action, action).edition, owner_kind="senco", due_on=DAY)
    assert ask_at_door(digest_of(token), DAY) is None
    with pytest.raises(Refused, match="[Oo]nly its owner"):
        say_done(school_a.access("tutor"), agreed_id=action)
    with pytest.raises(Refused, match="Somebody changed this"):
        hand_on(adviser, agreed_id=action, edition=0, owner_kind="tutor")
    assert say_done(school_a.access("senco"), agreed_id=action)
    with pytest.raises(Refused, match="nothing to hand on"):
        hand_on(adviser, agreed_id=action, edition=row(records.Action, action).edition, owner_kind="tutor")
    for role in ("tutor", "teacher", "student", "parent", "governor"):
        with pytest.raises(NotAllowed):
            hand_on(school_a.access(role), agreed_id=action, edition=9, owner_kind="tutor")


def test_a_reminder_is_kept_once_a_day_and_counted_without_names(school_a, begun):
    _, action = begun
    leader, tutor = school_a.access("careers_leader"), school_a.access("tutor")
    assert remind(leader, agreed_id=action) and not remind(leader, agreed_id=action)
    with open_scope(tutor):
        before = own_overdue(tutor)
    say_done(tutor, agreed_id=action)
    with open_scope(tutor):
        assert own_overdue(tutor) == before - 1
    with pytest.raises(Refused, match="nothing to remind"):
        remind(leader, agreed_id=action)


def test_a_need_is_dropped_with_a_reason_and_not_while_something_is_promised(school_a, begun):
    need, action = begun
    adviser = school_a.access("adviser")
    with pytest.raises(Refused, match="not done"):
        drop_need(adviser, need_id=need, reason="A mistake")
    say_done(school_a.access("tutor"), agreed_id=action)
    with pytest.raises(Refused, match="Say why"):
        drop_need(adviser, need_id=need, reason=" ")
    with pytest.raises(Refused, match="Only the owner"):
        drop_need(school_a.access("senco"), need_id=need, reason="A mistake")
    assert drop_need(adviser, need_id=need, reason="A mistake") and not drop_need(adviser, need_id=need, reason="A mistake")
    with pytest.raises(Refused, match="dropped"):
        confirm_action(adviser, agreed_id=action)


# -- links --


def through(school_a, token: str, day: date = DAY) -> tuple[Access, int] | None:
    return ask_at_door(digest_of(token), day)


def test_a_link_does_its_one_deed_once_and_only_until_its_day(school_a, begun):
    _, action = begun
    number, token = make_agreed_link(school_a.access("senco"), agreed_id=action, to_name="Mr Hill", expires_on=DAY)
    access, ask = through(school_a, token)
    assert ask == number and through(school_a, token, DAY + timedelta(days=1)) is None
    with pytest.raises(Refused, match="not asked of you"):
        done_by_link(access, ask_id=ask, key="another")
    with pytest.raises(Refused, match="not asked of you"):
        done_by_link(access, ask_id=school_a.rows["ask"].pk, key=digest_of(token))
    assert done_by_link(access, ask_id=ask, words="Rang them", key=digest_of(token))
    assert not done_by_link(access, ask_id=ask, words="And again", key=digest_of(token))
    kept = row(records.Action, action)
    assert (kept.status, kept.done_words, kept.need_met) == ("done", "Rang them", None)
    with pytest.raises(Refused, match="done already"):
        make_agreed_link(school_a.access("senco"), agreed_id=action, to_name="Mr Hill")
    for role in MEMBER_ROLES:
        with pytest.raises((Refused, NotAllowed)):
            done_by_link(school_a.access(role), ask_id=ask, key=digest_of(token))


def test_a_new_link_ends_the_old_and_one_can_be_cancelled(school_a, begun):
    _, action = begun
    leader = school_a.access("careers_leader")
    _, first = make_agreed_link(leader, agreed_id=action, to_name="Mr Hill")
    number, second = make_agreed_link(leader, agreed_id=action, to_name="Mr Hill")
    assert through(school_a, first) is None and through(school_a, second)
    cancel_agreed_link(leader, ask_id=number)
    assert through(school_a, second) is None
    with pytest.raises(Refused, match="not there"):
        cancel_agreed_link(leader, ask_id=school_a.rows["ask"].pk)
    for role in ("tutor", "teacher", "governor", "student"):
        with pytest.raises(NotAllowed):
            make_agreed_link(school_a.access(role), agreed_id=action, to_name="Mr Hill")
    for name, until, field in (("", DAY, "to_name"), ("A", DAY - timedelta(days=1), "expires_on")):
        with pytest.raises(FormRefused) as told:
            make_agreed_link(leader, agreed_id=action, to_name=name, expires_on=until)
        assert told.value.field == field


# -- the lock --


@operation(needs="keep_guidance")
def reword(access: Access, *, need_id: int, detail: str, edition: int) -> bool:
    """A deed of this test."""
    return change(access, records.Need.objects.get(pk=need_id), {"detail": detail}, edition=edition, deed="reword")


def test_what_two_people_change_at_once_is_laid_side_by_side_and_no_value_goes_into_the_history(school_a, begun):
    need, _ = begun
    adviser = school_a.access("adviser")
    assert reword(adviser, need_id=need, detail="First words", edition=0)
    with pytest.raises(ChangedMeanwhile) as clash:
        reword(adviser, need_id=need, detail="Second words", edition=0)
    (one,) = clash.value.differences
    assert (one.now, one.yours, one.both_changed) == ("First words", "Second words", True)
    assert row(records.Need, need).detail == "First words"
    assert not reword(adviser, need_id=need, detail="First words", edition=0)
    with across_schools("a test"):
        lines = records.Change.objects.filter(about="need", number=need)
        assert lines and all(line.fields == {} for line in lines)
        assert "First words" not in str([vars(line) for line in records.AuditEntry.objects.all()])


# -- random deeds --


def random_deed(company, chance: random.Random, needs: list[int], actions: list[int], day: date) -> Callable[[], object]:
    """One deed of somebody, meant well or not."""
    role = chance.choice((*STAFF, "student", "parent"))
    who = replace(company.access(role), on=day)
    action, need, reason = chance.choice(actions), chance.choice(needs), chance.choice(("", "", "I say so"))
    kind = chance.choice(("tutor", "senco", "student", "adviser", "teacher", "parent"))
    edition = row(records.Action, action).edition
    return chance.choice(
        (
            lambda: say_done(who, agreed_id=action),
            lambda: say_done(replace(company.access("tutor"), on=day), agreed_id=action),
            lambda: student_answers(who, agreed_id=action, answer=chance.choice(("met", "not_yet"))),
            lambda: student_answers(replace(company.access("student"), on=day), agreed_id=action, answer="not_yet"),
            lambda: confirm_action(who, agreed_id=action, reason=reason),
            lambda: confirm_need_met(who, need_id=need, reason=reason),
            lambda: hand_on(who, agreed_id=action, edition=edition, owner_kind=kind, due_on=day),
            lambda: drop_need(who, need_id=need, reason=reason),
            lambda: remind(who, agreed_id=action),
        )
    )


@pytest.mark.parametrize("seed", range(6))
def test_whatever_random_people_do_no_need_is_met_without_its_owner_and_the_figure_is_a_plain_recount(school_a, begun, seed):
    chance, adviser, student = random.Random(seed), school_a.access("adviser"), school_a.rows["student"].pk
    needs, actions = [begun[0]], [begun[1]]
    for owner in ("senco", "student", "tutor"):
        needs.append(raise_need(adviser, student_id=student, kind="confidence", owner_kind=owner))
        for task in chance.sample(("tutor", "student", "adviser", "senco"), 2):
            what = f"A step of {task}"
            actions.append(agree(adviser, student_id=student, need_id=needs[-1], what=what, owner_kind=task, due_on=DAY))
    done = 0
    for step in range(60):
        day = DAY + timedelta(days=step // 10)
        try:
            done += bool(random_deed(school_a, chance, needs, actions, day)())
        except (Refused, NotAllowed):
            pass
        with across_schools("a test"):
            for need in records.Need.objects.filter(pk__in=needs).exclude(met_on=None):
                by = need.met_by
                owner = {"adviser": "adviser", "senco": "senco", "tutor": "tutor"}.get(need.owner_kind)
                spoke = by == school_a.accounts[owner or "student"].pk
                reasons = set(records.Change.objects.filter(about="need", number=need.pk).values_list("reason", flat=True))
                assert spoke or (by == school_a.accounts["careers_leader"].pk and "I say so" in reasons), need.pk
                agreed = records.Action.objects.filter(need=need)
                assert all(one.status == "done" and one.need_met and one.confirmed_on for one in agreed)
    leader = replace(school_a.access("careers_leader"), on=DAY + timedelta(days=6))
    with open_scope(leader):
        (figure,) = school_figures(leader, on=leader.on, indicators=["agreed-actions-closed"])
        due = [one for one in records.Action.objects.all() if one.due_on and one.due_on <= leader.on]
    closed = [one for one in due if one.status == "done" and one.need_met and one.confirmed_on]
    assert (figure.numerator, figure.denominator) == (len(closed), len(due)) and done > 5
