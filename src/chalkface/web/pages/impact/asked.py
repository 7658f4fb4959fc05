"""What the pages on one measure of the leavers are asked for: a stage and a measure, the first there is where it is none."""

from django.http import HttpRequest

from chalkface.core.impact import Measure, Stage
from chalkface.web.paging import page_number


def stage_and_measure(request: HttpRequest, stages: tuple[Stage, ...]) -> tuple[Stage, Measure]:
    """The stage and measure in the address. ``stages`` are those that have leavers, at least one."""
    wanted = page_number(request.GET.get("stage", ""))
    stage = next((one for one in stages if one.code == wanted), stages[0])
    return stage, stage.measure(request.GET.get("measure", "")) or stage.measures[0]


def choices(stages: tuple[Stage, ...], stage: Stage) -> dict[str, list[dict[str, object]]]:
    """The same as options of a form."""
    return {
        "stages": [{"value": one.code, "label": one.leavers} for one in stages],
        "measures": [{"value": one.indicator, "label": one.title} for one in stage.measures],
    }
