"""One statement: the figure and its groups, the people behind the gap, what each voice says, and the evidence."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.frameworks.load import frameworks
from chalkface.operations.evidence import ACCEPTED, LARGEST
from chalkface.operations.reviews import attach_evidence, record_judgement, remove_evidence, voices_of
from chalkface.queries.breakdowns import breakdown
from chalkface.queries.direction import objectives_answering
from chalkface.queries.figures import leaving_year_in_review
from chalkface.queries.gaps import reach_of_names
from chalkface.queries.practices import practices_of_statement
from chalkface.queries.statements import statement_page
from chalkface.queries.voices import asked_about
from chalkface.web.forms import whole_number
from chalkface.web.page import page, say
from chalkface.web.voices import LEVELS, VOICES


@page("review/statements/<slug:framework>/<str:statement>/", needs="see_review", title="A statement", methods=("GET", "POST"))
def statement(request: HttpRequest, access: Access, framework: str, statement: str) -> dict | HttpResponse:
    if framework not in frameworks() or statement not in frameworks()[framework].statements:
        raise Http404
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        deed = request.POST.get("deed", "judge")
        try:
            say(request, _do(request, access, deed, framework, statement))
            return redirect(request.path)
        except Refused as refused:
            errors = [({"attach": "file", "remove": "evidence"}.get(deed, "level"), refused.sentence)]
    return {**_context(access, framework, statement), "errors": errors, "given": request.POST, "status": 422 if errors else 200}


def _context(access: Access, framework: str, statement: str) -> dict:
    shown = statement_page(access, framework=framework, statement=statement, on=access.on)
    one = shown.shown
    context = {
        "shown": shown,
        "one": one,
        "levels": LEVELS,
        "voices": VOICES,
        "voice_options": [{"value": voice, "label": VOICES[voice]} for voice in voices_of(access)],
        "accept": ACCEPTED,
        "largest": LARGEST // 1024 // 1024,
        "asked": asked_about(framework, statement),
        "practices": practices_of_statement(framework, statement),
        "answering": objectives_answering(framework, statement) if access.may("see_plan") else (),
        "page_title": f"Statement {statement}",
    }
    if one.indicator and one.applies:
        year = leaving_year_in_review(access.on)
        context["breakdown"] = breakdown(access, indicator=one.indicator, on=access.on, year=year)
        context["sees_names"] = reach_of_names(access, one.indicator) is not None
    return context


def _do(request: HttpRequest, access: Access, deed: str, framework: str, statement: str) -> str:
    """Do what the form asks; returns what to say. Raises ``Refused``."""
    given = request.POST
    if deed == "attach":
        file = request.FILES.get("file")
        if file is None:
            raise Refused("Choose a file first.")
        attach_evidence(
            access,
            framework=framework,
            statement=statement,
            title=given.get("title", ""),
            file_name=file.name,
            content=file.read(LARGEST + 1),
        )
        return "The file is kept as evidence."
    if deed == "remove":
        remove_evidence(access, evidence_id=whole_number(given.get("evidence", ""), "The file"))
        return "The file is removed."
    record_judgement(
        access,
        framework=framework,
        statement=statement,
        level=given.get("level", ""),
        voice=given.get("voice", ""),
        evidence=given.get("reason", ""),
    )
    return "The judgement is recorded."
