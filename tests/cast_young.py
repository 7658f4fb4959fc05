"""One row in every table about a young person, for a company of the cast (``tests/cast.py``).

The words of the confidential note are ``note_words(letter)``: they may be found nowhere but where a note is opened.
"""

from datetime import UTC, date, datetime, time
from uuid import UUID

from chalkface.core.access import OWN_ROLES
from chalkface.core.links import digest_of, new_token
from chalkface.records import models as records
from chalkface.records.sealing import seal
from tests.tokens import token

NINE = datetime(2026, 1, 14, 9, tzinfo=UTC)


def note_words(letter: str) -> str:
    """What the adviser wrote in confidence."""
    return token(letter, "note", "body")


def _own_people(company) -> None:
    letter, school, rows = company.letter, company.school, company.rows
    rows["carer"] = records.Carer.objects.create(
        school=school, student=rows["student"], name=token(letter, "carer", "name"),
        relation=token(letter, "carer", "relation"), email=f"{token(letter, 'carer', 'email')}@home.example",
    )
    for role in OWN_ROLES:
        account = records.Account.objects.create(
            email=f"{role}@{letter}.example", name=token(letter, "account", f"name{role}"), password="!"
        )
        company.accounts[role] = account
        membership = records.Membership.objects.create(school=school, account=account, role=role)
        records.OwnAccount.objects.create(
            school=school, membership=membership, student=rows["student"],
            carer=rows["carer"] if role == "parent" else None,
        )
    rows["pass"] = records.Pass.objects.create(
        school=school, student=rows["student"], digest=digest_of(f"{letter}pass"), code_digest=digest_of(f"{letter}code"),
        made_on=date(2026, 3, 2), expires_on=date(2026, 4, 2),
    )
    rows["own_words"] = records.OwnWords.objects.create(
        school=school, student=rows["student"], kind="for_teachers", said=token(letter, "ownwords", "said"),
        said_on=date(2026, 1, 5),
    )
    rows["reflection"] = records.Reflection.objects.create(
        school=school, student=rows["student"], activity=rows["activity"], showed=token(letter, "reflection", "showed"),
        next_step=token(letter, "reflection", "nextstep"), said_on=date(2025, 11, 6),
    )
    records.OwnWrite.objects.create(
        school=school, student=rows["student"], key=UUID(int=7), deed="reflect", at=NINE, answer={"reflection": 1}
    )


def _loop(company) -> None:
    letter, school, rows = company.letter, company.school, company.rows
    adviser = company.accounts["adviser"].pk
    records.GuidanceMeeting.objects.filter(pk=rows["meeting"].pk).update(
        adviser_account=adviser, shared=token(letter, "meeting", "shared")
    )
    rows["meeting"].refresh_from_db()
    rows["need"] = records.Need.objects.create(
        school=school, student=rows["student"], meeting=rows["meeting"], kind="information",
        detail=token(letter, "need", "detail"), raised_on=date(2026, 1, 14), raised_by=adviser, owner_kind="adviser",
        owner_account=adviser,
    )
    rows["agreed"] = records.Action.objects.create(
        school=school, key=token(letter, "agreed", "key"), meeting=rows["meeting"], student=rows["student"], need=rows["need"],
        what=token(letter, "agreed", "what"), owner=token(letter, "agreed", "owner"), owner_kind="tutor",
        due_on=date(2026, 2, 1), status="done", done_on=date(2026, 1, 30), done_words=token(letter, "agreed", "donewords"),
        student_said="not_yet", student_said_on=date(2026, 2, 2), student_words=token(letter, "agreed", "studentwords"),
    )
    rows["request"] = records.MeetingRequest.objects.create(
        school=school, student=rows["student"], asked_on=date(2026, 3, 1), about="options",
        said=token(letter, "request", "said"),
    )


