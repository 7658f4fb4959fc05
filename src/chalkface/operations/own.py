"""What students say and ask on their own pages; each under the key of its form, so that it happens once."""

from uuid import UUID

from chalkface.core.access import Access
from chalkface.core.destination_routes import titles
from chalkface.core.errors import Refused
from chalkface.core.family import SIXTEEN, age_on
from chalkface.operations.editing import remember
from chalkface.operations.intending import new_intention
from chalkface.operations.needs import say_done, student_answers
from chalkface.operations.operation import note, operation
from chalkface.operations.own_writing import once
from chalkface.operations.sharing import new_choice
from chalkface.records.models import MeetingRequest, OwnWords, Participation, Reflection, Student

LONGEST = 2_000
# Where somebody can want to go; the other routes are things that happen to people.
WANTED = (
    "undecided", "school_sixth_form", "sixth_form_college", "further_education", "apprenticeship", "supported_internship",
    "higher_education", "other_education", "employment_with_training", "employment", "voluntary",
)  # fmt: skip
ABOUT = {
    "options": "Choosing courses or subjects",
    "next_step": "What to do after school",
    "application": "An application, a form or an interview",
    "work": "Work experience or a job",
    "other": "Something else",
}


def wanted() -> dict[str, str]:
    """The routes that a student is offered, by code with their title; "undecided" first."""
    return {code: titles()[code] for code in WANTED}


def _mine(access: Access, student_id: int) -> None:
    """Raises ``Refused`` for anybody's record but the person's own."""
    if student_id not in access.owned("keep_own"):
        raise Refused("That is not your page.")


def _said(words: str, field: str, what: str, *, limit: int = LONGEST) -> str:
    words = words.replace("\r\n", "\n").strip()
    if len(words) > limit:
        raise Refused(f"{what} is {len(words):,} characters long; the most that is kept is {limit:,}.", field=field)
    return words


@operation(needs="keep_own")
def reflect(
    access: Access, *, student_id: int, key: UUID, activity_id: int, showed: str, next_step: str, rating: int | None = None
) -> dict:
    """Keep a student's two answers about something they were at; said again, they replace what was said before."""
    _mine(access, student_id)
    showed = _said(showed, "showed", "What it showed you")
    next_step = _said(next_step, "next_step", "What you will do next")
    if not showed and not next_step:
        raise Refused("Write an answer to one of the two questions.", field="showed")
    if rating is not None and not 1 <= rating <= 5:
        raise Refused("Choose one of the five answers.", field="rating")
    if not Participation.objects.filter(student_id=student_id, activity_id=activity_id, attended=True).exists():
        raise Refused("That activity is not on your list.", field="showed")

    def write() -> dict:
        row = Reflection.objects.select_for_update().filter(student_id=student_id, activity_id=activity_id).first()
        row = row or Reflection(school_id=access.school_id, student_id=student_id, activity_id=activity_id, edition=-1)
        row.showed, row.next_step, row.rating, row.said_on = showed, next_step, rating, access.on
        row.edition += 1
        row.save()
        note(reflection=row.pk)
        return {"reflection": row.pk}

    return once(access, student_id, key, "reflect", write)


@operation(needs="keep_own", changes_figures=True)
def say_hopes(access: Access, *, student_id: int, key: UUID, route: str, course: str = "") -> dict:
    """Keep where a student would like to go; what they said before stays in the history."""
    _mine(access, student_id)
    if route not in wanted():
        raise Refused("Choose one of the answers. “I do not know yet” is one of them.", field="route")
    course = _said(course, "course", "The course or the job", limit=300)
    return once(
        access,
        student_id,
        key,
        "say_hopes",
        lambda: {
            "intention": new_intention(
                access, student_id=student_id, route=route, course=course, source="student", confidence="told"
            )
        },
    )


