"""Which heading of a spreadsheet is which column: guessed, put right by a person, remembered for the next file."""

from collections import Counter
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.imports.background import enqueue_rehearsal
from chalkface.imports.headings import ONE_OF, Heading, SheetHeadings, headings_of
from chalkface.operations.imports import remember_columns
from chalkface.web.page import page, say
from chalkface.web.pages.imports.batch import detail_of

CLOSED = ("committed", "undone")
# Words of a column's name that are not said as they are written.
SHORT = {word: word.upper() for word in ("upn", "uln", "urn", "ukprn", "fsm", "sen", "eal", "he")} | {
    "ever6": "in the last six years"
}


def _sheets(access: Access, batch: int) -> list[SheetHeadings]:
    """The sheets to choose for. Raises ``Refused`` where there is nothing to choose any more, or ever."""
    if detail_of(batch).line.state in CLOSED:
        raise Refused("This import is closed. Drop the file again to read it with other columns.")
    sheets = headings_of(access, batch)
    if not any(sheet.headings for sheet in sheets):
        raise Refused("The columns of this kind of file are fixed: there is nothing to choose.")
    return sheets


def _once(sheets: Iterable[SheetHeadings]) -> list[Heading]:
    """Every heading once, where it first stands: a heading means the same on every sheet."""
    once: dict[str, Heading] = {}
    for sheet in sheets:
        for heading in sheet.headings:
            once.setdefault(heading.text, heading)
    return list(once.values())


def _sent(request: HttpRequest, headings: list[Heading], offered: set[str]) -> dict[str, str]:
    """The column sent for each heading; a column that is not one of the format's is passed over."""
    sent = {}
    for number, heading in enumerate(headings):
        answer = request.POST.get(f"column-{number}")
        told = request.POST.get(f"heading-{number}", "")  # a browser changes the line ends within a heading
        if told.split() == heading.text.split() and answer in offered:
            sent[heading.text] = answer
    return sent


def _problems(sheets: list[SheetHeadings], headings: list[Heading], sent: dict[str, str]) -> list[tuple[str, str]]:
    """(id of the field, sentence) for a column chosen twice on one sheet and for a needed one that nothing is taken for."""
    places = {heading.text: number for number, heading in enumerate(headings)}
    problems = {}
    for sheet in sheets:
        chosen = {heading.text: sent.get(heading.text, heading.column) for heading in _once([sheet])}
        counted = Counter(column for column in chosen.values() if column)
        for text, column in chosen.items():
            if counted[column] > 1:
                problems[f"column-{places[text]}"] = f"“{_named(column)}” is chosen for more than one heading. Choose it once."
    taken = {sent.get(heading.text, heading.column) for heading in headings}
    for choice in sheets[0].choices:
        if choice.is_required and choice.name not in taken:
            problems.setdefault("column-0", f"“{_named(choice.name)}” is needed: say which heading it is.")
    return list(problems.items())


@page("imports/<int:batch>/columns/", needs="commit_import", title="Choose the columns", methods=("GET", "POST"))
def columns(request: HttpRequest, access: Access, batch: int) -> dict | HttpResponse:
    back = redirect("imports.batch", school=request.resolver_match.kwargs["school"], batch=batch)
    try:
        sheets = _sheets(access, batch)
    except Refused as refused:
        say(request, refused.sentence)
        return back
    headings = _once(sheets)
    choices = sheets[0].choices
    sent, errors = {}, []
    if request.method == "POST":
        sent = _sent(request, headings, {choice.name for choice in choices} | {""})
        errors = _problems(sheets, headings, sent)
        if not errors:
            told = {h.text: None if sent[h.text] == h.guessed else sent[h.text] for h in headings if h.text in sent}
            remember_columns(access, format=sheets[0].format, choices=told)
            enqueue_rehearsal(access, batch)
            say(request, "The columns are kept: the next file with these headings is read the same way.")
            return back
    return {
        "batch": batch,
        "files": list(dict.fromkeys(sheet.file for sheet in sheets)),
        "headings": headings,
        "chosen": [sent.get(heading.text, heading.column) for heading in headings],
        "needed": [_named(choice.name) for choice in choices if choice.is_required],
        "one_of": [_named(name) for name in ONE_OF.get(sheets[0].format, ())],
        "meanings": [(_named(choice.name), choice.meaning) for choice in choices if choice.meaning],
        "options": [
            {"value": choice.name, "label": _named(choice.name) + (" (needed)" if choice.is_required else "")}
            for choice in choices
        ],
        "errors": errors,
        "problems": dict(errors),
        "status": 422 if errors else 200,
    }


def _named(column: str) -> str:
    """A column's name as people say it: "UPN", "Legal surname", "Student number", "SEN needs"."""
    said = " ".join(SHORT.get(word, word) for word in column.removesuffix("_id").split("_"))
    return said[:1].upper() + said[1:] + " number" * column.endswith("_id")