def _confidence(company) -> None:
    letter, school, rows = company.letter, company.school, company.rows
    student, adviser = rows["student"], company.accounts["adviser"].pk
    rows["note"] = records.ConfidentialNote.objects.create(
        school=school, student=student, meeting=rows["meeting"], author=adviser, written_at=NINE,
        sealed=seal(note_words(letter), school_id=school.pk, student_id=student.pk),
    )
    rows["note_read"] = records.NoteRead.objects.create(
        school=school, note=rows["note"], at=NINE, account_number=company.accounts["careers_leader"].pk,
        role="careers_leader", reason=token(letter, "noteread", "reason"),
    )
    rows["share"] = records.Share.objects.create(
        school=school, what="plan", student=student, account_number=company.accounts["teacher"].pk,
        reason=token(letter, "share", "reason"), made_on=date(2026, 1, 15), made_by=adviser, ends_on=date(2026, 2, 15),
    )
    rows["concern"] = records.Concern.objects.create(school=school, student=student, raised_at=NINE, raised_by=adviser)
    rows["viewing"] = records.Viewing.objects.create(
        school=school, student=student, what="identity", at=NINE, account_number=company.accounts["senco"].pk, role="senco",
        reason=token(letter, "viewing", "reason"),
    )


def _who_next(company) -> None:
    letter, school, rows = company.letter, company.school, company.rows
    student = rows["student"]
    rows["overruling"] = records.Overruling.objects.create(
        school=school, student=student, verdict="later", because=token(letter, "overruling", "because"),
        made_on=date(2026, 3, 1), until=date(2026, 3, 10),
    )
    rows["risk_fact"] = records.RiskFact.objects.create(
        school=school, student=student, kind="attendance", value_e1=871, as_of=date(2026, 1, 9),
        source=token(letter, "riskfact", "source"),
    )
    rows["risk_score"] = records.RiskScore.objects.create(
        school=school, student=student, model=rows["risk_model"], academic_year=2025, scored_on=date(2026, 1, 9), points=4,
        band="amber", reasons=[],
    )
    rows["risk_override"] = records.RiskOverride.objects.create(
        school=school, student=student, band="green", because=token(letter, "riskoverride", "because"),
        made_on=date(2026, 1, 10), until=date(2026, 7, 1),
    )


def _destinations(company) -> None:
    letter, school, rows = company.letter, company.school, company.rows
    student = rows["student"]
    rows["application"] = records.Application.objects.create(
        school=school, student=student, academic_year=2026, stage=16, route="further_education",
        provider=token(letter, "application", "provider"), course=token(letter, "application", "course"), status="applied",
        status_on=date(2026, 1, 20),
    )
    records.ApplicationStep.objects.create(
        school=school, application=rows["application"], step="applied", on=date(2026, 1, 20), source="student"
    )
    rows["chase"] = records.Chase.objects.create(
        school=school, student=student, stage=16, academic_year=2026, tried_on=date(2026, 3, 2), how="phone",
        outcome=token(letter, "chase", "outcome"),
    )
    rows["choice"] = records.SharingChoice.objects.create(
        school=school, student=student, what="local_authority", is_allowed=False, said_by="parent", said_on=date(2026, 1, 3)
    )


def _answers(company) -> None:
    letter, school, rows = company.letter, company.school, company.rows
    rows["survey_return"] = records.SurveyReturn.objects.create(
        school=school, survey=rows["past_survey"], student=rows["student"], sent_at=NINE, key=UUID(int=9),
        answers={"V-OPEN": token(letter, "surveyreturn", "answers")},
    )
    records.WordMark.objects.create(
        school=school, sent=rows["survey_return"], question="V-WORD-ROUTE", points=1, marked_on=date(2026, 2, 2)
    )
    records.FamilyStep.objects.create(school=school, student=rows["student"], step="replied", on=date(2026, 2, 3))


def _interviews(company) -> None:
    letter, school, rows = company.letter, company.school, company.rows
    adviser = company.accounts["adviser"].pk
    rows["slot"] = records.Slot.objects.create(
        school=school, adviser_account=adviser, adviser=token(letter, "slot", "adviser"), on=date(2026, 4, 20), period=2,
        starts_at=time(9, 40), ends_at=time(10, 20), room=token(letter, "slot", "room")[:60],
    )
    records.Invitee.objects.create(school=school, round=rows["round"], student=rows["student"], adviser_account=adviser)
    rows["appointment"] = records.Appointment.objects.create(
        school=school, round=rows["round"], slot=rows["slot"], student=rows["student"]
    )


