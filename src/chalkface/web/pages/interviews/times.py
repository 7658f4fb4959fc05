"""When advisers are there: days, periods and a room at a time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.interview_lines import WEEKDAYS, days_between, read_periods
from chalkface.operations.interviews import ADVISERS, Period, set_times, withdraw_times
from chalkface.queries.interviews import times_ahead
from chalkface.queries.people import members_to_name
from chalkface.web.forms import Answers, row_number
from chalkface.web.page import page, say
from chalkface.web.paging import page_number

DAYS_SHOWN = 30


@page("interviews/times/", needs="plan_interviews", title="Advisers’ times", methods=("GET", "POST"))
def times(request: HttpRequest, access: Access) -> dict | HttpResponse:
    advisers = {number: name for number, _, name in members_to_name(access, ADVISERS)}
    ahead = times_ahead(access)
    pages = max(1, -(-len(ahead) // DAYS_SHOWN))
    number = min(page_number(request.GET.get("page", "")), pages)
    context = {
        "advisers": [{"value": number, "label": name} for number, name in advisers.items()],
        "weekdays": list(enumerate(WEEKDAYS[:5])),
        "ahead": ahead[(number - 1) * DAYS_SHOWN : number * DAYS_SHOWN],
        "total": sum(len(one.slots) for one in ahead),
        "taken": sum(slot[4] for one in ahead for slot in one.slots),
        "page": number,
        "pages": pages,
        "given": {"weekdays": {"0", "1", "2", "3", "4"}, "periods": "1\n2\n3\n4\n5\n6", "accessible": "yes"},
        "errors": [],
    }
    if request.method != "POST":
        return context
    given = {**request.POST.dict(), "weekdays": set(request.POST.getlist("weekdays"))}
    try:
        if request.POST.get("take_back"):
            gone = withdraw_times(access, slot_ids=[row_number(one) for one in request.POST.getlist("slot")])
            say(request, f"{gone} {'time is' if gone == 1 else 'times are'} taken back.")
        else:
            say(request, _added(access, Answers(request.POST), given["weekdays"], advisers))
    except Refused as refused:
        return {**context, "given": given, "errors": refused.errors, "status": 422}
    return redirect(request.get_full_path())


def _added(access: Access, answers: Answers, weekdays: set[str], advisers: dict[int, str]) -> str:
    adviser = answers.number_of("adviser", "The adviser", advisers, required=True)
    first = answers.day("first", "The first day", required=True)
    last = answers.day("last", "The last day") or first
    room = answers.text("room", "The room", limit=60)
    if first and last and last < first:
        answers.wrong("last", "The last day is before the first.")
    answers.check()
    periods = [Period(*one) for one in read_periods(answers.given.get("periods", ""))]
    days = days_between(first, last, {row_number(one) for one in weekdays if one.isdecimal()})
    made = set_times(
        access, adviser_account=adviser, days=days, periods=periods, room=room, accessible=bool(answers.given.get("accessible"))
    )
    return f"{made} new {'time' if made == 1 else 'times'} of {advisers[adviser]}."
