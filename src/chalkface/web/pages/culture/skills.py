"""Essential skills: which were practised this year, and by whom."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.skills_of_all import GROUPS, skill_figures
from chalkface.queries.surveys import group_choices
from chalkface.web.page import page


@page("culture/skills/", needs="see_impact", title="Skills practised")
def skills(request: HttpRequest, access: Access) -> dict:
    choices = [one for one in group_choices() if one["value"] in GROUPS]
    return {"found": skill_figures(access, by=request.GET.get("by", "")), "groups": choices}
