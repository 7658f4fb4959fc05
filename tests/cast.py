"""The company that plays every test: two schools, and at each a person in every role. Nobody is at both but one adviser.

School A is where the play is set; school B is the stranger who must never be seen. Every text that a person could read
carries a token that names its school, table and field, so that a page can be searched for what it may not show.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from chalkface.core.access import MEMBER_ROLES, OWN_ROLES, Access
from chalkface.operations.trail import leave_line
from chalkface.queries.own_door import access_of_account
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing
from tests.cast_again import again
from tests.cast_young import young_people
from tests.tokens import token

DAY = date(2026, 3, 20)
EMPTY_ZIP = b"PK\x05\x06" + bytes(18)
YEAR = 2025


@dataclass
class Company:
    """One school with its people and one row in every table."""

    letter: str
    school: records.School
    accounts: dict[str, records.Account] = field(default_factory=dict)
    rows: dict[str, object] = field(default_factory=dict)

    def access(self, role: str) -> Access:
        """The access of this school's person in that role, on the day of the play."""
        if role in OWN_ROLES:
            return access_of_account(self.accounts[role].pk, self.school.slug, DAY)
        groups = frozenset({"9A"}) if role in ("tutor", "teacher") else frozenset()
        return Access(self.school.pk, role, DAY, self.accounts[role].pk, groups)


def _people(company: Company) -> None:
    for role in MEMBER_ROLES:
        account = records.Account.objects.create(
            email=f"{role}@{company.letter}.example", name=token(company.letter, "account", f"name{role}"), password="!"
        )
        membership = records.Membership.objects.create(school=company.school, account=account, role=role)
        if role in ("tutor", "teacher"):
            records.GroupOfMember.objects.create(school=company.school, membership=membership, tutor_group="9A")
        company.accounts[role] = account
        company.rows.setdefault("membership", membership)


def _student(company: Company, number: int, tutor_group: str) -> records.Student:
    letter, own = company.letter, "" if number == 1 else f"other{number}"
    student = records.Student.objects.create(
        school=company.school,
        key=token(letter, "student", f"key{own}"),
        upn=f"ZQU{letter}{number}"[:13],
        uln=f"ZQL{letter}{number}"[:10],
        legal_forename=token(letter, "student", f"legalforename{own}"),
        legal_surname=token(letter, "student", f"legalsurname{own}"),
        preferred_forename=token(letter, "student", f"preferredforename{own}"),
        preferred_surname=token(letter, "student", f"preferredsurname{own}"),
        date_of_birth=date(2012, 2, number),
        sex="F",
        ethnicity="WROM",
        sen_provision="E",
        sen_needs=token(letter, "student", f"senneeds{own}"),
        pupil_premium=True,
        looked_after=True,
        joined_on=date(2023, 9, 1),
    )
    records.Enrolment.objects.create(
        school=company.school, student=student, academic_year=YEAR, year_group=9, tutor_group=tutor_group
    )
    return student


def _programme(company: Company, student: records.Student) -> None:
    letter, school, rows = company.letter, company.school, company.rows
    rows["partner"] = records.Partner.objects.create(
        school=school, key=token(letter, "partner", "key"), name=token(letter, "partner", "name"), kind="employer"
    )
    rows["activity"] = records.Activity.objects.create(
        school=school,
        key=token(letter, "activity", "key"),
        title=token(letter, "activity", "title"),
        kind="employer_encounter",
        starts_on=date(2025, 11, 5),
    )
    records.ActivityPartner.objects.create(school=school, activity=rows["activity"], partner=rows["partner"])
    records.Participation.objects.create(school=school, activity=rows["activity"], student=student, attended=True)
    records.TaughtSubject.objects.create(
        school=school, academic_year=YEAR, year_group=9, subject=token(letter, "taught", "subject")
    )


