"""Imports: drop files as they are; the history of what came."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.years import year_label
from chalkface.imports.background import enqueue_rehearsal
from chalkface.imports.formats import formats
from chalkface.imports.parsed import Received
from chalkface.imports.pipeline import receive
from chalkface.imports.recognise import Unrecognised
from chalkface.queries.imports import import_history
from chalkface.web.page import page, say

FILES = 40


def _received(request: HttpRequest) -> list[Received]:
    """The files of the form. Raises ``Refused`` when there is none, or they are too many or too large."""
    files = request.FILES.getlist("files")
    if not files:
        raise Refused("Choose at least one file.")
    if len(files) > FILES or sum(file.size for file in files) > settings.LARGEST_UPLOAD:
        raise Refused(f"That is too much at once: at most {FILES} files and {settings.LARGEST_UPLOAD // 1024**2} MB together.")
    return [Received(file.name, file.read()) for file in files]


@page("imports/", needs="see_imports", title="Imports", menu="Imports", order=80, methods=("GET", "POST"))
def start(request: HttpRequest, access: Access) -> dict | HttpResponse:
    years = [{"value": year, "label": year_label(year)} for year in range(access.year + 1, access.year - 8, -1)]
    titles = {code: one.title for code, one in formats().items()}
    context = {
        "history": import_history(),
        "years": years,
        "titles": titles,
        "format_options": [{"value": code, "label": title} for code, title in sorted(titles.items(), key=lambda item: item[1])],
        "given": {"format": request.POST.get("format", ""), "year": request.POST.get("of", "")},
        "errors": [],
    }
    if request.method == "GET":
        return context
    chosen = context["given"]
    year = int(chosen["year"]) if chosen["year"] in {str(item["value"]) for item in years} else None
    try:
        batches = receive(access, _received(request), format=chosen["format"] or None, academic_year=year)
    except Unrecognised as unknown:
        sentence = f"{unknown.seen} Choose the files again, and say here what kind they are; then say which heading is which."
        return {**context, "errors": [("format", sentence)], "unrecognised": sentence, "status": 422}
    except Refused as refused:
        return {**context, "errors": [("files", refused.sentence)], "status": 422}
    for batch in batches:
        enqueue_rehearsal(access, batch)
    school = request.resolver_match.kwargs["school"]
    if len(batches) == 1:
        return redirect("imports.batch", school=school, batch=batches[0])
    say(request, f"{len(batches)} imports were found in these files. Look at each before it changes anything.")
    return redirect("imports.start", school=school)
