"""Families: how many were reached, replied, came and acted, and whether pupil premium makes a difference to it."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.families import GROUPS, family_figures
from chalkface.queries.surveys import group_choices
from chalkface.web.page import page


@page("culture/families/", needs="see_impact", title="Families")
def families(request: HttpRequest, access: Access) -> dict:
    choices = [one for one in group_choices() if one["value"] in GROUPS]
    return {"found": family_figures(access, by=request.GET.get("by", "")), "groups": choices}
