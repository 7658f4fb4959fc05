"""A question leaves out what its asker has no right to, even where the records underneath would give it (T4).

The right is taken away from the question alone (``may`` says no) and not from the wall of the records (``scope`` is as it was).
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalkface.core.access import Access, Scope
from chalkface.core.awards import awards
from chalkface.core.duties import duties
from chalkface.queries import (
    interviews,
    lessons,
    needs,
    notes,
    outcome_reach,
    outcomes,
    practices,
    programme,
    student_card,
    students,
    surveys,
)
from chalkface.queries.award_sources.records import Records
from chalkface.queries.checks import all_checks
from chalkface.queries.digests import _awards
from chalkface.queries.duties import duty_figures
from chalkface.queries.portable import PARTS, portable
from chalkface.queries.risk import fairness
from chalkface.queries.timeline import timeline
from chalkface.queries.week import _kept
from chalkface.queries.who_next.announce import Today
from chalkface.queries.who_next.priority import PRIORITY, priority
from chalkface.queries.who_next.ranking import why_now
from chalkface.queries.who_next.review_due import REVIEW, review_due
from chalkface.records import models as records
from chalkface.records.tenancy import open_scope
from tests.cast import DAY
from tests.trust.test_t04_doors import change
from tests.trust.test_t04_whose import share, written

pytestmark = [pytest.mark.django_db, pytest.mark.trust(4)]


def student(play) -> int:
    return play.rows["student"].pk


def drafted(play) -> None:
    change(play.rows["round"], state="draft")


def done(play) -> None:
    change(play.rows["agreed"], student_said="", student_said_on=None)


def handed(play) -> None:
    written(lambda: share(play, play.accounts["senco"].pk, what="note", note=play.rows["note"]))
    written(lambda: records.ConfidentialNote.objects.update(author=1))


def linked(play) -> None:
    change(play.rows["ask"], purpose="agreed", action=play.rows["agreed"], digest="d")


def prior(play) -> None:
    play.rows["risk_override"].band = PRIORITY
    written(play.rows["risk_override"].save)


def scored(play) -> None:
    written(lambda: records.Enrolment.objects.filter(school=play.school).update(year_group=11))
    written(lambda: records.RiskScore.objects.filter(school=play.school).update(academic_year=2025))
    change(play.rows["destination"], status="not_sustained")


def nothing(play) -> None:
    """As the play is."""


def figures_of(access):
    return Records(access, next(iter(awards().values()))).figures


# What is asked, by whom, the right that is taken away, what has to be there first, and what is asked for.
LEFT_OUT = {
    "needs": ("careers_leader", ["see_guidance"], nothing, lambda play, access: needs.needs_of(access, student(play))),
    "links": ("careers_leader", ["follow_actions"], linked,
              lambda play, access: needs.links_of(access, play.rows["agreed"].pk)),
    "to confirm": ("adviser", ["confirm_need"], done,
                   lambda play, access: [one for one in needs.mine(access) if one.may_confirm]),
    "confirmed": ("adviser", ["confirm_need"], done, lambda play, access: [
        one for one in needs.agreed_lines(access, needs.agreed_rows(access)) if one.may_confirm]),
    "notes": ("senco", ["read_notes"], handed, lambda play, access: notes.shared_with_me(access)),
    "answers": ("careers_leader", ["see_answers"], nothing, lambda play, access: surveys.named_of(access, student(play))),
    "identity": ("careers_leader", ["see_identity"], nothing,
                 lambda play, access: student_card.identity(access, student(play))),
    "invited": ("careers_leader", ["ask_voices"], lambda play: change(
        play.rows["ask"], purpose="practice", practice=play.rows["practice"]),
        lambda play, access: practices.practice_card(access, play.rows["practice"].pk).invitations),
    "counted": ("careers_leader", ["see_encounters"], nothing,
                lambda play, access: [one for one in programme.activities(
                    access, year=2025, kind="", words="", page=1).lines if (one.attended, one.unmarked) != (None, None)]),
    "why": ("careers_leader", ["see_who_next"], nothing, lambda play, access: why_now(access, [student(play)])[student(play)]),
    "priority": ("careers_leader", ["see_risk_mark"], prior, lambda play, access: priority(
        {"band_said": play.rows["risk_override"].sealed, "band_said_by": play.rows["risk_override"].pk}, Today(access))),
    "review": ("careers_leader", ["see_needs_flag"], nothing, lambda play, access: review_due(
        {"student_id": student(play)}, Today(access, brought={(student(play), REVIEW): ((DAY, 0),)}))),
    "drafts": ("careers_leader", ["plan_interviews"], drafted, lambda play, access: interviews.rounds(access)),
    "a draft": ("careers_leader", ["plan_interviews"], drafted,
                lambda play, access: interviews.round_card(access, play.rows["round"].pk)),
    "drafted time": ("careers_leader", ["plan_interviews"], drafted, lambda play, access: [
        one for one in timeline(access, student(play)) if one.kind == "interview"]),
    "lacking": ("careers_leader", ["see_figures"], nothing, lambda play, access: lessons._lacking(access)),
    "duty": ("careers_leader", ["see_figures"], nothing, lambda play, access: [
        figure for one in duties().values() for figure in duty_figures(access, one)]),
    "award": ("careers_leader", ["see_figures", "see_impact"], nothing, lambda play, access: figures_of(access)),
    "digest": ("careers_leader", ["keep_award"], lambda play: change(play.rows["step"], runs_out_on=DAY + timedelta(days=20)),
               lambda play, access: _awards(access)),
    "fairness": ("careers_leader", ["see_risk_model"], scored,
                 lambda play, access: fairness.past(replace(access, on=date(2027, 3, 20))).years),
}  # fmt: skip


@pytest.mark.parametrize("what", LEFT_OUT)
def test_a_question_leaves_out_what_its_asker_has_no_right_to(what, school_a, monkeypatch):
    role, rights, set_up, ask = LEFT_OUT[what]
    set_up(school_a)
    access, plain = school_a.access(role), Access.may
    with open_scope(access):
        assert ask(school_a, access)
        monkeypatch.setattr(Access, "may", lambda self, asked: asked not in rights and plain(self, asked))
        assert not ask(school_a, access)


def test_a_portable_record_has_the_parts_and_the_numbers_that_its_writer_may_see(school_a, monkeypatch):
    leader, plain = school_a.access("careers_leader"), Access.may
    with open_scope(leader):
        whole = portable(leader, student(school_a))
        held = {part: right for part, right in {**PARTS, "upn": "see_identity"}.items() if part in whole | whole["student"]}
        assert len(held) > 5
        for part, right in held.items():
            with monkeypatch.context() as told:
                told.setattr(Access, "may", lambda self, asked, right=right: asked != right and plain(self, asked))
                less = portable(leader, student(school_a))
            assert part not in less | less["student"], part


def test_who_may_not_filter_by_what_is_known_of_students_gets_them_all(school_a, monkeypatch):
    leader, plain = school_a.access("careers_leader"), Access.may
    other = school_a.rows["other_student"]
    other.pupil_premium = False
    written(other.save)
    asked = students.StudentFilters(pupil_premium="no")
    with open_scope(leader):
        assert students.students(leader, asked, 1).total == 1
        monkeypatch.setattr(Access, "may", lambda self, one: one != "filter_by_characteristics" and plain(self, one))
        assert students.students(leader, asked, 1).total == 2


def test_what_was_counted_for_who_sees_the_whole_school_is_not_told_to_a_tutor(school_a):
    leader, tutor = school_a.access("careers_leader"), school_a.access("tutor")
    with open_scope(leader):
        assert students.students(leader, students.StudentFilters(), 1).tutor_groups == ("9A", "9B")
        assert _kept(leader, school_a.school, "see_encounters", "a test", lambda: 2) == 2
    with open_scope(tutor):
        assert students.students(tutor, students.StudentFilters(), 1).tutor_groups == ("9A",)
        assert _kept(tutor, school_a.school, "see_encounters", "a test", lambda: 1) == 1
        assert _kept(tutor, school_a.school, "see_encounters", "a test", lambda: 3) == 3  # nor one tutor's to the next
    with open_scope(other := replace(tutor, groups=frozenset({"9B"}), groups_by_role=frozenset({("tutor", "9B")}))):
        assert students.students(other, students.StudentFilters(), 1).tutor_groups == ("9B",)


def test_a_tutor_reads_of_their_own_groups_who_was_left_out(school_a):
    leader, tutor = school_a.access("careers_leader"), school_a.access("tutor")
    written(lambda: records.Participation.objects.filter(school=school_a.school).delete())
    for access, groups in ((leader, {"9A", "9B"}), (tutor, {"9A"})):
        with open_scope(access):
            line = outcomes.outcomes(access)[0]
            assert {one.tutor_group for one in outcome_reach.left_out(access, line, DAY)} == groups


def test_that_somebody_needs_a_room_without_steps_is_for_who_knows_of_needs(school_a):
    for role, told in (("careers_leader", True), ("tutor", False)):
        access = school_a.access(role)
        assert (access.scope("see_needs_flag") is Scope.SCHOOL) is told
        assert (interviews._why(access, "Needs a room.", has_missed=False) == "Needs a room.") is told


def test_the_kind_of_need_is_read_by_right_by_oneself_or_where_it_was_shared(school_a):
    number = student(school_a)
    for role in ("senco", "student", "careers_leader"):
        access = school_a.access(role)
        by_share = access.scope("see_needs_detail") is Scope.OWN and not access.is_own
        with open_scope(access):
            assert (student_card.identity(access, number).sen_needs is None) is by_share, role
        written(lambda access=access: share(school_a, access.account_id or 1, what="needs"))
        with open_scope(access):
            assert student_card.identity(access, number).sen_needs, role
            assert student_card._is_shared(access, number) is by_share, role


def test_a_student_reads_the_kind_of_their_own_need_by_right(school_a, monkeypatch):
    access, plain = school_a.access("student"), Access.may
    with open_scope(access):
        monkeypatch.setattr(Access, "may", lambda self, asked: asked != "see_needs_detail" and plain(self, asked))
        assert student_card.identity(access, student(school_a)).sen_needs is None


def test_a_check_runs_for_who_reads_all_that_it_looks_at(school_a):
    one = next(one for one in all_checks() if "see_encounters" in one.needs)
    assert one.may_run(school_a.access("careers_leader")) and not one.may_run(school_a.access("tutor"))
