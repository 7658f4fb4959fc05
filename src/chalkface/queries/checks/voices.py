"""Checks over what people were asked: asks that expired, lessons nobody confirmed, good practice kept to oneself."""

from collections.abc import Iterator

from chalkface.core.words import day_words
from chalkface.queries.checks import Found, Place, check
from chalkface.queries.checks.held import Held

ASKING = ("answer_ask",)
PURPOSES = {"statements": "statements to judge", "lessons": "lessons to confirm", "practice": "a practice to take up"}


@check(
    code="ask-unanswered",
    title="Asked, and never answered",
    says=("ask expired without an answer", "asks expired without an answer"),
    needs=("ask_voices",),
)
def ask_unanswered(held: Held) -> Iterator[Found]:
    """Ask again, or somebody else."""
    for row in held.asks:
        if row.answered_on is None and row.expires_on < held.on:
            label = f"{row.to_name or 'Somebody'}: {PURPOSES[row.purpose]}, until {day_words(row.expires_on)}"
            yield Found(label, Place("review.asked", {"ask": row.pk}))


@check(
    code="lesson-not-confirmed",
    title="Lesson not confirmed",
    says=(
        "planned lesson is past its term and nobody confirmed it",
        "planned lessons are past their term and nobody confirmed them",
    ),
    severity="note",
    needs=ASKING,
)
def lesson_not_confirmed(held: Held) -> Iterator[Found]:
    """Ask the department whether it was taught: it counts only then."""
    for row in held.lessons:
        if row.term and row.confirmed_on is None and held.term_ends[row.term] < held.on:
            yield Found(f"{row.subject}, Year {row.year_group}: {row.title}", Place("programme.lesson", {"lesson": row.pk}))


@check(
    code="subject-without-lesson",
    title="Subject without a lesson link",
    says=("subject of a year group has no lesson link", "subjects of a year group have no lesson link"),
    severity="note",
    needs=("answer_ask", "see_programme"),
)
def subject_without_lesson(held: Held) -> Iterator[Found]:
    """Every subject leads somewhere. Ask its department for one lesson."""
    linked = {(row.year_group, row.subject.casefold()) for row in held.lessons}
    everywhere = {row.subject.casefold() for row in held.activities if row.kind == "curriculum_link" and row.subject}
    for year_group, subject in held.subjects:
        if (year_group, subject.casefold()) not in linked and subject.casefold() not in everywhere:
            place = Place("programme.new_lesson", query={"subject": subject, "year_group": year_group})
            yield Found(f"{subject}, Year {year_group}", place)


@check(
    code="practice-not-passed-on",
    title="Good practice not passed on",
    says=("good practice was never passed on", "good practices were never passed on"),
    severity="note",
    needs=ASKING,
)
def practice_not_passed_on(held: Held) -> Iterator[Found]:
    """Invite a department that lacks it: what one teacher does well, another can."""
    shared = {row.practice_id for row in held.asks}
    for row in held.practices:
        if row.pk not in shared:
            yield Found(row.title, Place("review.practice", {"practice": row.pk}))
