"""Who reads a row to change it locks it first: each deed asks for the lock that keeps two at once apart (T4).

What a lock then does is PostgreSQL's promise, and races prove it elsewhere (T13, T21, T45); here is held that nobody forgets to
ask. SQLite has one writer, and the same is asked of it.
"""

import re
from contextlib import suppress
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from chalkface.core.access import Access
from chalkface.operations import (
    award,
    calendar,
    carers,
    destinations,
    direction,
    erasing,
    factors,
    feeds,
    imports,
    interview_days,
    interviews,
    making,
    needs,
    outcomes,
    own,
    passkeys,
    people,
    plans,
    publishing,
    purging,
    queue,
    retiring,
    roles,
    sending,
    signing_in,
    survey_links,
    trail,
    trying,
    who_next,
    work_days,
)
from chalkface.records.models import Invitee, OwnWords
from chalkface.records.tenancy import across_schools, writing
from tests.cast import DAY, EMPTY_ZIP

pytestmark = [pytest.mark.django_db, pytest.mark.trust(4)]
NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
NOBODY = uuid4()


def number(play, name: str) -> int:
    return play.rows[name].pk


def staff(play) -> dict:
    return {"carer_id": number(play, "carer"), "account_number": play.accounts["tutor"].pk}


# What is done, in which role, and the tables of which a row is locked.
DEEDS = {
    "award": ("careers_leader", lambda play, access: award.take_step(
        access, award_code="quality-in-careers", state="interest", on=DAY), {"School"}),
    "award mended": ("careers_leader", lambda play, access: award.mend_step(
        access, step_id=number(play, "step"), edition=0, new={"note": "x"}), {"School"}),
    "criterion": ("careers_leader", lambda play, access: award.say_of_criterion(
        access, award_code="quality-in-careers", criterion="QC-2"), {"School"}),
    "making": ("careers_leader", lambda play, access: making.begin_paper(access, making_id=number(play, "making")), {"Making"}),
    "public page": ("careers_leader", lambda play, access: publishing.write_public_page(access, edition=0, values={}),
                    {"School", "PublicPage"}),
    "site": ("careers_leader", lambda play, access: publishing.publish_site(
        access, content=EMPTY_ZIP, digest="", gaps=0), {"School"}),
    "mail": ("careers_leader", lambda play, access: sending.drop_draft(access, sending_id=number(play, "sending")),
             {"Sending"}),
    "why no time": ("careers_leader", lambda play, access: interview_days._say_why(Invitee.objects.all(), {}), {"Invitee"}),
    "lost mail": ("careers_leader", lambda play, access: purging._end_lost_mail(NOW), {"Sending"}),
    "answers by link": ("link", lambda play, access: survey_links.send_open_answers(
        access, digest="x", key=uuid4(), answers={}), {"SurveyLink"}),
    "allowance": ("careers_leader", lambda play, access: calendar.set_allowance(
        access, year=2025, hours="1", pounds="1", edition=0), {"School", "Allowance"}),
    "own child": ("careers_leader", lambda play, access: carers.keep_from_own_child(access, **staff(play)), {"Membership"}),
    "destinations": ("careers_leader", lambda play, access: destinations.record_destinations(
        access, stage=16, academic_year=2025, entries=[]), {"School"}),
    "direction": ("careers_leader", lambda play, access: direction.write_direction(
        access, edition=0, vision="x", summary="", priorities="", from_year=None, to_year=None, review_on=None),
        {"School", "Direction"}),
    "version": ("careers_leader", lambda play, access: direction.keep_version(access), {"School"}),
    "an action of the plan": ("careers_leader", lambda play, access: plans.work_on_action(
        access, action_id=number(play, "action"), edition=0, status="done"), {"PlanAction"}),
    "erasing": ("careers_leader", lambda play, access: erasing.erase_student(
        access, student_id=number(play, "student"), typed="", because="asked"), {"Student"}),
    "code": ("tutor", lambda play, access: factors.take_code(access.account_id, "000000", NOW), {"Account"}),
    "feed": ("careers_leader", lambda play, access: feeds.make_feed(access, replaces=None), {"Membership"}),
    "undo": ("careers_leader", lambda play, access: imports.undo_import(access, batch_id=number(play, "batch")),
             {"School", "ImportBatch"}),
    "commit": ("careers_leader", lambda play, access: imports.commit_import(
        access, batch_id=number(play, "batch"), incoming=None, report={}), {"School", "ImportBatch"}),
    "register": ("careers_leader", lambda play, access: interview_days.mark_register(
        access, round_id=number(play, "round"), marks={number(play, "appointment"): "came"}), {"Appointment"}),
    "wishes": ("careers_leader", lambda play, access: interviews.set_wishes(
        access, round_id=number(play, "round"), student_id=number(play, "student"), priority=1, adviser_account=None,
        needs_access=False), {"Invitee"}),
    "need": ("adviser", lambda play, access: needs.confirm_need_met(access, need_id=number(play, "need"), reason="x"),
             {"Need", "Action"}),
    "agreed": ("adviser", lambda play, access: needs.held_agreed(number(play, "agreed")), {"Need", "Action"}),
    "outcomes": ("careers_leader", lambda play, access: outcomes.adopt_outcomes(
        access, set_code="career-development"), {"School"}),
    "reflection": ("student", lambda play, access: own.reflect(
        access, student_id=number(play, "student"), key=uuid4(), activity_id=number(play, "activity"), showed="x",
        next_step="y"), {"Reflection"}),
    "own words": ("student", lambda play, access: own.say_words(
        access, student_id=number(play, "student"), key=uuid4(), kind=next(iter(OwnWords.KINDS)), said="x"), {"OwnWords"}),
    "wish": ("student", lambda play, access: own.ask_for_meeting(
        access, student_id=number(play, "student"), key=uuid4(), about="other"), {"Student"}),
    "passkey": ("tutor", lambda play, access: passkeys.take_passkey(None, {}, {"id": "x"}, at=NOW), {"Passkey"}),
    "membership": ("school_admin", lambda play, access: people.end_membership(
        access, membership_id=number(play, "membership"), ends_on=DAY), {"School"}),
    "task": ("operator", lambda play, access: queue.task_is_done(NOBODY, "w", NOW), {"DBTaskResult"}),
    "lost tasks": ("operator", lambda play, access: queue.take_back(NOW), {"DBTaskResult"}),
    "all tasks": ("operator", lambda play, access: queue.take_up_all(NOW), {"DBTaskResult"}),
    "claim": ("operator", lambda play, access: queue.claim_job("x", NOW, "lease", NOW, NOW), {"DueJob"}),
    "job": ("operator", lambda play, access: queue.job_ended("x", "lease", NOW, next_at=NOW), {"DueJob"}),
    "old leavers": ("careers_leader", lambda play, access: retiring.retire_leavers(access, years=[], shown=0), {"School"}),
    "letters": ("careers_leader", lambda play, access: roles.set_responsibilities(
        access, about="duty", code="SG-04", letters={number(play, "post"): "R"}), {"School"}),
    "duty": ("careers_leader", lambda play, access: roles.check_duty(access, duty="SG-04", status="doing"), {"School"}),
    "door": ("school_admin", lambda play, access: signing_in.close_door(access, door_id=1), {"School"}),
    "passwords": ("school_admin", lambda play, access: signing_in.set_passwords(access, stay_open=True), {"School"}),
    "try": ("operator", lambda play, access: trying.count_try("x", "y", at=NOW, on=DAY), {"TryCount"}),
    "weights": ("careers_leader", lambda play, access: who_next.set_weights(access, weights={}, edition=0), {"ReasonWeight"}),
    "work day": ("careers_leader", lambda play, access: work_days.set_work_day(
        access, academic_year=2025, work=next(iter(work_days.calendar())).work, due_on=date(2026, 3, 21)), {"WorkDay"}),
    "lift": ("careers_leader", lambda play, access: carers.lift_block(access, carer_id=number(play, "carer")), {"Membership"}),
}  # fmt: skip

