"""Impact: where the leavers went, over years, beside what is published."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.impact import StageOverYears, impact
from chalkface.queries.impact_charts import chart_of
from chalkface.web.page import page

# What each stage opens with in sentences, and what is drawn until another measure is asked for.
SAID = {
    16: ("level-3-programme-at-16", "apprenticeship-at-16", "neet-at-16"),
    18: ("higher-education-at-18", "apprenticeship-at-18", "russell-group-at-18"),
}
DRAWN = {16: "apprenticeship-at-16", 18: "higher-education-at-18"}


@page("impact/", needs="see_impact", title="Impact", menu="Impact", order=77)
def start(request: HttpRequest, access: Access) -> dict:
    found = impact(access, on=access.on)
    return {
        "found": found,
        "sections": [_section(one, request.GET.get(f"after_{one.stage.code}", "")) for one in found.stages],
    }


def _section(one: StageOverYears, asked: str) -> dict:
    chosen = one.measure(asked) or one.measure(DRAWN[one.stage.code])
    return {
        "over_years": one,
        "said": [one.measure(indicator) for indicator in SAID[one.stage.code]],
        "chosen": chosen,
        "chart": chart_of(one, chosen),
        "newest": one.years[-1],
        "choices": [{"value": each.measure.indicator, "label": each.measure.title} for each in one.measures],
    }