def _guidance(company: Company, student: records.Student) -> None:
    letter, school, rows = company.letter, company.school, company.rows
    rows["meeting"] = records.GuidanceMeeting.objects.create(
        school=school,
        key=token(letter, "meeting", "key"),
        student=student,
        met_on=date(2026, 1, 14),
        adviser=token(letter, "meeting", "adviser"),
        adviser_level=6,
    )
    records.Action.objects.create(
        school=school,
        key=token(letter, "action", "key"),
        meeting=rows["meeting"],
        student=student,
        what=token(letter, "action", "what"),
        owner=token(letter, "action", "owner"),
        due_on=date(2026, 2, 1),
        status="to_do",
    )
    rows["intention"] = records.Intention.objects.create(
        school=school, student=student, recorded_on=date(2025, 10, 1), route="apprenticeship",
        provider=token(letter, "intention", "provider"), course=token(letter, "intention", "course"),
    )
    rows["destination"] = records.Destination.objects.create(
        school=school, student=student, stage=16, academic_year=2026, route="apprenticeship", status="started",
        provider=token(letter, "destination", "provider"), source=token(letter, "destination", "source"),
    )


def _review(company: Company) -> None:
    letter, school, rows = company.letter, company.school, company.rows
    records.Judgement.objects.create(
        school=school, framework="gatsby-2025", statement="1.1", judged_on=date(2026, 2, 2), voice="leader", level="partly",
        judge=token(letter, "judgement", "judge"), evidence=token(letter, "judgement", "evidence"),
    )
    rows["evidence"] = records.Evidence.objects.create(
        school=school, framework="gatsby-2025", statement="1.1", title=token(letter, "evidence", "title"),
        file_name="minutes.pdf", content_type="application/pdf", content=b"%PDF", added_on=date(2026, 2, 2),
    )
    rows["step"] = records.AwardStep.objects.create(
        school=school, award="quality-in-careers", state="awarded", on=date(2024, 3, 1), body="investor-in-careers",
        note=token(letter, "awardstep", "note"), runs_out_on=date(2027, 3, 1),
    )
    records.AwardWords.objects.create(
        school=school, award="quality-in-careers", criterion="QC-1", view="partly",
        own_words=token(letter, "awardwords", "ownwords"),
    )
    rows["review"] = records.Review.objects.create(
        school=school, framework="gatsby-2025", on=date(2025, 12, 1), title=token(letter, "review", "title"),
        benchmarks_met=1, statements_met=4, statements_total=20,
    )
    leave_line(
        school.pk, at=datetime(2025, 9, 9, 9, tzinfo=UTC), operation="settle_in", role="careers_leader", about={},
        account_number=company.accounts["careers_leader"].pk,
    )
    rows["batch"] = records.ImportBatch.objects.create(
        school=school, state="committed", format="exchange", received_on=date(2025, 9, 9),
        received_at=datetime(2025, 9, 9, 9, tzinfo=UTC),
        result={"notes": [token(letter, "batch", "notes")]},
    )


def _roles(company: Company) -> None:
    letter, school, rows = company.letter, company.school, company.rows
    membership = records.Membership.objects.get(school=school, account=company.accounts["careers_leader"])
    rows["post"] = records.Post.objects.create(
        school=school, title=token(letter, "post", "title"), holder=token(letter, "post", "holder"), membership=membership,
        purpose=token(letter, "post", "purpose"), training=token(letter, "post", "training"), minutes_a_week=300,
    )
    records.Post.objects.create(school=school, title=token(letter, "post", "titlevacant"))
    for about, code in (("duty", "SG-04"), ("statement", "gatsby-2025:5.1")):
        records.Responsibility.objects.create(school=school, post=rows["post"], letter="A", about=about, code=code)
    rows["duty_check"] = records.DutyCheck.objects.create(
        school=school, duty="SG-04", status="doing", evidence=token(letter, "duty", "evidence"), post=rows["post"],
        address="https://school.example/careers", checked_on=date(2026, 1, 9), next_check_on=date(2026, 9, 1),
    )


