"""What a school holds, read once for all checks: each table in one query, when the first check asks for it."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from chalkface.core.access import Access
from chalkface.core.half_terms import usual_half_terms
from chalkface.core.years import first_day, last_day
from chalkface.queries.duties import DutyShown, duties_of
from chalkface.queries.needs import CLOSED, DONE, SAID_NOT_YET
from chalkface.queries.reviews import StatementShown, review_of
from chalkface.queries.roles import all_parts
from chalkface.records.models import (
    Action,
    Activity,
    ActivityCode,
    ActivityPlan,
    Allowance,
    Ask,
    Direction,
    DirectionVersion,
    Evidence,
    GoodPractice,
    HalfTerm,
    Judgement,
    LessonLink,
    Need,
    Objective,
    ObjectiveFinding,
    ObjectiveOutcome,
    Outcome,
    Participation,
    PlanAction,
    Post,
    School,
    Session,
    TaughtSubject,
    TermReview,
)


class Held:
    """The records of the open school on the access's day. Whatever is asked is kept, so that checks share it."""

    def __init__(self, access: Access) -> None:
        self.access, self.on, self.year = access, access.on, access.year

    # -- review --

    @cached_property
    def school(self) -> School:
        """The school itself."""
        return School.objects.get(pk=self.access.school_id)

    @cached_property
    def judgements(self) -> Mapping[str, Mapping[tuple[str, str], Judgement]]:
        """The latest judgement of each person on each statement of the school's framework: statement → (voice, judge) → it."""
        latest: dict[str, dict[tuple[str, str], Judgement]] = defaultdict(dict)
        rows = Judgement.objects.filter(framework=self.school.framework, judged_on__lte=self.on).order_by("judged_on", "pk")
        for row in rows.only("school_id", "statement", "voice", "judge", "level", "judged_on", "evidence"):
            latest[row.statement][row.voice, row.judge] = row
        return latest

    @cached_property
    def leaders(self) -> Mapping[str, Judgement]:
        """The leader's latest judgement of each statement."""
        found = {}
        for statement, said in self.judgements.items():
            mine = [row for (voice, _), row in said.items() if voice == "leader"]
            if mine:
                found[statement] = max(mine, key=lambda row: row.judged_on)
        return found

    @cached_property
    def evidenced(self) -> frozenset[str]:
        """The statements of the school's framework that have a file of evidence."""
        return frozenset(Evidence.objects.filter(framework=self.school.framework).values_list("statement", flat=True))

    @cached_property
    def statements(self) -> Mapping[str, StatementShown]:
        """How each statement of the school's framework stands, as far as the person may see it."""
        shown = review_of(self.access, self.school, framework=self.school.framework, on=self.on)
        return {one.code: one for one in shown.statements if one.applies and not one.is_hidden}

    # -- direction and outcomes --

    @cached_property
    def direction(self) -> Direction | None:
        """The direction, once it is begun."""
        return Direction.objects.first()

    @cached_property
    def approved(self) -> DirectionVersion | None:
        """The version that governors approved last, the day of it alone."""
        rows = DirectionVersion.objects.filter(status="approved").order_by(F("decided_on").asc(nulls_first=True), "number")
        return rows.only("school_id", "decided_on").last()

    @cached_property
    def objectives(self) -> list[Objective]:
        """The current objectives, with how many findings each answers."""
        return list(Objective.objects.filter(status="current").order_by("position", "pk"))

    @cached_property
    def answering(self) -> frozenset[int]:
        """The objectives that answer a finding."""
        return frozenset(ObjectiveFinding.objects.values_list("objective_id", flat=True))

    @cached_property
    def reached_by(self) -> frozenset[int]:
        """The objectives that have an outcome."""
        return frozenset(ObjectiveOutcome.objects.values_list("objective_id", flat=True))

    @cached_property
    def every_outcome(self) -> list[Outcome]:
        """The outcomes, those that are retired too."""
        return list(Outcome.objects.order_by("year_group", "area", "position", "pk"))

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """The outcomes that are not retired."""
        return [row for row in self.every_outcome if row.retired_on is None]

    # -- programme --

    @cached_property
    def activities(self) -> list[Activity]:
        """The activities of the academic year that were not cancelled, in order of their days."""
        rows = Activity.objects.filter(starts_on__gte=first_day(self.year), starts_on__lte=last_day(self.year))
        cancelled = {plan.activity_id for plan in self.plans.values() if plan.cancelled_on}
        return [row for row in rows.order_by("starts_on", "pk") if row.pk not in cancelled]

    @cached_property
    def plans(self) -> Mapping[int, ActivityPlan]:
        """What stands behind each activity of the academic year that has a plan, with the activity."""
        rows = ActivityPlan.objects.filter(
            activity__starts_on__gte=first_day(self.year), activity__starts_on__lte=last_day(self.year)
        )
        return {row.activity_id: row for row in rows.select_related("activity")}

    @cached_property
    def serving(self) -> Mapping[int, frozenset[str]]:
        """The codes of outcomes that each activity of the year serves."""
        found: dict[int, set[str]] = defaultdict(set)
        rows = ActivityCode.objects.filter(
            list="outcome", activity__starts_on__gte=first_day(self.year), activity__starts_on__lte=last_day(self.year)
        )
        for activity, code in rows.values_list("activity_id", "code"):
            found[activity].add(code)
        return {activity: frozenset(codes) for activity, codes in found.items()}

    @cached_property
    def _marks(self) -> list[tuple[int, bool]]:
        """(activity, came) of every kind of mark on the registers of the year, each once."""
        rows = Participation.objects.filter(
            activity__starts_on__gte=first_day(self.year), activity__starts_on__lte=last_day(self.year), attended__isnull=False
        )
        return list(rows.order_by().values_list("activity_id", "attended").distinct())

    @cached_property
    def marked(self) -> frozenset[int]:
        """The activities of the year whose register has a mark."""
        return frozenset(activity for activity, _ in self._marks)

    @cached_property
    def attended(self) -> frozenset[int]:
        """The activities of the year to which somebody came."""
        return frozenset(activity for activity, came in self._marks if came)

    @cached_property
    def stray_sessions(self) -> list[Session]:
        """Sessions of this year's activities on a day outside their activity's, with the activity."""
        rows = Session.objects.filter(
            activity__starts_on__gte=first_day(self.year), activity__starts_on__lte=last_day(self.year)
        ).annotate(last=Coalesce("activity__ends_on", "activity__starts_on"))
        stray = rows.filter(Q(on__lt=F("activity__starts_on")) | Q(on__gt=F("last")))
        return list(stray.select_related("activity").order_by("on", "pk"))

    @cached_property
    def allowance(self) -> Allowance | None:
        """What the year is given."""
        return Allowance.objects.filter(academic_year=self.year).first()

    @cached_property
    def term_ends(self) -> Mapping[int, object]:
        """The last day of each term (1 autumn, 2 spring, 3 summer): the school's own, else the usual one."""
        ends = {one.number: one.ends_on for one in usual_half_terms(self.year)}
        ends |= dict(HalfTerm.objects.filter(academic_year=self.year).values_list("number", "ends_on"))
        return {1: ends[2], 2: ends[4], 3: ends[6]}

    # -- roles --

    @cached_property
    def posts(self) -> Mapping[int, Post]:
        """The posts that have not ended."""
        return {row.pk: row for row in Post.objects.filter(ended_on=None).order_by("title")}

    @cached_property
    def accountable(self) -> Mapping[tuple[str, str], list[int]]:
        """The living posts that answer for a thing: (what kind of thing, its code) → posts. As the matrix has it: by a letter,
        or because it is theirs already; of what is current, not of what is closed, cancelled or of another year."""
        current = {"objective": {str(row.pk) for row in self.objectives}, "duty": {one.duty.code for one in self.duties}}
        current["activity"] = {str(row.pk) for row in self.activities} if self.access.may("see_programme") else set()
        found = {}
        for (about, code), parts in all_parts().items():
            here = code in current[about] if about in current else code.startswith(f"{self.school.framework}:")
            if here and (posts := [part.post_id for part in parts if part.letter == "A"]):
                found[about, code] = posts
        return found

    @cached_property
    def duties(self) -> tuple[DutyShown, ...]:
        """How each duty of the school's kind stands."""
        return duties_of(self.access, self.school.kind)

    # -- plan and voices --

    @cached_property
    def actions(self) -> list[PlanAction]:
        """Every action of the plan, those due first first."""
        return list(PlanAction.objects.order_by(F("due_on").asc(nulls_last=True), "pk"))

    @cached_property
    def last_review(self) -> TermReview | None:
        """The latest term review."""
        return TermReview.objects.order_by("on").last()

    @cached_property
    def asks(self) -> list[Ask]:
        """Every ask about the programme that was not cancelled; links for what was agreed with a student are not of it."""
        return list(Ask.objects.exclude(purpose="agreed").filter(cancelled_on=None).order_by("expires_on", "pk"))

    @cached_property
    def lessons(self) -> list[LessonLink]:
        """The lesson links of the academic year."""
        rows = LessonLink.objects.filter(academic_year=self.year).select_related("outcome")
        return list(rows.order_by("year_group", "subject", "pk"))

    @cached_property
    def subjects(self) -> list[tuple[int, str]]:
        """The subjects taught in the academic year, by year group."""
        rows = TaughtSubject.objects.filter(academic_year=self.year).order_by("year_group", "subject")
        return list(rows.values_list("year_group", "subject"))

    @cached_property
    def practices(self) -> list[GoodPractice]:
        """Good practice, the oldest first."""
        return list(GoodPractice.objects.order_by("noted_on", "pk"))

    # -- the loop of guidance --

    @cached_property
    def bare_needs(self) -> list[Need]:
        """The open needs for which nothing was agreed, the oldest first."""
        agreed = Exists(Action.objects.filter(need=OuterRef("pk")))
        return list(Need.objects.filter(~agreed, met_on=None, dropped_on=None).order_by("raised_on", "pk"))

    @cached_property
    def unsettled(self) -> list[Action]:
        """Agreed actions that are done and not confirmed, and those of which the student's last word is "not yet"."""
        rows = Action.objects.filter((DONE & ~CLOSED) | SAID_NOT_YET)
        return list(rows.order_by("done_on", "student_said_on", "pk"))