def _set_up(company) -> None:
    """What the school itself sets up, once: weights, a risk model, days of the year's work, surveys, a round of interviews."""
    letter, school, rows = company.letter, company.school, company.rows
    records.ReasonWeight.objects.create(school=school, reason="no_meeting", weight=30)
    rows["risk_model"] = records.RiskModel.objects.create(
        school=school, code="own", title=token(letter, "riskmodel", "title"), source=token(letter, "riskmodel", "source"),
        rules=[], bands=[{"code": "green", "from": 0}], in_use_from=date(2025, 9, 1),
    )
    records.WorkDay.objects.create(school=school, academic_year=2025, work="intended", due_on=date(2026, 1, 31))
    records.DestinationTotal.objects.create(
        school=school, stage=16, academic_year=2019, measure="apprenticeship-at-16", numerator=12, denominator=150,
        kept_on=date(2024, 9, 1),
    )
    for name, opens, closes in (("past_survey", 1, 1), ("survey", 3, 3)):
        rows[name] = records.Survey.objects.create(
            school=school, questionnaire="younger", title=token(letter, "survey", f"title{name}"), academic_year=2025,
            year_groups="9", opens_on=date(2026, opens, 1), closes_on=date(2026, closes, 31),
            gives_back=token(letter, "survey", "givesback"),
        )
    rows["parents_survey"] = records.Survey.objects.create(
        school=school, questionnaire="parents", title=token(letter, "survey", "titleparents"), academic_year=2025,
        year_groups="9", opens_on=date(2026, 3, 1), closes_on=date(2026, 3, 31), audience="parents",
    )
    rows["survey_link"] = records.SurveyLink.objects.create(
        school=school, survey=rows["parents_survey"], is_once=True, to_name=token(letter, "surveylink", "toname"),
        digest=digest_of(new_token()), made_on=date(2026, 3, 1),
    )
    rows["open_return"] = records.OpenReturn.objects.create(
        school=school, survey=rows["parents_survey"], sent_on=date(2026, 3, 2), key=UUID(int=11),
        answers={"V-PAR-OPEN": token(letter, "openreturn", "answers")},
    )
    rows["words_survey"] = records.Survey.objects.create(
        school=school, questionnaire="words", title=token(letter, "survey", "titlewords"), academic_year=2025,
        year_groups="9", opens_on=date(2026, 1, 1), closes_on=date(2026, 1, 31),
    )
    records.SchoolDoor.objects.create(
        school=school, provider="microsoft", domain=f"{letter}.example", tenant=token(letter, "door", "tenant")
    )
    records.RetentionRule.objects.create(
        school=school, rule="plan", months=30, because=token(letter, "rule", "because")
    )
    records.KeptLesson.objects.create(
        school=school, tutor_group="9A", weekday=0, period=3, subject=token(letter, "keptlesson", "subject"), academic_year=2025
    )
    rows["round"] = records.InterviewRound.objects.create(
        school=school, title=token(letter, "round", "title"), starts_on=date(2026, 4, 20), ends_on=date(2026, 5, 1),
        year_groups="9", state="told",
    )


def _rights(company) -> None:
    """What was asked of the student's data, a hold, and a list of what is due to go."""
    letter, school, rows = company.letter, company.school, company.rows
    student = rows["student"]
    rows["rights_request"] = records.RightsRequest.objects.create(
        said=token(letter, "rights_request", "said"),
        school=school, student=student, kind="access", asked_by="student", asked_on=date(2026, 3, 1), due_on=date(2026, 4, 1),
        because=token(letter, "rightsrequest", "because"),
    )
    rows["redaction"] = records.Redaction.objects.create(
        school=school, request=rows["rights_request"], table="need", row=rows["need"].pk, field="detail",
        because=token(letter, "redaction", "because"),
    )
    rows["hold"] = records.LegalHold.objects.create(
        school=school, student=student, because=token(letter, "hold", "because"), starts_on=date(2026, 3, 1),
    )
    rows["run"] = records.RetentionRun.objects.create(
        school=school, planned_on=date(2026, 3, 1), brake=token(letter, "run", "brake"),
    )
    records.RetentionItem.objects.create(
        school=school, run=rows["run"], rule="plan", table="need", row=rows["need"].pk, student_number=student.pk,
        because=token(letter, "item", "because"),
    )


def young_person(company) -> None:
    """Everything about ``company.rows["student"]``."""
    for write in (_own_people, _loop, _confidence, _who_next, _destinations, _answers, _interviews, _rights):
        write(company)


def young_people(company) -> None:
    """What a school sets up for its young people, and everything about the first of them."""
    _set_up(company)
    young_person(company)
