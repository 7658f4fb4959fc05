"""Gathers the inspection view: the questions of ``content/awards/inspection.yaml``, answered by the records of a day."""

from datetime import date

from chalkface.core.access import Access
from chalkface.reports.award_standing.compose import compose as compose_award
from chalkface.reports.award_standing.paper import Standing

VIEW = "inspection"


def compose(access: Access, on: date, *, made_on: date | None = None) -> Standing:
    """The view of a day. Raises ``NotAllowed`` for who may make no papers."""
    return compose_award(access, on, award=VIEW, made_on=made_on)
