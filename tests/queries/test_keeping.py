"""What is kept for speed is never old, never for other eyes, and holds no one's name."""

from datetime import date
from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.db.models import F

from chalkface import operations
from chalkface.core.disclosure import Count
from chalkface.operations.operation import OPERATIONS
from chalkface.operations.programme import take_register
from chalkface.operations.reviews import record_judgement
from chalkface.operations.schools import change_settings
from chalkface.queries import keeping
from chalkface.queries.breakdowns import breakdown
from chalkface.queries.gaps import missing_students
from chalkface.queries.impact import impact
from chalkface.queries.reviews import review_as_it_stands
from chalkface.queries.students import StudentFilters, students
from chalkface.queries.week import week
from chalkface.records import models as records
from chalkface.records.tenancy import open_scope, writing

INDICATOR = "employer-encounter-this-year"
# Deeds that change nothing that is kept: accounts, files, drafts of imports, reviews put away, other schools; and what is
# planned, agreed or asked, which is read as it stands (of outcomes, their codes are part of what is kept).
CHANGE_NOTHING_KEPT = {
    # Rights: what is asked of data changes none of it.
    "take_down_request", "ask_about_own", "pause_request", "resume_request", "extend_request", "close_request",
    "decide_texts", "make_pack",
    "end_visits_of", "add_factor", "renew_recovery_codes", "remove_factor", "reset_factors", "set_visit_rules",
    "add_passkey", "remove_passkey", "look_at_readings",
    "add_member", "add_school", "attach_evidence", "back_up", "choose_matches", "end_membership", "fail_import",
    "keep_review", "prune_audit", "receive_import", "record_export", "rehearse_import", "remember_columns", "remove_evidence",
    "remove_example", "reset_password", "restore", "set_groups", "set_own_password", "set_up_server",
    "write_direction", "keep_version", "put_to_governors", "record_decision", "write_objective", "edit_objective",
    "set_baseline", "explain_otherwise", "close_objective", "reopen_objective", "link_outcomes", "answer_finding",
    "drop_finding",
    "adopt_outcomes", "write_outcome", "edit_outcome", "retire_outcome", "bring_back_outcome",
    "add_session", "remove_session", "set_half_terms", "set_allowance", "make_feed", "cancel_feed",
    "make_ask", "renew_link", "cancel_ask", "mark_opened", "answer_invitation", "note_practice", "edit_practice",
    "remove_practice", "write_lesson", "remove_lesson",
    "write_post", "edit_post", "end_post", "reopen_post", "set_responsibilities", "check_duty",
    "write_action", "edit_action", "work_on_action", "remove_action", "hold_review", "edit_review", "remove_review",
    "choose_digest", "digests_were_sent",
    "cancel_survey_link", "make_survey_links", "mark_words", "note_families", "send_open_answers",
    "set_weights", "overrule", "lift_overruling", "adopt_model", "change_model", "score_students", "look_at_risk",
    "say_otherwise", "lift_otherwise",
    "take_step", "mend_step", "drop_step", "say_of_criterion", "attach_to_criterion", "remove_from_criterion",
    # About one student: needs and wishes, what is confidential, who may come in, surveys, interview days, applications. What
    # moves a figure there (an action done or confirmed, a meeting, a hope, a destination) is not among them.
    "acknowledge_concern", "add_carer", "add_step", "answer_agreed", "answer_request", "ask_for_meeting",
    "cancel_agreed_link", "cancel_passes", "change_application", "change_carer", "choose_sharing", "close_survey",
    "did_my_part", "drop_lesson", "drop_need", "export_to_authority", "give_own_account", "give_time",
    "keep_from_own_child", "keep_lessons", "keep_plan", "lift_block", "lock", "log_chase", "look_at_answers",
    "look_at_identity", "look_at_needs", "look_at_viewings", "make_agreed_link", "make_passes", "make_round",
    "mark_register", "note_portable_record", "open_survey", "raise_concern", "raise_need", "read_note", "rebook",
    "record_application", "record_choice", "reflect", "remind", "report_absence", "reseal_some", "revoke_share",
    "say_words", "send_answers", "set_parents_rule", "set_times", "set_wishes", "set_work_day", "share",
    "remember_event", "copy_was_restored",
    "set_retention_rule", "plan_retention", "keep_items", "approve_run", "call_off_run", "hold_student", "lift_hold",
    "purge_server", "purge_school", "erase_again",
    "take_back_request", "tell", "use_pass", "withdraw_times", "write_note",
    # Share: papers are made of what is kept and change nothing of it.
    "ask_for_paper", "begin_paper", "fail_paper", "forget_paper", "keep_paper", "publish_site", "write_public_page",
    "begin_sending", "cancel_paper_link", "draft_sending", "drop_draft", "end_sending", "mail_went", "send_draft",
    "close_door", "link_subject", "open_door", "set_passwords", "tell_of_guessing",
}  # fmt: skip
# They say by themselves whether anything changed.
SAY_SO = {"commit_import", "undo_import"}


@pytest.fixture
def leader(school_a):
    return school_a.access("careers_leader")


def version(company) -> int:
    return records.School.objects.values_list("data_version", flat=True).get(pk=company.school.pk)


def level(access, code: str) -> str:
    return review_as_it_stands(access, framework="gatsby-2025", on=access.on).statement(code).level


def everything(access) -> None:
    """Ask for all that is kept, so that it is."""
    school = records.School.objects.get(pk=access.school_id)
    with open_scope(access):
        review_as_it_stands(access, framework="gatsby-2025", on=access.on)
        breakdown(access, indicator=INDICATOR, on=access.on)
        missing_students(access, indicator=INDICATOR, on=access.on)
        impact(access, on=access.on)
        students(access, StudentFilters(), 1)
        week(access, school)


