"""What became of the example school's agreed actions lately: needs named, tasks handed on, some done, one "not yet"."""

from dataclasses import replace
from datetime import date, timedelta

from chalkface.core.access import Access, Scope, grants
from chalkface.core.needs import kinds
from chalkface.jobs.example_parts import as_member
from chalkface.operations.agreed_links import make_agreed_link
from chalkface.operations.needs import confirm_action, hand_on, raise_need, remind, say_done, student_answers
from chalkface.queries.needs import AgreedLine, Wanted, loop_page
from chalkface.records.tenancy import open_scope

ORDER = 82
# A word of what was agreed → what it is for; whose task it becomes. The first that is found counts.
FOR = (
    ("application", "application", "student"),
    ("travel", "travel_money", "senco"),
    ("placement", "experience", "careers_leader"),
    ("grades", "information", "tutor"),
    ("parent", "family", "tutor"),
    ("compare", "choosing", "student"),
    ("former", "aspiration", "careers_leader"),
    ("attendance", "attendance", "tutor"),
    ("access", "adjustment", "senco"),
)
NAMED, AGO = 18, (6, 10, 15, 21, 30, 45)  # how many get a need, and how many days ago that was named


def fill(access: Access, today: date) -> None:
    """Go through what the log left open: name the need, hand the task on, and let the first of them go on."""
    adviser, senco, leader = (as_member(access, role) for role in ("adviser", "senco", "careers_leader"))
    with open_scope(adviser):
        lines = [one for one in loop_page(adviser, Wanted(owner="nobody"), 1).lines if one.student_id is not None]
    acted = {"senco": senco, "careers_leader": leader}
    for number, line in enumerate(reversed(lines[-NAMED:])):
        then = replace(adviser, on=today - timedelta(days=AGO[number % len(AGO)]))
        kind, owner = _for(line, number)
        raise_need(then, student_id=line.student_id, kind=kind, actions=[line.id])
        due_on = max(line.due_on or today, then.on + timedelta(days=7 + 5 * (number % 4)))
        hand_on(then, agreed_id=line.id, edition=line.edition + 1, owner_kind=owner, due_on=due_on)
        _go_on(then, line, kind, owner, acted, number, today)


def _for(line: AgreedLine, number: int) -> tuple[str, str]:
    said = line.what.casefold()
    return next(((kind, owner) for word, kind, owner in FOR if word in said), ("choosing", ("student", "senco")[number % 2]))


def _go_on(then: Access, line: AgreedLine, kind: str, owner: str, acted: dict, number: int, today: date) -> None:
    """What its owner, the student and the owner of the need did since; of every third nothing yet."""
    student = _student(then, line.student_id)
    doer = student if owner == "student" else acted.get(owner)
    if doer is None:  # the tutor of some group: one is sent a link, another reminded
        if number % 4 == 0:
            make_agreed_link(replace(then, on=today), agreed_id=line.id, to_name="Form tutor")
        elif number % 4 == 1:
            remind(replace(then, on=today), agreed_id=line.id)
        return
    if number % 3 == 2:
        return
    later = min(today, then.on + timedelta(days=4))
    say_done(replace(doer, on=later), agreed_id=line.id, words="Done, and talked about.")
    answer = "not_yet" if number % 5 == 1 else "met"
    words = "I still do not know whom to write to." if answer == "not_yet" else "That helped."
    student_answers(replace(student, on=min(today, later + timedelta(days=1))), agreed_id=line.id, answer=answer, words=words)
    confirmer = {"adviser": then, **acted}.get(kinds()[kind].owner)
    if answer == "met" and confirmer is not None:
        confirm_action(replace(confirmer, on=min(today, later + timedelta(days=2))), agreed_id=line.id)


def _student(access: Access, student_id: int) -> Access:
    """The student on their own page."""
    owned = (code for code, grant in grants().items() if grant.who.get("student") is Scope.OWN)
    return Access(access.school_id, "student", access.on, owns=frozenset((code, student_id) for code in owned))
