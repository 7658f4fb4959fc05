"""Gathers the public site from a closed list of questions, all asked in a governor's place: what is typed for it, outcomes
and activities. Whatever else there is in the records cannot come here."""

import json
from dataclasses import asdict
from datetime import date
from hashlib import sha256

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed
from chalkface.core.public_page import Line, check
from chalkface.core.years import year_label
from chalkface.queries.public_page import PublicProgramme, public_programme, standing, typed
from chalkface.queries.schools import school_at_door
from chalkface.records.models import School
from chalkface.records.tenancy import open_scope
from chalkface.reports.public_site.paper import PublicSite, Year
from chalkface.reports.strategic_plan.compose import in_a_governors_place


def compose(access: Access, on: date) -> PublicSite:
    """The site as it stands on a day. Raises ``NotAllowed`` for who may not see the plan."""
    return _gathered(access, on)[0]


def checked(access: Access, on: date) -> tuple[PublicSite, tuple[Line, ...]]:
    """The site, and what the checker says of it."""
    paper, school, programme = _gathered(access, on)
    others = in_a_governors_place(access, on)
    with open_scope(others):
        stands = standing(others, school, programme, paper.words, digest=digest_of(paper))
    return paper, check(stands)


def digest_of(paper: PublicSite) -> str:
    """What the site says, as one number, whatever the day on which it is made: two that say the same have the same."""
    said = {name: value for name, value in asdict(paper).items() if name != "on"}
    return sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def _gathered(access: Access, on: date) -> tuple[PublicSite, School, PublicProgramme]:
    if not access.may("see_plan"):
        raise NotAllowed(f"{access.role} may not make the public site")
    others = in_a_governors_place(access, on)
    with open_scope(others):
        school = school_at_door(others.school_id)
        programme = public_programme(others, school)
        paper = PublicSite(
            school=school.name,
            is_example=school.is_example,
            on=on,
            academic_year=year_label(others.year),
            students="pupils" if school.says_pupil else "students",
            words=dict(typed().values),
            years=tuple(Year(one.year_group, one.outcomes, one.activities) for one in programme.years),
            occasions=programme.occasions,
        )
    return paper, school, programme