@operation(needs="keep_own", codes=("kind",))
def say_words(access: Access, *, student_id: int, key: UUID, kind: str, said: str) -> dict:
    """Keep what a student wants teachers to know, in place of what they said before; empty takes it back."""
    _mine(access, student_id)
    if kind not in OwnWords.KINDS:
        raise Refused("That is none of the questions.", field="said")
    said = _said(said, kind, "What you wrote")

    def write() -> dict:
        held = OwnWords.objects.select_for_update().filter(student_id=student_id, kind=kind, withdrawn_on=None)
        if said and [row.said for row in held] == [said]:
            return {}
        held.update(withdrawn_on=access.on)
        if said:
            row = OwnWords.objects.create(
                school_id=access.school_id, student_id=student_id, kind=kind, said=said, said_on=access.on
            )
            note(own_words=row.pk)
        return {}

    return once(access, student_id, key, "say_words", write)


@operation(needs="keep_own")
def ask_for_meeting(access: Access, *, student_id: int, key: UUID, about: str, said: str = "") -> dict:
    """Keep a student's wish to be seen. Raises ``Refused`` while an earlier wish is not answered."""
    _mine(access, student_id)
    if about not in ABOUT:
        raise Refused("Choose what it is about.", field="about")
    said = _said(said, "said", "What you wrote", limit=500)

    def write() -> dict:
        Student.objects.select_for_update().get(pk=student_id)  # two at once: one after the other
        if MeetingRequest.objects.filter(student_id=student_id, answered_on=None, withdrawn_on=None).exists():
            raise Refused("You have asked already, and it is not answered yet. Take that back first to ask for something else.")
        row = MeetingRequest.objects.create(
            school_id=access.school_id, student_id=student_id, asked_on=access.on, about=about, said=said
        )
        remember(access, row, deed="ask_for_meeting", fields={})
        return {"request": row.pk}

    return once(access, student_id, key, "ask_for_meeting", write)


@operation(needs="keep_own")
def take_back_request(access: Access, *, student_id: int, key: UUID, request_id: int) -> dict:
    """Take back a wish to be seen that is not answered."""
    _mine(access, student_id)

    def write() -> dict:
        mine = MeetingRequest.objects.filter(pk=request_id, student_id=student_id, answered_on=None, withdrawn_on=None)
        if not mine.update(withdrawn_on=access.on):
            raise Refused("That is answered already, or it is not there any more.")
        note(request=request_id)
        return {}

    return once(access, student_id, key, "take_back_request", write)


@operation(needs="keep_own", codes=("what",))
def choose_sharing(access: Access, *, student_id: int, key: UUID, what: str, is_allowed: bool) -> dict:
    """Keep what a student chose about passing something on: the plan at any age, the rest from 16."""
    _mine(access, student_id)
    if what != "plan_with_parents":
        age = age_on(Student.objects.values_list("date_of_birth", flat=True).get(pk=student_id), access.on)
        if age is not None and age < SIXTEEN:
            raise Refused("This becomes your own choice when you are 16.", field="what")

    def write() -> dict:
        new_choice(access, student_id=student_id, what=what, is_allowed=is_allowed, said_by="student", said_on=access.on)
        return {}

    return once(access, student_id, key, "choose_sharing", write)


@operation(needs="act_on_agreed")
def did_my_part(access: Access, *, student_id: int, key: UUID, agreed_id: int, words: str = "") -> dict:
    """A student, or a parent, says that what they took on is done."""
    if student_id not in access.owned("act_on_agreed"):
        raise Refused("That is not your page.")
    words = _said(words, "words", "What you wrote", limit=1_000)

    def write() -> dict:
        say_done(access, agreed_id=agreed_id, words=words)
        return {}

    return once(access, student_id, key, "did_my_part", write)


@operation(needs="keep_own")
def answer_agreed(access: Access, *, student_id: int, key: UUID, agreed_id: int, answer: str, words: str = "") -> dict:
    """A student says whether what was done met their need, or not yet."""
    _mine(access, student_id)
    words = _said(words, "words", "What you wrote", limit=1_000)

    def write() -> dict:
        student_answers(access, agreed_id=agreed_id, answer=answer, words=words)
        return {}

    return once(access, student_id, key, "answer_agreed", write)
