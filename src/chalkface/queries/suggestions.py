"""What a deficiency becomes: a finding put as an objective in one step, and its sentence as anybody may be told it."""

from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.frameworks.load import framework as framework_called
from chalkface.frameworks.model import LEVEL_WORDS
from chalkface.indicators.catalogue import indicator as indicator_called
from chalkface.indicators.catalogue import indicators
from chalkface.indicators.kinds import Share
from chalkface.indicators.words import among_words, group_words, having
from chalkface.queries.breakdowns import breakdown
from chalkface.queries.figures import leaving_year_in_review
from chalkface.queries.reviews import review_of
from chalkface.records.models import School

# Choosing among the indicators: what each is about, by the family of activity or outcome it counts.
_SUBJECTS = {
    "guidance": "Personal guidance",
    "employer": "Encounters with employers",
    "meaningful-employer": "Encounters with employers",
    "meaningful-workplace": "Experiences of workplaces",
    "workplace": "Experiences of workplaces",
    "provider": "Providers and higher education",
    "full-range": "Providers and higher education",
    "two-higher": "Providers and higher education",
    "labour": "Careers information",
    "recruitment": "Practice in being recruited",
    "subjects": "Careers in the curriculum",
    "aspiration": "Aspirations and agreed actions",
    "agreed": "Aspirations and agreed actions",
}
_DESTINATIONS = "What became of leavers"
# The groups that an objective may be measured in; of each only those whose people can be told from the records.
_GROUPS = ("pupil_premium=yes", "sen=yes", "looked_after=yes", "eal=yes", "sex=F", "sex=M")


@dataclass(frozen=True)
class Suggestion:
    """An objective that answers a statement, to be put right by hand."""

    title: str
    problem: str
    student_group: str
    outcome: str
    indicator: str
    target_percent: int | None
    target_on: date


def finding_for_all(access: Access, framework: str, statement: str, *, on: date) -> str:
    """How a statement stands, in one sentence that anybody may be told. Raises ``Refused`` for an unknown framework,
    ``KeyError`` for an unknown statement."""
    edition = framework_called(framework)
    one = edition.statements[statement]
    school = School.objects.get(pk=access.school_id)
    if one.indicator:
        year = leaving_year_in_review(on)
        found = breakdown(access, indicator=one.indicator, on=on, year=year, for_others=True)
        if found.finding:
            return found.finding
        if found.total.is_hidden:
            return "Its figure is hidden, because it is of so few that somebody could be recognised."
        return "There was nobody to count."
    shown = review_of(access, school, framework=framework, on=on, for_others=True).statement(statement)
    if shown is None or shown.judged is None:
        return "Nobody has judged it yet."
    return f"It is judged “{LEVEL_WORDS[shown.judged]}”."


def suggestion(access: Access, framework: str, statement: str, *, students: str = "students") -> Suggestion:
    """The objective that a statement suggests. Raises as ``finding_for_all``."""
    edition = framework_called(framework)
    area = next(area for area in edition.areas if edition.statements[statement] in area.statements)
    id = edition.statements[statement].indicator or ""
    one = indicator_called(id) if id else None
    among = among_words(one, students) if one else ""
    finding = finding_for_all(access, framework, statement, on=access.on)
    counted = finding[:1].isdecimal()
    return Suggestion(
        title=f"{area.title}: meet statement {statement} in full",
        problem=finding if counted else f"{edition.statements[statement].text} {finding}",
        student_group=f"{among[:1].upper()}{among[1:]}",
        outcome=f"All {among} {having(one)}." if one else "",
        indicator=id,
        target_percent=None if one is None else 0 if one.better == "lower" else 100,
        target_on=next_summer(access.on),
    )


def next_summer(on: date) -> date:
    """The end of the school year, or of the next one when that is less than three months away."""
    return date(on.year if on.month < 4 else on.year + 1, 7, 15)


def indicator_options() -> list[tuple[str, list[dict[str, object]]]]:
    """Every indicator under what it is about, for a select with groups."""
    groups: dict[str, list[dict[str, object]]] = {}
    for one in indicators():
        groups.setdefault(_about(one), []).append({"value": one.id, "label": one.title})
    return sorted(groups.items(), key=lambda item: (item[0] == _DESTINATIONS, item[0]))


def group_options() -> list[dict[str, object]]:
    """The groups that an objective may be measured in, for a select."""
    people = [(text, group_words(*text.split("=", 1))) for text in _GROUPS]
    years = [(f"year_group={year}", group_words("year_group", year)) for year in range(7, 14)]
    return [{"value": text, "label": label} for text, label in (*people, *years)]


def allowed_groups() -> frozenset[str]:
    """The values of ``group_options``."""
    return frozenset(str(one["value"]) for one in group_options())


def _about(one: Share) -> str:
    return next((title for start, title in _SUBJECTS.items() if one.id.startswith(start)), _DESTINATIONS)
