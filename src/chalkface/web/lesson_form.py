"""The questions about a lesson link, for a new one and for one that is changed."""

from chalkface.core.years import YEAR_GROUPS
from chalkface.queries.lessons import subjects_taught
from chalkface.queries.outcomes import outcome_options
from chalkface.web.forms import Answers
from chalkface.web.voices import TERMS


def lesson_choices(year: int) -> dict[str, list[dict[str, object]]]:
    """The answers to choose among: subjects taught in the year, year groups, terms, the school's outcomes."""
    return {
        "subjects": [{"value": subject, "label": subject} for subject in subjects_taught(year)],
        "groups": [{"value": group, "label": f"Year {group}"} for group in YEAR_GROUPS],
        "terms": [{"value": number, "label": name.capitalize()} for number, name in TERMS.items()],
        "outcomes": outcome_options(),
    }


def read_lesson(answers: Answers) -> dict[str, object]:
    """What was answered, for ``write_lesson``. Raises ``FormRefused``."""
    read = {
        "subject": answers.text("subject", "The subject", required=True),
        "year_group": answers.whole("year_group", "The year group", required=True) or 0,
        "title": answers.text("title", "The name", required=True),
        "link": answers.text("link", "What it links to"),
        "term": answers.whole("term", "The term", most=3) or 0,
        "outcome_id": answers.whole("outcome_id", "The outcome", most=2**31),
    }
    answers.check()
    return read