def _direction(company: Company) -> None:
    letter, school, rows = company.letter, company.school, company.rows
    rows["direction"] = records.Direction.objects.create(
        school=school, vision=token(letter, "direction", "vision"), summary=token(letter, "direction", "summary"),
        priorities=token(letter, "direction", "priorities"), from_year=2025, to_year=2028, review_on=date(2026, 7, 1),
    )
    rows["version"] = records.DirectionVersion.objects.create(
        school=school, number=1, kept_on=date(2025, 10, 1), reason=token(letter, "version", "reason"), status="approved",
        decided_on=date(2025, 10, 9), decided_by=token(letter, "version", "decidedby"), minute="7.2",
        content={"vision": token(letter, "version", "vision"), "objectives": []},
    )
    rows["outcome"] = records.Outcome.objects.create(
        school=school, code="EXP-9", year_group=9, area="EXP", term=1, wording=token(letter, "outcome", "wording"),
    )
    rows["objective"] = records.Objective.objects.create(
        school=school, key=token(letter, "objective", "key"), title=token(letter, "objective", "title"),
        problem=token(letter, "objective", "problem"), outcome=token(letter, "objective", "outcome"),
        student_group=token(letter, "objective", "group"), indicator="guidance-by-16", baseline_numerator=60,
        baseline_denominator=182, baseline_on=date(2025, 9, 15), target_percent=90, target_on=date(2026, 7, 15),
        post=rows["post"], status="current", development_plan=token(letter, "objective", "plan"),
        other_explanations=token(letter, "objective", "otherwise"),
    )
    records.ObjectiveFinding.objects.create(
        school=school, objective=rows["objective"], framework="gatsby-2025", statement="5.1",
        sentence=token(letter, "finding", "sentence"), found_on=date(2025, 9, 15),
    )
    records.ObjectiveOutcome.objects.create(school=school, objective=rows["objective"], outcome=rows["outcome"])
    records.Responsibility.objects.create(
        school=school, post=rows["post"], letter="R", about="objective", code=str(rows["objective"].pk),
        objective=rows["objective"],
    )
    records.Change.objects.create(
        school=school, about="objective", number=rows["objective"].pk, at=datetime(2025, 9, 16, 9, tzinfo=UTC), edition=0,
        account_number=company.accounts["careers_leader"].pk, deed="write_objective",
        fields={"title": ["", token(letter, "change", "title")]}, reason=token(letter, "change", "reason"),
    )


def _calendar(company: Company) -> None:
    letter, school, rows = company.letter, company.school, company.rows
    for list_, code in (("outcome", "EXP-9"), ("statement", "gatsby-2025:5.1"), ("skill", "LI")):
        records.ActivityCode.objects.create(school=school, activity=rows["activity"], list=list_, code=code)
    rows["plan"] = records.ActivityPlan.objects.create(
        school=school, activity=rows["activity"], post=rows["post"], staff_minutes=120, cost_pence=4500,
        note=token(letter, "plan", "note"),
    )
    rows["session"] = records.Session.objects.create(
        school=school, activity=rows["activity"], on=date(2025, 11, 5), place=token(letter, "session", "place"),
        tutor_groups="9A",
    )
    records.HalfTerm.objects.create(
        school=school, academic_year=YEAR, number=1, starts_on=date(2025, 9, 2), ends_on=date(2025, 10, 24)
    )
    records.Allowance.objects.create(school=school, academic_year=YEAR, staff_minutes=60_000, budget_pence=200_000)
    membership = records.Membership.objects.get(school=school, account=company.accounts["careers_leader"])
    rows["feed"] = records.CalendarFeed.objects.create(
        school=school, membership=membership, digest=f"{letter}feed", made_on=date(2025, 9, 9)
    )
    records.DigestChoice.objects.create(school=school, membership=membership, every="week", chosen_on=date(2025, 9, 9))


def _voices(company: Company) -> None:
    letter, school, rows = company.letter, company.school, company.rows
    rows["practice"] = records.GoodPractice.objects.create(
        school=school, title=token(letter, "practice", "title"), who=token(letter, "practice", "who"),
        place=token(letter, "practice", "place"), what=token(letter, "practice", "what"), framework="gatsby-2025",
        statement="4.1", noted_on=date(2025, 12, 2),
    )
    rows["ask"] = records.Ask.objects.create(
        school=school, purpose="statements", to_name=token(letter, "ask", "toname"), voice="teacher", framework="gatsby-2025",
        to_email=f"{token(letter, 'ask', 'toemail')}@school.example", message=token(letter, "ask", "message"),
        post=rows["post"], made_on=date(2026, 3, 2), expires_on=date(2026, 4, 2),
        made_by=company.accounts["careers_leader"].pk,
    )
    records.AskedStatement.objects.create(school=school, ask=rows["ask"], statement="4.1")
    rows["lesson"] = records.LessonLink.objects.create(
        school=school, academic_year=YEAR, year_group=9, subject=token(letter, "taught", "subject"), term=2,
        title=token(letter, "lesson", "title"), link=token(letter, "lesson", "link"), outcome=rows["outcome"],
    )


