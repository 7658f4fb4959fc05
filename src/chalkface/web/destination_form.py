"""Reading what forms on intentions and destinations sent: codes from lists, and on the table of many also by their titles."""

from collections.abc import Mapping

from chalkface.core.chain import Words, confidences, options_of, sources, statuses, steps
from chalkface.core.destination_routes import INTENTION_ONLY, titles, understand
from chalkface.core.errors import FormRefused
from chalkface.operations.destinations import Entry
from chalkface.web.forms import Answers

COLUMNS = ("route", "provider", "level", "status", "source", "confidence", "on")


def route_options(*, undecided: bool = False) -> list[dict[str, str]]:
    """The routes for a select."""
    return [{"value": code, "label": title} for code, title in titles().items() if undecided or code != INTENTION_ONLY]


def guide() -> dict[str, list[tuple[str, str]]]:
    """The coding guide that stands beside the fields: what each word means."""
    lists = {"Status": statuses(), "Steps of an application": steps(), "Source": sources(), "How sure": confidences()}
    return {name: [(word.title, word.meaning) for word in words.values()] for name, words in lists.items()}


def options() -> dict[str, list[dict[str, str]]]:
    """The lists of every select of these forms."""
    return {
        "routes": route_options(),
        "steps": options_of(steps()),
        "statuses": options_of(statuses()),
        "sources": options_of(sources()),
        "confidences": options_of(confidences()),
    }


def entry_of(answers: Answers, student_id: int, seen: int) -> Entry:
    """One leaver's record from a form of selects."""
    return Entry(
        student_id,
        seen,
        answers.text("route", "The route", required=True, limit=40),
        answers.text("status", "The status", limit=40),
        answers.text("provider", "The place", limit=300),
        answers.whole("level", "The level", most=8),
        answers.text("source", "The source", limit=40),
        answers.text("confidence", "How sure", limit=40),
        answers.day("on", "The day"),
    )


def entries_of(given: Mapping[str, str], students: list[int]) -> list[Entry]:
    """The rows of the table in which anything was written. What is written above the table counts for every such row that
    does not say otherwise. Raises ``FormRefused`` with a sentence for each cell that cannot be read."""
    wrong: list[tuple[str, str]] = []
    found = []
    for student in students:
        cells = {name: given.get(f"{name}-{student}", "").strip() for name in COLUMNS}
        if not any(cells.values()):
            continue
        row = Answers({name: cells[name] or given.get(f"all-{name}", "").strip() for name in COLUMNS})
        seen = given.get(f"seen-{student}", "")
        entry = Entry(
            student,
            int(seen) if seen.isdecimal() and len(seen) < 18 else 0,
            _route(row),
            _word(row, "status", "The status", statuses()),
            row.text("provider", "The place", limit=300),
            row.whole("level", "The level", most=8),
            _word(row, "source", "The source", sources()),
            _word(row, "confidence", "How sure", confidences()),
            row.day("on", "The day"),
        )
        wrong += [(f"{name}-{student}", sentence) for name, sentence in row.errors]
        found.append(entry)
    if wrong:
        raise FormRefused(wrong)
    return found


def _route(row: Answers) -> str:
    text = row.text("route", "The route", required=True, limit=100)
    if not text:
        return ""
    by_title = next((code for code, title in titles().items() if title.casefold() == text.casefold()), "")
    code = by_title or (text if text in titles() else understand(text).route)
    if not code:
        row.wrong("route", "This names no one route: choose one from the list.")
    return code


def _word(row: Answers, name: str, what: str, words: Words) -> str:
    text = row.text(name, what, limit=100)
    found = next((one.code for one in words.values() if text.casefold() in (one.title.casefold(), one.code)), "")
    if text and not found:
        row.wrong(name, f"{what}: choose one from the list.")
    return found