# Parts of a deed, tried by themselves.
INSIDE = ("agreed", "lost mail", "why no time")


def access_of(play, role: str):
    return play.access(role) if role not in ("operator", "link") else Access(play.school.pk, role, DAY)


@pytest.mark.parametrize("what", DEEDS)
def test_a_deed_locks_what_it_reads_to_change(what, school_a, monkeypatch):
    role, do, tables = DEEDS[what]
    if what == "lift":
        carers.keep_from_own_child(access_of(school_a, role), **staff(school_a))
    asked, plain = set(), QuerySet.select_for_update

    def noted(self, *args, **kwargs):
        asked.add(self.model.__name__)
        return plain(self, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "select_for_update", noted)
    access = access_of(school_a, role)
    with CaptureQueriesContext(connection) as sent, suppress(Exception):
        if what in INSIDE:
            with writing("a test"), across_schools("a test"):
                do(school_a, access)
        else:
            do(school_a, access)
    assert tables <= asked
    if connection.vendor == "postgresql":
        assert any(re.search(r"\bFOR (NO KEY )?UPDATE\b", query["sql"]) for query in sent)


def test_a_line_of_the_trail_waits_for_the_end_of_its_chain(school_a):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    with CaptureQueriesContext(connection) as sent:
        trail.hold(school_a.school.pk)
    assert any("pg_advisory_xact_lock" in query["sql"] for query in sent)
