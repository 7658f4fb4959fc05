"""The page for parents and carers: what is coming for their child, what they can do, which choices come when, whom to ask."""

from chalkface.core.fixed_words import said_by_year, said_points
from chalkface.core.words import ACTIVITY_KINDS, day_words
from chalkface.reports.told import Points, Says, Section, Told
from chalkface.reports.voices import VoicePaper, coming_by_day, coming_by_year, example_line, footer, whom_to_ask

MOST_OF_YEAR, MOST_EVENTS, MOST_FIGURES = 3, 4, 3
FOR_PARENTS = (ACTIVITY_KINDS["parent_event"],)


def tell(paper: VoicePaper) -> Told:
    """The words of the page."""
    choices = said_by_year("parent", "choices", paper.students)
    lines = tuple((f"Year {year}", f"{choices[year]}.") for year in paper.years if year in choices)
    sections = [Section("What is coming for your child", coming_by_year(paper, MOST_OF_YEAR))]
    if any(one.kind in FOR_PARENTS for one in paper.coming):
        sections.append(Section("Where you are invited", coming_by_day(paper, MOST_EVENTS, kinds=FOR_PARENTS)))
    sections += [
        Section("What you can do", (Points(said_points("parent", "do", paper.students)),)),
        Section("Which choices come when", (Points(lines),)),
    ]
    if paper.reached:
        sections.append(Section("How it is going", tuple(Says(one) for one in paper.reached[:MOST_FIGURES])))
    return Told(
        title="Careers: for parents and carers",
        subtitle=f"{paper.school}, as it stands on {day_words(paper.on)}.",
        footer=footer(paper, "Careers, for parents and carers"),
        sections=(*sections, Section("Whom to ask", whom_to_ask(paper))),
        example=example_line(paper),
        one_page=True,
    )
