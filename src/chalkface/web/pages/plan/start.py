"""The plan: every action with who has it and when it is due, the open ones first."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.direction import objective_options
from chalkface.queries.plans import DONE, plan_actions, plan_sentence
from chalkface.queries.posts import post_options
from chalkface.web.page import page
from chalkface.web.paging import page_number

PAGE = 50
STATUSES = [
    {"value": "to_do", "label": "To do"},
    {"value": "doing", "label": "Doing"},
    {"value": "done", "label": "Done"},
]


@page("plan/", needs="see_plan", title="Plan", menu="Plan", order=70)
def start(request: HttpRequest, access: Access) -> dict:
    asked = {name: request.GET.get(name, "") for name in ("objective", "post", "status", "overdue")}
    found = plan_actions(
        access,
        objective=_number(asked["objective"]),
        post=_number(asked["post"]),
        status=asked["status"] if asked["status"] in {one["value"] for one in STATUSES} else "",
        overdue=asked["overdue"] == "yes",
    )
    shown = Paginator(sorted(found, key=lambda one: one.status == DONE), PAGE)
    lines = shown.get_page(page_number(request.GET.get("page", "")))
    narrowed = {name: value for name, value in asked.items() if value}
    return {
        "asked": asked,
        "narrowed": narrowed,
        "sentence": plan_sentence(found, access.on),
        "lines": lines.object_list,
        "page_shown": lines.number,
        "pages": shown.num_pages,
        "total": shown.count,
        "base": f"?{urlencode(narrowed | {'page': ''})}",
        "objectives": objective_options(),
        "posts": post_options(),
        "statuses": STATUSES,
    }


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None
