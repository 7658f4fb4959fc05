"""The plan's rows as they stand, for the workbook that takes them away."""

from collections.abc import Iterable

from django.db.models import F

from chalkface.core.duties import duties
from chalkface.records.models import LessonLink, Objective, Outcome, PlanAction, Responsibility


def objectives() -> Iterable[Objective]:
    """Every objective of the open school, closed ones too, in order, with its post."""
    return Objective.objects.select_related("post").order_by("position", "pk")


def actions() -> Iterable[PlanAction]:
    """Every action, by objective and day, with objective and post."""
    rows = PlanAction.objects.select_related("objective", "post")
    of_objective = (F("objective__position").asc(nulls_last=True), F("objective_id").asc(nulls_last=True))
    return rows.order_by(*of_objective, F("due_on").asc(nulls_last=True), "pk")


def outcomes() -> Iterable[Outcome]:
    """Every outcome, retired ones too, by year group."""
    return Outcome.objects.order_by("year_group", "area", "position", "pk")


def lessons() -> Iterable[LessonLink]:
    """Every line of the curriculum map, the latest year first."""
    return LessonLink.objects.select_related("outcome").order_by("-academic_year", "year_group", "subject", "pk")


def responsibilities() -> Iterable[tuple[str, str, str, str, str]]:
    """Every letter of the matrix: post, who holds it, letter, what kind of thing, and the thing in words."""
    rows = Responsibility.objects.select_related("post", "objective", "activity").order_by("post__title", "about", "code")
    for row in rows:
        thing = row.code
        if row.about == "duty" and row.code in duties():
            thing = f"{row.code}, {duties()[row.code].title}"
        elif row.objective is not None:
            thing = row.objective.title
        elif row.activity is not None:
            thing = row.activity.title
        yield row.post.title, row.post.holder, row.letter, row.about, thing
