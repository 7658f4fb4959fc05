"""The page for students: what is coming, one thing to do now, what came of what they said, whom to ask. It hangs on a wall."""

from chalkface.core.fixed_words import said_by_year, said_points
from chalkface.core.words import day_words
from chalkface.reports.told import Points, Section, Told, short
from chalkface.reports.voices import VoicePaper, coming_by_year, example_line, footer, whom_to_ask

MOST_OF_YEAR, MOST_ANSWERED = 3, 3


def tell(paper: VoicePaper) -> Told:
    """The words of the page."""
    now = said_by_year("student", "now", paper.students)
    lines = tuple((f"Year {year}:", now[year]) for year in paper.years if year in now)
    sections = [
        Section("What is coming", coming_by_year(paper, MOST_OF_YEAR)),
        Section("One thing to do now", (Points(lines),)),
        Section("What helps", (Points(said_points("student", "do", paper.students)),)),
    ]
    if paper.answered:
        answered = [(short(title, 80), short(said, 200)) for title, said in paper.answered[:MOST_ANSWERED]]
        told = tuple((title if title.endswith("?") else f"{title}:", said) for title, said in answered)
        sections.append(Section("You said, and this came of it", (Points(told),)))
    return Told(
        title=f"Careers: for {paper.students}",
        subtitle=f"{paper.school}, {paper.academic_year}. As it stands on {day_words(paper.on)}.",
        footer=footer(paper, f"Careers, for {paper.students}"),
        sections=(*sections, Section("Whom to ask", whom_to_ask(paper))),
        example=example_line(paper),
        one_page=True,
    )