def _plan(company: Company) -> None:
    letter, school, rows = company.letter, company.school, company.rows
    rows["action"] = records.PlanAction.objects.create(
        school=school, key=token(letter, "planaction", "key"), what=token(letter, "planaction", "what"),
        objective=rows["objective"], framework="gatsby-2025", statement="5.1", post=rows["post"],
        owner=token(letter, "planaction", "owner"), starts_on=date(2025, 10, 1), due_on=date(2026, 2, 1), status="doing",
        resource=token(letter, "planaction", "resource"), evidence=token(letter, "planaction", "evidence"),
    )
    rows["term_review"] = records.TermReview.objects.create(
        school=school, on=date(2025, 12, 10), academic_year=YEAR, term=1, present=token(letter, "termreview", "present"),
        notes=token(letter, "termreview", "notes"), decisions=token(letter, "termreview", "decisions"),
    )


def _shared(company: Company) -> None:
    letter, school, rows = company.letter, company.school, company.rows
    leader = company.accounts["careers_leader"].pk
    rows["making"] = records.Making.objects.create(
        school=school, report="strategic-plan", ending="docx", account_number=leader, asked_on=date(2026, 3, 2),
        asked_at=datetime(2026, 3, 2, 9, tzinfo=UTC), state="failed", sentence=token(letter, "making", "sentence"),
    )
    rows["public_page"] = records.PublicPage.objects.create(
        school=school, leader_name=token(letter, "publicpage", "leadername"), review_on=date(2026, 9, 1),
        leader_email=f"{token(letter, 'publicpage', 'leaderemail')}@school.example", approved_on=date(2025, 9, 30),
        summary=token(letter, "publicpage", "summary"), premises=token(letter, "publicpage", "premises"),
    )
    rows["published"] = records.PublishedSite.objects.create(
        school=school, number=1, published_on=date(2026, 1, 12), account_number=leader, digest="0" * 64, content=EMPTY_ZIP
    )
    rows["sending"] = records.Sending.objects.create(
        school=school, paper="parent-page", subject=token(letter, "sending", "subject"), file_name="parent-page.pdf",
        words=token(letter, "sending", "words"), content=b"%PDF", account_number=leader, asked_on=date(2026, 3, 3),
        state="sent", asked_at=datetime(2026, 3, 3, 9, tzinfo=UTC), recipients=2, reached=2, digest=f"{letter}paper",
        open_until=date(2026, 6, 1),
    )


def company(letter: str) -> Company:
    """One whole school, with a row in every table."""
    return again(letter, _written)


def _written(letter: str) -> Company:
    with writing("the cast"), across_schools("the cast"):
        school = records.School.objects.create(
            urn=f"99900{ord(letter)}", name=token(letter, "school", "name"), slug=f"school-{letter}", low_year=7, high_year=13
        )
        made = Company(letter, school)
        _people(made)
        made.rows["student"] = _student(made, 1, "9A")
        made.rows["other_student"] = _student(made, 2, "9B")
        _programme(made, made.rows["student"])
        _guidance(made, made.rows["student"])
        _review(made)
        for write in (_roles, _direction, _calendar, _voices, _plan, _shared, young_people):
            write(made)
    return made


# A token of the second company as it would stand in an answer: three letters alone also come up in random form tokens.
STRANGER = re.compile(
    rb"zqb(?:account|school|student|partner|activity|taught|meeting|action|intention|destination|judgement|evidence|awardstep|awardwords|review|batch|post|duty"
    rb"|direction|version|outcome|objective|finding|change|plan|session|practice|ask|lesson|termreview|agreed|need|carer|ownwords|reflection|request|note|share|viewing|overruling|risk|application|chase|survey"
    rb"|slot|keptlesson|round|making|publicpage|sending)"
)
