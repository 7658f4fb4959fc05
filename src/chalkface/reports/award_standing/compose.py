"""Gathers how an award stands, in a governor's place: it leaves the school, and says the same whoever makes it."""

from datetime import date

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.awards import VIEWS, awards
from chalkface.core.errors import NotAllowed, Refused
from chalkface.core.name_gate import NameGate
from chalkface.queries.award import CriterionShown, award_shown
from chalkface.queries.award_files import award_files
from chalkface.queries.award_sources import MISSING, NOT_ASKED, PARTLY, RULE
from chalkface.queries.last_gate import names_to_keep_back
from chalkface.queries.places import Place
from chalkface.queries.schools import school_at_door
from chalkface.records.tenancy import open_scope
from chalkface.reports.award_standing.paper import Answer, Criterion, Standing
from chalkface.reports.strategic_plan.compose import in_a_governors_place

# Where things are, by the names in the menu.
PLACES = {
    "review": "Review", "roles": "Roles", "direction": "Direction", "outcomes": "Outcomes", "programme": "Programme",
    "plan": "Plan", "impact": "Impact", "surveys": "Surveys", "partners": "Partners", "papers": "Share", "award": "Impact",
}  # fmt: skip
LEFT_OUT = "Left out: it names a {student}."


def compose(access: Access, on: date, *, award: str = "", made_on: date | None = None) -> Standing:
    """How an award (the first there is, unless one is named) stands on a day. Raises ``NotAllowed`` for who may make no
    papers, ``Refused`` for an award that there is not."""
    if not access.may("write_paper"):
        raise NotAllowed(f"{access.role} may not make papers")
    others = in_a_governors_place(access, on)
    with open_scope(others):
        shown = award_shown(others, award or next(iter(awards())))
        if shown is None:
            raise Refused(f"There is no award or review called {award}.")
        school = school_at_door(others.school_id)
        students = "pupils" if school.says_pupil else "students"
        names, titles = names_to_keep_back(others), {}
        for criterion, file in award_files(shown.award.code):
            titles.setdefault(criterion, []).append(_said(file.title, names, students))
        return Standing(
            award=shown.award,
            school=school.name,
            is_example=school.is_example,
            students=students,
            on=on,
            made_on=made_on or timezone.localdate(),
            summary=shown.sentence,
            journey=shown.journey.sentence if shown.award.states else "",
            rule=RULE,
            criteria=tuple(
                _criterion(one, names, students, tuple(titles.get(one.criterion.code, ()))) for one in shown.criteria
            ),
        )


def _said(text: str, names: NameGate, students: str) -> str:
    """What somebody typed, or that it was left out: the school's own words leave with this paper."""
    return LEFT_OUT.format(student=students[:-1]) if names.inside(text) else text


def _criterion(one: CriterionShown, names: NameGate, students: str, files: tuple[str, ...]) -> Criterion:
    return Criterion(
        code=one.criterion.code,
        title=one.criterion.title,
        asks=one.criterion.asks,
        unconfirmed=one.criterion.unconfirmed,
        stands=one.stands_words,
        held=one.held,
        counted=one.counted,
        answers=tuple(
            Answer(each.state_words, _said(each.sentence, names, students), _where(each.place), each.state in (MISSING, PARTLY))
            for each in one.answers
            if each.state != NOT_ASKED
        ),
        view=VIEWS.get(one.view, ""),
        own_words=_said(one.own_words, names, students),
        files=files,
    )


def _where(place: Place | None) -> str:
    return PLACES.get(place.page.partition(".")[0], "") if place else ""
