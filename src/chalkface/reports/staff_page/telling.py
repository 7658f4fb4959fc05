"""The page for staff: what is coming, what is asked of a teacher in two minutes, how it is going, whom to ask."""

from chalkface.core.fixed_words import said_points
from chalkface.core.words import day_words
from chalkface.queries.year_groups import year_words
from chalkface.reports.told import Part, Points, Says, Section, Told, short
from chalkface.reports.voices import VoicePaper, coming_by_day, ended, example_line, footer, more, whom_to_ask

MOST_DAYS, MOST_OBJECTIVES, MOST_SUBJECTS, MOST_PRACTICES = 8, 4, 4, 2


def tell(paper: VoicePaper) -> Told:
    """The words of the page."""
    sections = [
        Section("What is coming", coming_by_day(paper, MOST_DAYS)),
        Section("What we ask of you", (Points(said_points("staff", "asks", paper.students)), *_links(paper))),
        Section("How it is going", _going(paper)),
    ]
    if paper.practices:
        lines = tuple((ended(short(title, 80)), ended(who) if who else "") for title, who in paper.practices[:MOST_PRACTICES])
        sections.append(Section("What works well here", (Points(lines),)))
    return Told(
        title="Careers: for staff",
        subtitle=f"{paper.school}, as it stands on {day_words(paper.on)}. No {paper.students[:-1]} is named here.",
        footer=footer(paper, "Careers, for staff"),
        sections=(*sections, Section("Whom to ask", whom_to_ask(paper))),
        example=example_line(paper),
        one_page=True,
    )


def _links(paper: VoicePaper) -> tuple[Part, ...]:
    linked, taught = paper.links
    # The same figure as an objective tells further down: where half of a year group was there.
    figure = f"{linked} of {taught} subjects in a year group have been linked to careers this year." if taught else ""
    bare = [(f"{subject}:", f"{year_words(years)}.") for subject, years in paper.without[:MOST_SUBJECTS]]
    said = " ".join(filter(None, (figure, "No lesson that links is planned or held yet in:" if bare else "")))
    if not bare:
        return (Says(said),) if said else ()
    return (Says(said), Points((*bare, *more(len(paper.without) - MOST_SUBJECTS, "subjects have gaps, on the map of lessons"))))


def _going(paper: VoicePaper) -> tuple[Part, ...]:
    lines = [(f"{short(one.title, 80)}:", f"{one.course}. {one.progress}") for one in paper.objectives[:MOST_OBJECTIVES]]
    if not lines and not paper.reached:
        return (Says("Nothing can be said yet: no figure is held that may be told."),)
    return (*(Says(one) for one in paper.reached[:3]), *((Points(tuple(lines)),) if lines else ()))
