"""Actions of the plan: what is refused, what is remembered, who may say how far one is; term reviews; one's own digest."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalkface.core.errors import ChangedMeanwhile, FormRefused, NotAllowed, Refused
from chalkface.operations.digests import choose_digest, digests_were_sent
from chalkface.operations.plans import edit_action, remove_action, work_on_action, write_action
from chalkface.operations.term_reviews import edit_review, hold_review, remove_review
from chalkface.queries import agenda
from chalkface.queries.plans import action_card
from chalkface.records.models import AuditEntry, Change, DigestChoice, Membership, PlanAction, Post, TermReview
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY

pytestmark = pytest.mark.django_db


def row_of(access, number: int) -> PlanAction:
    with open_scope(access):
        return PlanAction.objects.get(pk=number)


def changes_of(access, number: int) -> list[Change]:
    with open_scope(access):
        return list(Change.objects.filter(about="plan_action", number=number).order_by("pk"))


def give_post(company, role: str) -> None:
    """The post that owns the action of the cast becomes that of the person in the role."""
    with writing("a test"), across_schools("a test"):
        membership = Membership.objects.get(school=company.school, account=company.accounts[role])
        Post.objects.filter(pk=company.rows["post"].pk).update(membership=membership)


def test_an_action_is_written_from_what_it_answers_with_a_line_of_history_and_no_words_in_the_trail(school_a):
    leader = school_a.access("careers_leader")
    number = write_action(
        leader, what="  Ring the college ", objective_id=school_a.rows["objective"].pk, framework="gatsby-2025",
        statement="7.1", activity_id=school_a.rows["activity"].pk, duty="SG-04", post_id=school_a.rows["post"].pk,
        due_on=date(2026, 5, 1),
    )  # fmt: skip
    row = row_of(leader, number)
    assert (row.what, row.statement, row.duty, row.status, row.done_on) == ("Ring the college", "7.1", "SG-04", "to_do", None)
    assert [one.deed for one in changes_of(leader, number)] == ["write_action"]
    with open_scope(leader):
        line = AuditEntry.objects.get(operation="write_action")
    assert line.about["plan_action"] == number and line.about["duty"] == "SG-04"
    assert "Ring" not in str(line.about)


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"what": " "}, "what"),
        ({"status": "waiting"}, "status"),
        ({"starts_on": date(2026, 5, 2), "due_on": date(2026, 5, 1)}, "due_on"),
        ({"framework": "gatsby-2025", "statement": "99.9"}, "statement"),
        ({"framework": "no-such", "statement": "1.1"}, "statement"),
        ({"duty": "XX-99"}, "duty"),
        ({"owner": "x" * 201}, "owner"),
        ({"resource": "x" * 301}, "resource"),
        ({"objective_id": 10**9}, "objective_id"),
        ({"post_id": 10**9}, "post_id"),
        ({"activity_id": 10**9}, "activity_id"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_question(wrong, field, school_a):
    with pytest.raises(FormRefused) as refused:
        write_action(school_a.access("careers_leader"), **{"what": "Ring the college"} | wrong)
    assert [name for name, _ in refused.value.errors] == [field]


def test_everything_wrong_is_said_at_once(school_a):
    with pytest.raises(FormRefused) as refused:
        write_action(school_a.access("careers_leader"), what="", status="never", duty="XX-99")
    assert [name for name, _ in refused.value.errors] == ["what", "status", "duty"]


def test_another_schools_objective_post_and_activity_are_not_there(school_a, school_b):
    rows = school_b.rows
    with pytest.raises(FormRefused) as refused:
        write_action(
            school_a.access("careers_leader"), what="Ring", objective_id=rows["objective"].pk, post_id=rows["post"].pk,
            activity_id=rows["activity"].pk,
        )  # fmt: skip
    assert [name for name, _ in refused.value.errors] == ["objective_id", "activity_id", "post_id"]
    with pytest.raises(Refused, match="not there any more"):
        edit_action(school_a.access("careers_leader"), action_id=rows["action"].pk, edition=0, new={"what": "Ours"})
    with pytest.raises(Refused, match="not there any more"):
        remove_action(school_a.access("careers_leader"), action_id=rows["action"].pk, reason="ours")


def test_a_day_that_moves_needs_a_reason_and_keeps_it(school_a):
    leader, number = school_a.access("careers_leader"), school_a.rows["action"].pk
    with pytest.raises(Refused, match="why the day has moved"):
        edit_action(leader, action_id=number, edition=0, new={"due_on": date(2026, 4, 1)})
    assert row_of(leader, number).due_on == date(2026, 2, 1), "nothing is half written"
    assert edit_action(leader, action_id=number, edition=0, new={"due_on": date(2026, 4, 1)}, reason="the hall is let")
    (line,) = changes_of(leader, number)
    assert (line.fields, line.reason) == ({"due_on": ["2026-02-01", "2026-04-01"]}, "the hall is let")


def test_a_first_day_for_an_action_that_had_none_needs_no_reason(school_a):
    leader = school_a.access("careers_leader")
    number = write_action(leader, what="Ring the college")
    assert edit_action(leader, action_id=number, edition=0, new={"due_on": date(2026, 4, 1)})


def test_done_needs_nothing_is_dated_and_to_take_it_up_again_needs_a_reason(school_a):
    leader, number = school_a.access("careers_leader"), school_a.rows["action"].pk
    assert work_on_action(leader, action_id=number, edition=0, status="done")
    assert row_of(leader, number).done_on == DAY
    with pytest.raises(Refused, match="taken up again"):
        work_on_action(leader, action_id=number, edition=1, status="doing")
    assert work_on_action(leader, action_id=number, edition=1, status="doing", reason="the firm withdrew")
    assert row_of(leader, number).done_on is None


def test_there_are_three_statuses_and_no_more(school_a):
    for status in ("", "cancelled", "blocked"):
        with pytest.raises(FormRefused):
            work_on_action(school_a.access("careers_leader"), action_id=school_a.rows["action"].pk, edition=0, status=status)


def test_two_people_who_change_one_field_get_a_merge_and_nothing_is_overwritten(school_a):
    leader, senior, number = school_a.access("careers_leader"), school_a.access("senior_leader"), school_a.rows["action"].pk
    edit_action(senior, action_id=number, edition=0, new={"what": "The senior leader’s words"})
    with pytest.raises(ChangedMeanwhile) as clash:
        edit_action(leader, action_id=number, edition=0, new={"what": "The careers leader’s words"})
    assert clash.value.by_field["what"].now == "The senior leader’s words"
    assert row_of(leader, number).what == "The senior leader’s words"
    assert edit_action(leader, action_id=number, edition=1, new={"what": "Both"})


def test_two_people_who_change_two_fields_both_keep_theirs(school_a):
    leader, senior, number = school_a.access("careers_leader"), school_a.access("senior_leader"), school_a.rows["action"].pk
    before = row_of(leader, number)
    work_on_action(senior, action_id=number, edition=0, status="done")
    assert edit_action(leader, action_id=number, edition=0, new={"status": before.status, "resource": "a minibus"})
    row = row_of(leader, number)
    assert (row.status, row.done_on, row.resource) == ("done", DAY, "a minibus")


def test_whoever_holds_the_post_says_how_far_it_is_and_nobody_else(school_a):
    number, teacher = school_a.rows["action"].pk, school_a.access("teacher")
    with pytest.raises(NotAllowed):
        work_on_action(teacher, action_id=number, edition=0, status="done")
    assert row_of(teacher, number).status == "doing"
    give_post(school_a, "teacher")
    assert work_on_action(teacher, action_id=number, edition=0, status="done", evidence="The list is in the office.")
    with pytest.raises(NotAllowed):
        edit_action(teacher, action_id=number, edition=1, new={"what": "Something easier"})
    with pytest.raises(NotAllowed):
        work_on_action(school_a.access("governor"), action_id=number, edition=1, status="doing", reason="no")


def test_an_action_without_a_post_is_nobodys_own(school_a):
    number = write_action(school_a.access("careers_leader"), what="Ring the college", owner="M. Example")
    with pytest.raises(NotAllowed):
        work_on_action(school_a.access("teacher"), action_id=number, edition=0, status="done")


def test_an_action_is_taken_out_with_a_reason_that_stays(school_a):
    leader, number = school_a.access("careers_leader"), school_a.rows["action"].pk
    with pytest.raises(Refused, match="Say why"):
        remove_action(leader, action_id=number, reason=" ")
    remove_action(leader, action_id=number, reason="the college does it")
    (line,) = changes_of(leader, number)
    assert (line.deed, line.reason) == ("remove_action", "the college does it")
    with open_scope(leader):
        assert action_card(leader, number) is None


def test_a_key_is_taken_once(school_a):
    leader = school_a.access("careers_leader")
    write_action(leader, what="Ring the college", key="plan-1")
    with pytest.raises(Refused, match="in the plan already"):
        write_action(leader, what="Ring the college again", key="plan-1")


def test_fields_that_are_not_edited_here_are_a_mistake_in_the_code(school_a):
    with pytest.raises(ValueError, match="edition"):
        edit_action(school_a.access("careers_leader"), action_id=school_a.rows["action"].pk, edition=0, new={"edition": 7})


def test_the_agenda_of_a_review_stays_as_it_was_written(school_a):
    leader = school_a.access("careers_leader")
    number = hold_review(leader, on=DAY, next_on=DAY + timedelta(days=90), present="All of us")
    with open_scope(leader):
        agenda = TermReview.objects.get(pk=number).agenda
    assert agenda["sections"]
    write_action(leader, what="Something quite new")
    edit_review(leader, review_id=number, edition=0, new={"notes": "Short.", "decisions": "Ring the college"})
    with open_scope(leader):
        row = TermReview.objects.get(pk=number)
    assert (row.agenda, row.notes, row.edition) == (agenda, "Short.", 1)
    with pytest.raises(Refused, match="notes of its own"):
        hold_review(leader, on=DAY)
    with pytest.raises(Refused, match="so it stays"):
        remove_review(leader, review_id=number)


def test_an_agenda_is_written_with_what_anybody_may_be_told(school_a, monkeypatch):
    """Whoever holds the review, everybody who may see the plan reads its agenda: nothing in it is looked up with more right."""
    asked = []
    for name in ("checks_summary", "figures_that_moved", "plan_actions", "progress_of"):
        whole = getattr(agenda, name)

        def seen(access, *given, whole=whole, **named):
            asked.append(access)
            return whole(access, *given, **named)

        monkeypatch.setattr(agenda, name, seen)
    number = hold_review(school_a.access("careers_leader"), on=DAY)
    assert len(asked) == 4
    for access in asked:
        assert not access.sees_exact_figures and not access.may("see_students") and not access.may("see_encounters")
    with open_scope(school_a.access("governor")):
        assert TermReview.objects.get(pk=number).agenda["sections"]


def test_an_agenda_of_which_nothing_was_written_down_is_written_anew_or_removed(school_a):
    leader = school_a.access("careers_leader")
    number = hold_review(leader, on=DAY)
    write_action(leader, what="Something quite new")
    assert hold_review(leader, on=DAY) == number
    with open_scope(leader):
        assert "Something quite new" in str(TermReview.objects.get(pk=number).agenda)
    remove_review(leader, review_id=number)
    with open_scope(leader):
        assert not TermReview.objects.filter(pk=number).exists()


def test_the_next_meeting_comes_after_this_one(school_a):
    leader = school_a.access("careers_leader")
    with pytest.raises(Refused, match="before this one"):
        hold_review(leader, on=DAY, next_on=DAY)
    with pytest.raises(Refused, match="before this one"):
        edit_review(leader, review_id=school_a.rows["term_review"].pk, edition=0, new={"next_on": date(2025, 12, 9)})


def test_a_digest_is_ones_own_and_can_be_turned_off_again(school_a):
    teacher = school_a.access("teacher")

    def own() -> list[str]:
        with open_scope(teacher):
            mine = DigestChoice.objects.filter(membership__account_id=teacher.account_id)
            return list(mine.values_list("every", flat=True))

    with across_schools("a test"):
        others = DigestChoice.objects.count()
    choose_digest(teacher, every="week")
    choose_digest(teacher, every="month")
    assert own() == ["month"]
    choose_digest(teacher, every="")
    assert own() == []
    with across_schools("a test"):
        assert DigestChoice.objects.count() == others
    with pytest.raises(Refused):
        choose_digest(teacher, every="hour")
    with pytest.raises(Refused, match="an account"):
        choose_digest(replace(teacher, role="operator", account_id=None), every="week")


def test_only_the_command_line_says_what_was_sent(school_a):
    with pytest.raises(NotAllowed):
        digests_were_sent(school_a.access("careers_leader"), choices=[1])
