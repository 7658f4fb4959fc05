"""The page for employers, providers and alumni: a clear ask, what is coming, what others did, an easy yes."""

from chalkface.core.fixed_words import said_points
from chalkface.core.words import ACTIVITY_KINDS, day_words
from chalkface.queries.year_groups import year_words
from chalkface.reports.told import Part, Points, Says, Section, Told
from chalkface.reports.voices import VoicePaper, coming_by_day, example_line, footer, whom_to_ask

MOST_DAYS, MOST_FIGURES = 6, 2
JOINED = ("employer_encounter", "workplace_experience", "provider_encounter", "higher_education_visit", "recruitment_practice")
WITH_PARTNERS = tuple(ACTIVITY_KINDS[kind] for kind in JOINED)


def tell(paper: VoicePaper) -> Told:
    """The words of the page."""
    return Told(
        title="Careers: for partners",
        subtitle=f"{paper.school}, as it stands on {day_words(paper.on)}. What you could do, and what comes of it.",
        footer=footer(paper, "Careers, for partners"),
        sections=(
            Section("What we ask", (*_ask(paper), Points(said_points("partner", "offers", paper.students)))),
            Section("What is coming that you could join", coming_by_day(paper, MOST_DAYS, kinds=WITH_PARTNERS, only_open=True)),
            Section("What partners did this year", _did(paper)),
            Section("What you can rely on", (Points(said_points("partner", "know", paper.students)),)),
            Section("How to say yes", whom_to_ask(paper)),
        ),
        example=example_line(paper),
        one_page=True,
    )


def _ask(paper: VoicePaper) -> tuple[Part, ...]:
    if not paper.still_without:
        # What is on a programme is not who was there: that would take every register.
        said = "Every year group has had something from outside on its programme this year."
        return (Says(f"{said} We look for people it has not heard yet."),)
    met = "Beside lessons, no meeting with people from outside has been on the programme this year"
    bare = f"{met} for {year_words(paper.still_without)}."
    return (Says(f"{bare} That is where you are needed most."),)


def _did(paper: VoicePaper) -> tuple[Part, ...]:
    if not paper.partners:
        return (Says("Nobody has been here yet this year: you would be the first."),)
    lines = tuple(
        (f"{kind[:1].upper()}{kind[1:]}:", f"{many} in {activities} {'activity' if activities == 1 else 'activities'}.")
        for kind, many, activities in paper.partners[:5]
    )
    return (Points(lines), *(Says(one) for one in paper.reached[:MOST_FIGURES]))