def test_every_deed_says_whether_it_changes_what_is_kept():
    for module in iter_modules(operations.__path__, "chalkface.operations."):
        import_module(module.name)
    assert SAY_SO <= set(OPERATIONS) and CHANGE_NOTHING_KEPT <= set(OPERATIONS)
    own = {name: deed for name, deed in OPERATIONS.items() if deed.__module__.startswith("chalkface.")}  # not of other tests
    assert {name for name, deed in own.items() if not deed.changes_figures} - SAY_SO <= CHANGE_NOTHING_KEPT


def test_a_judgement_is_in_the_review_at_once(school_a, leader):
    before = level(leader, "1.2")
    changed = "none" if before != "none" else "fully"
    record_judgement(leader, framework="gatsby-2025", statement="1.2", level=changed, voice="leader")
    assert level(leader, "1.2") == changed


def test_negative_control_without_the_version_the_review_would_be_old(school_a, leader):
    before = level(leader, "1.2")
    changed = "none" if before != "none" else "fully"
    with open_scope(leader), writing("behind the back of the operations"):
        records.Judgement.objects.create(
            school=school_a.school, framework="gatsby-2025", statement="1.2", judged_on=leader.on, voice="leader",
            level=changed, judge="somebody",
        )  # fmt: skip
        assert level(leader, "1.2") == before
        records.School.objects.filter(pk=school_a.school.pk).update(data_version=F("data_version") + 1)
    assert level(leader, "1.2") == changed


def test_a_register_is_in_the_figures_the_gap_and_the_week_at_once(school_a, leader):
    student, activity = school_a.rows["student"], school_a.rows["activity"]
    with open_scope(leader), writing("setting the scene"):
        records.Activity.objects.filter(pk=activity.pk).update(starts_on=date(2026, 3, 10))
    total = breakdown(leader, indicator=INDICATOR, on=leader.on).total
    gap = [one.id for one in missing_students(leader, indicator=INDICATOR, on=leader.on)]
    with open_scope(leader):
        assert week(leader, school_a.school).unmarked == ()
    assert student.pk not in gap
    take_register(leader, activity_id=activity.pk, attended={student.pk: None})
    after = breakdown(leader, indicator=INDICATOR, on=leader.on).total
    assert (after.numerator, after.denominator) == (total.numerator - 1, total.denominator)
    assert student.pk in [one.id for one in missing_students(leader, indicator=INDICATOR, on=leader.on)]
    with open_scope(leader):
        unmarked = week(leader, records.School.objects.get(pk=school_a.school.pk)).unmarked
    assert [one.id for one in unmarked] == [activity.pk]


def test_settings_are_in_the_review_at_once(school_a, leader):
    school = school_a.school
    assert review_as_it_stands(leader, framework="gatsby-2025", on=leader.on).statement("8.2").applies
    change_settings(leader, name=school.name, low_year=7, high_year=11, says_pupil=False, threshold=6, framework="gatsby-2025")
    assert not review_as_it_stands(leader, framework="gatsby-2025", on=leader.on).statement("8.2").applies


def test_what_was_kept_for_who_sees_it_all_is_not_given_to_others(school_a, leader):
    governor = school_a.access("governor")
    exact = breakdown(leader, indicator=INDICATOR, on=leader.on).total
    assert isinstance(exact.count, Count) and exact.denominator < school_a.school.threshold
    assert breakdown(governor, indicator=INDICATOR, on=leader.on).total.is_hidden
    assert not breakdown(leader, indicator=INDICATOR, on=leader.on).total.is_hidden


def test_a_tutor_gets_their_own_from_what_was_kept_for_all(school_a, leader):
    def listed(access) -> set[int]:
        with open_scope(access):
            return {line.id for line in students(access, StudentFilters(), 1).lines}

    tutor = school_a.access("tutor")
    everybody, mine = listed(leader), listed(tutor)
    assert mine < everybody
    with open_scope(tutor):
        assert students(tutor, StudentFilters(), 1).total == len(mine)


def test_nothing_kept_names_anybody(school_a, leader):
    for role in ("careers_leader", "senior_leader", "governor"):
        access = school_a.access(role)
        review_as_it_stands(access, framework="gatsby-2025", on=access.on)
        breakdown(access, indicator=INDICATOR, on=access.on)
    everything(leader)
    kept = repr(list(keeping._near.values()))
    assert len(keeping._near) > 5 and "gatsby-2025" in kept
    for table in ("student", "account", "judgement", "meeting", "action", "intention", "destination", "activity", "partner"):
        assert f"zqa{table}" not in kept, table


def test_negative_control_a_name_that_is_kept_is_seen(school_a, leader):
    name = school_a.rows["student"].legal_surname
    keeping.kept(school_a.school, "a name", lambda: name, on=leader.on, year=2025, shared=False)
    assert "zqastudent" in repr(list(keeping._near.values()))


def test_the_memory_is_bounded_and_the_latest_used_stay(school_a, leader):
    def ask(what: str) -> str:
        return keeping.kept(school_a.school, what, lambda: what, on=leader.on, year=2025, shared=False)

    for number in range(keeping.MOST_NEAR):
        ask(str(number))
    ask("0")
    ask("one more")
    assert len(keeping._near) == keeping.MOST_NEAR
    held = " ".join(keeping._near)
    assert ":0:" in held and ":one-more:" in held and ":1:2026" not in held
