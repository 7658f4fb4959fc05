"""One measure of the leavers by what they did in the years before: an association, never a cause."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.leaver_groups import by_what_they_did, stages_with_leavers
from chalkface.web.page import page
from chalkface.web.pages.impact.asked import choices, stage_and_measure


@page("impact/did/", needs="see_impact", title="Leavers by what they did")
def did(request: HttpRequest, access: Access) -> dict:
    stages = stages_with_leavers(access, on=access.on)
    if not stages:
        return {"found": None, "stages": []}
    stage, measure = stage_and_measure(request, stages)
    found = by_what_they_did(access, on=access.on, stage=stage.code, indicator=measure.indicator)
    return {"found": found, "stage": stage, "measure": measure, **choices(stages, stage)}
