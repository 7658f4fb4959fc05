"""One measure of the leavers over the years: a group beside the others."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.impact import GROUP_TITLES
from chalkface.queries.leaver_groups import group_over_years, stages_with_leavers
from chalkface.web.page import page
from chalkface.web.pages.impact.asked import choices, stage_and_measure


@page("impact/groups/", needs="see_impact", title="Leavers by group")
def groups(request: HttpRequest, access: Access) -> dict:
    stages = stages_with_leavers(access, on=access.on)
    if not stages:
        return {"found": None, "stages": []}
    stage, measure = stage_and_measure(request, stages)
    by = request.GET.get("by", "")
    by = by if by in GROUP_TITLES else "pupil_premium"
    found = group_over_years(
        access, on=access.on, stage=stage.code, indicator=measure.indicator, by=by, value=request.GET.get("value", "")
    )
    return {
        "found": found,
        "stage": stage,
        "measure": measure,
        "by": by,
        "groups": [{"value": code, "label": title} for code, title in GROUP_TITLES.items()],
        "values": [{"value": value, "label": title} for value, title in found.values] if found else [],
        **choices(stages, stage),
    }
