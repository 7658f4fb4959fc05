"""Who was asked at the example school and what they said, its curriculum map, and what is done well there."""

from dataclasses import replace
from datetime import date, timedelta

from chalkface.core.access import Access
from chalkface.core.years import first_day
from chalkface.operations.asking import cancel_ask, make_ask, mark_opened
from chalkface.operations.lessons import Taught, confirm_lesson, write_lesson
from chalkface.operations.practices import note_practice
from chalkface.operations.voices import answer_ask, answer_invitation
from chalkface.queries.lessons import subjects_taught
from chalkface.queries.posts import posts

ORDER = 50

FRAMEWORK = "gatsby-2025"
# Subject, year group, term, title, what it links to, and how many days ago it was taught (None: not confirmed yet).
LESSONS = (
    ("Science", 9, 1, "Who checks that water is clean?", "Laboratory technicians, environmental health, water engineers.", 12),
    ("Science", 8, 1, "Why bridges do not fall", "Civil and structural engineering.", 20),
    ("Science", 10, 2, "What a radiographer sees", "Diagnostic imaging and the degrees and apprenticeships into it.", None),
    ("English", 8, 1, "Writing for people in a hurry", "Journalism, public relations, emergency control rooms.", None),
    ("English", 10, 2, "What makes a good brief?", "Design agencies, law, government.", None),
    ("Mathematics", 9, 1, "Pricing a job", "Building trades and what they estimate.", 6),
    ("Mathematics", 11, 1, "How insurers think", "Actuaries, claims handlers, data analysts.", None),
    ("Geography", 8, 2, "Who decides where houses go?", "Planning officers, surveyors.", None),
    ("History", 9, 2, "What an archivist keeps", "Museums, archives, records management.", None),
    ("Art and design", 10, 1, "From sketch to shelf", "Packaging design and printing.", 9),
    ("Computing", 9, 2, "Who keeps the hospital’s network running?", "Network engineering by apprenticeship or degree.", None),
    ("Business", 11, 1, "A month in payroll", "Accounting technicians.", 15),
)
PRACTICES = (
    (
        "A water company sets the Year 9 experiment",
        "Head of science",
        "Science, Year 9, autumn term",
        "A technician of the water company sends a sample and a question. Groups test it in one lesson and send back what they "
        "found.\nThe technician answers each group by a short film, and says how they came to the job.",
        "4.1",
    ),
    (
        "Ten minutes on where this leads, at the start of each unit",
        "Head of humanities",
        "Geography and history, Years 7 to 9",
        "Each unit begins with one person whose work uses it: a picture, what they do on a Tuesday, and two ways into it, one "
        "of them without a degree. The slides are shared, so nobody starts from nothing.",
        "4.3",
    ),
)


def fill(access: Access, today: date) -> None:
    """Plan and confirm lessons, note good practice, ask four people and let some of them answer."""
    held = {one.title: one.id for one in posts()}
    _lessons(access, today)
    water, _ = [
        note_practice(_on(access, today, 30), title=title, who=who, place=place, what=what, framework=FRAMEWORK, statement=code)
        for title, who, place, what, code in PRACTICES
    ]
    _asks(access, today, held)
    invited, _ = make_ask(
        _on(access, today, 11),
        purpose="practice",
        practice_id=water,
        **_to(held, "Head of mathematics"),
        message="Your Year 9 could do this with prices instead of samples.",
    )
    answer_invitation(
        _on(access, today, 9), ask_id=invited, answer="yes", said="Yes please, before the spring unit on percentages."
    )


def _asks(access: Access, today: date, held: dict[str, int]) -> None:
    science, _ = make_ask(
        _on(access, today, 10),
        purpose="statements",
        **_to(held, "Head of science"),
        voice="teacher",
        framework=FRAMEWORK,
        statements=("2.3", "4.1", "4.2", "4.3"),
        message="For the autumn review. Say it as you see it.",
    )
    mark_opened(_on(access, today, 9), ask_id=science)
    answer_ask(
        _on(access, today, 8),
        ask_id=science,
        levels={"2.3": "partly", "4.1": "fully", "4.2": "none", "4.3": "partly"},
        reasons={
            "2.3": "I know the website, most of my colleagues do not.",
            "4.1": "In science it happens in every unit.",
            "4.2": "None of our training days has touched on careers.",
        },
        said="Ten minutes on a training day would go a long way.",
    )
    make_ask(
        _on(access, today, 3),
        purpose="statements",
        **_to(held, "Link governor"),
        voice="governor",
        framework=FRAMEWORK,
        statements=("1.1", "1.2", "1.4"),
        message="Before the spring meeting, please.",
    )
    make_ask(
        _on(access, today, 40),
        purpose="statements",
        to_name="A parent of Year 9 (example)",
        voice="parent",
        framework=FRAMEWORK,
        statements=("1.3", "2.2"),
        expires_on=today - timedelta(days=12),
    )
    lessons, _ = make_ask(
        _on(access, today, 2), purpose="lessons", **_to(held, "Head of English"), subject="English", academic_year=access.year
    )
    mark_opened(_on(access, today, 1), ask_id=lessons)
    twice, _ = make_ask(
        _on(access, today, 2),
        purpose="lessons",
        to_name="Cover teacher (example)",
        subject="English",
        academic_year=access.year,
    )
    cancel_ask(_on(access, today, 1), ask_id=twice)


def _lessons(access: Access, today: date) -> None:
    taught = subjects_taught(access.year)
    for subject, group, term, title, link, ago in LESSONS:
        if group not in taught.get(subject, ()):
            continue
        lesson = write_lesson(
            access, academic_year=access.year, year_group=group, subject=subject, term=term, title=title, link=link
        )
        if ago is not None:
            confirm_lesson(access, taught=Taught(lesson, _school_day(access, today, ago)), by=f"Head of {subject.lower()}")


def _school_day(access: Access, today: date, ago: int) -> date:
    """The weekday so many days ago, or the Friday before it; the year's first day where that was last year."""
    day = today - timedelta(days=ago)
    return max(first_day(access.year), day - timedelta(days=max(0, day.weekday() - 4)))


def _to(held: dict[str, int], title: str) -> dict[str, object]:
    """Whom to ask: the post where the school has it, else a name."""
    return {"post_id": held[title]} if title in held else {"to_name": title}


def _on(access: Access, today: date, days_ago: int) -> Access:
    return replace(access, on=today - timedelta(days=days_ago))
