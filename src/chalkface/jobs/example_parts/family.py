"""A student of the example school and a parent of theirs with accounts, what students said, families, and a group's slips."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from chalkface.core.access import Access
from chalkface.operations.carers import add_carer, give_own_account
from chalkface.operations.own import answer_agreed, ask_for_meeting, choose_sharing, reflect, say_hopes, say_words
from chalkface.operations.passes import make_passes
from chalkface.queries.needs import own_actions
from chalkface.queries.own_door import student_access
from chalkface.queries.own_pages import done
from chalkface.queries.tracking import leavers
from chalkface.records.models import Action, Enrolment, Student
from chalkface.records.tenancy import open_scope

ORDER = 84
PASSWORD = "only for the example school"  # noqa: S105 - the same for everybody in the example school, and printed
SAID = (
    ("I had thought offices were quiet. I liked how they explain things to customers.", "Ask my aunt what her day looks like."),
    ("Most people there had changed their job at least twice. That took some pressure off me.", "Look up two of the courses."),
    ("You need maths for more than I thought, also in building.", "Stay behind on Thursdays until the mock exam."),
    ("I am better at asking questions than I believed.", "Ask for a second visit."),
)
HOPES = (
    (120, "undecided", "something practical, maybe with engines"),
    (40, "further_education", "motor vehicle, level 2 or 3"),
    (12, "apprenticeship", "vehicle technician"),
)
PARENTS = (("Alex", "mother"), ("Jo", "father"), ("Chris", "grandmother"), ("Sam", "mother"), ("Robin", "foster carer"))
WORDS = {
    "for_teachers": "I take longer to start when I have to read a lot at once. A minute to look at it quietly helps.",
    "strength": "I stay calm when something breaks, and I look after my two brothers after school.",
    "wish": "Half a day in a real workshop.",
}


def fill(access: Access, today: date) -> None:
    """Give one family its accounts and its words; a few others reflect, two ask to be seen, and one group has slips."""
    with open_scope(access):
        planned = Action.objects.filter(owner_kind="parent", student__left_on=None).values_list("student_id", flat=True)
        older = Enrolment.objects.filter(academic_year=access.year, year_group=11, student__left_on=None)
        everybody = list(older.order_by("tutor_group", "student_id").values_list("student_id", flat=True)[:12])
        chosen = planned.order_by("pk").first() or everybody[0]
    keys = (UUID(int=number) for number in range(1, 10_000))
    carer = add_carer(
        access, student_id=chosen, name="Parent (example)", relation="mother", email="parent@kingsferry.example"
    )
    for carer_id, email in ((None, "student@kingsferry.example"), (carer, "parent@kingsferry.example")):
        give_own_account(access, student_id=chosen, email=email, carer_id=carer_id, password=PASSWORD)
    _one_family(access, chosen, today, keys)
    others = [number for number in everybody if number != chosen]
    for place, number in enumerate(others[:8]):
        _reflects(student_access(access.school_id, number, today), number, today, keys, most=1 + place % 2)
    for number, about in zip(others[8:10], ("application", "next_step"), strict=False):
        then = replace(student_access(access.school_id, number, today), on=today - timedelta(days=4))
        ask_for_meeting(then, student_id=number, key=next(keys), about=about)
    _families(access, others)
    make_passes(access, tutor_group="11B")


def _families(access: Access, students: list[int]) -> None:
    """Parents of a few of this year's Year 11, and of most of last year's who are asked where they are."""
    with open_scope(access):
        lost = [one.id for one in leavers(access, stage=16, academic_year=access.year) if one.is_unknown or one.is_unstarted]
        known = [*students, *(number for place, number in enumerate(lost) if place % 3 != 2)]
        surnames = dict(Student.objects.filter(pk__in=known).values_list("pk", "legal_surname"))
    for place, number in enumerate(known):
        first, relation = PARENTS[place % len(PARENTS)]
        email = f"{first}.{surnames[number]}{number}@families.example".lower()
        add_carer(access, student_id=number, name=f"{first} {surnames[number]}", relation=relation, email=email)


def _one_family(access: Access, number: int, today: date, keys) -> None:
    student = student_access(access.school_id, number, today)
    for ago, route, course in HOPES:
        then = replace(student, on=today - timedelta(days=ago))
        say_hopes(then, student_id=number, key=next(keys), route=route, course=course)
    for kind, said in WORDS.items():
        say_words(replace(student, on=today - timedelta(days=20)), student_id=number, key=next(keys), kind=kind, said=said)
    _reflects(student, number, today, keys, most=3)
    choose_sharing(student, student_id=number, key=next(keys), what="plan_with_parents", is_allowed=True)
    with open_scope(student):
        waiting = next((one for one in own_actions(student, number) if one.may_answer and not one.student_said), None)
    if waiting is not None:
        said = "I know now what to ask for."
        answer_agreed(student, student_id=number, key=next(keys), agreed_id=waiting.id, answer="met", words=said)


def _reflects(student: Access, number: int, today: date, keys, *, most: int) -> None:
    """Say something about all but the latest of what they were at."""
    with open_scope(student):
        things = done(student, number)[1 : most + 1]
    for place, one in enumerate(things):
        showed, next_step = SAID[(number + place) % len(SAID)]
        then = replace(student, on=min(today, one.on + timedelta(days=2)))
        reflect(then, student_id=number, key=next(keys), activity_id=one.activity, showed=showed, next_step=next_step)
