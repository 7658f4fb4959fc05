"""The actions of the example school over the last year, with the reasons why some moved, and the term review in between."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from chalkface.core.access import Access
from chalkface.operations.plans import edit_action, remove_action, work_on_action, write_action
from chalkface.operations.reviews import keep_review
from chalkface.operations.term_reviews import edit_review, hold_review
from chalkface.queries.direction import objectives
from chalkface.queries.posts import posts
from chalkface.queries.term_reviews import term_review

ORDER = 60
EDITION = "gatsby-2025"
REVIEW, NEXT_REVIEW = -63, 21
LEADER, ADVISER, HEAD = "Careers leader", "Careers adviser", "Assistant head for personal development"
GOVERNOR, PLACEMENTS, SENCO = "Link governor", "Work experience administrator", "SENCO"
YEAR_9, YEAR_11 = "Head of Year 9", "Head of Year 11"


@dataclass(frozen=True)
class Step:
    """One action: days count from today. ``moved``: (day, to which day, why). ``begun`` and ``done``: the day it was."""

    what: str
    objective: str
    post: str
    written: int
    starts: int
    due: int
    begun: int | None = None
    done: int | None = None
    evidence: str = ""
    resource: str = ""
    statement: str = ""
    duty: str = ""
    moved: tuple[tuple[int, int, str], ...] = ()


STEPS = (
    # Colleges and training providers before the first choice
    Step(
        "Ask three colleges and two training providers for a morning each with Years 8 and 9", "obj-providers", LEADER,
        -360, -350, -290, -345, -296, "Dates of all five are in the school calendar.", "Two hours of letters and calls",
        statement="7.1",
    ),
    Step(
        "Put the provider access statement on the website with this year’s dates", "obj-providers", LEADER,
        -340, -330, -280, -310, -283, "On the careers page; governors saw it in their autumn meeting.", duty="SG-04",
    ),
    Step(
        "Find a second technical provider for Year 9 before options evening", "obj-providers", LEADER,
        -150, -120, -40, -100, None, resource="A morning of the hall; a minibus if we travel", statement="7.1",
        moved=((-75, -18, "The first provider withdrew, and the second can only come after half-term."),),
    ),
    Step(
        "Move the encounters of Year 8 from July to the spring, so that those who are away in July are not left out",
        "obj-providers", YEAR_9, -60, -30, 40, -25,
    ),
    Step("Check who missed the provider mornings, group by group, and invite them again", "obj-providers", YEAR_9, -20, 10, 65),
    # Guidance for everybody by the end of Year 11
    Step(
        "Book guidance meetings for those in Year 11 who have had none, the priority list first", "obj-guidance", ADVISER,
        -340, -330, -200, -325, -205, "All on the list were seen or had two dates offered.", statement="8.1",
    ),
    Step(
        "Agree with the SENCO which meetings need a longer time or a second adult", "obj-guidance", SENCO,
        -330, -320, -270, -318, -272, "Written into the log as an adjustment.",
    ),
    Step(
        "Offer meetings before school for those who are often absent", "obj-guidance", ADVISER,
        -160, -130, -45, -110, None, resource="Three early mornings of the adviser each half-term",
        moved=((-90, -10, "The room was only free from this half-term on."),),
    ),
    Step("Tell parents what a guidance meeting is, in a letter and a short film", "obj-guidance", YEAR_11, -50, -20, 30, -12),
    # Careers in the lessons of every subject
    Step(
        "Give every head of department the list of this year’s lesson links and ask for theirs", "obj-curriculum", HEAD,
        -350, -340, -250, -330, -255, "Ten of twelve answered.", statement="4.1",
    ),
    Step(
        "Meet the two departments that have none and plan one link for each year group", "obj-curriculum", HEAD,
        -140, -100, -41, None, None, statement="4.1", resource="Cover for two afternoons",
    ),
    Step(
        "Show at a staff meeting how science does it", "obj-curriculum", "Head of science",
        -45, -20, -4, -8,
    ),
    Step("Ask departments to confirm what was taught, by link", "obj-curriculum", LEADER, -15, 20, 90),
    # Time at a workplace for students with the pupil premium
    Step(
        "Write to forty firms within walking distance, the parents’ own employers last", "obj-workplace", PLACEMENTS,
        -350, -345, -230, -340, -238, "Fourteen said yes; they are among the partners.", "Postage, and two days in September",
        statement="6.1",
    ),
    Step(
        "Keep a fund for travel and clothes, and tell form tutors that it is there", "obj-workplace", HEAD,
        -300, -280, -180, -260, -176, "£600 from the pupil premium strategy, activity 6.",
        moved=((-200, -170, "The money was agreed a fortnight later than planned."),),
    ),
    Step(
        "Find placements for those in Year 10 who have none three weeks before the placement week", "obj-workplace", PLACEMENTS,
        -30, -5, 55, -3, resource="A list from the register of placements each Monday",
    ),
    # The duties, and the rest
    Step(
        "Visit a careers lesson and a provider morning and tell the governing body", "", GOVERNOR,
        -120, -100, -30, -80, -33, "Two visits, in the minutes of the autumn meeting.",
    ),
)  # fmt: skip
GIVEN_UP = ("Print a careers newsletter for every household", -200, -40, "The website and the letter to parents reach more.")
DECISIONS = (
    ("Ask the college to come to us instead of travelling to it", LEADER, -5, -9),
    ("Report attendance at provider mornings to the link governor each half-term", HEAD, 25, None),
)
PRESENT = "A. Marsh (example), J. Whitlock (example), P. Anand (example)"
NOTES = (
    "We looked at the plan for forty minutes. The provider mornings work, but those who miss one are not caught up with. "
    "Guidance is nearly complete; the last few need another way in."
)


def fill(access: Access, today: date) -> None:
    """Do what was done in the order in which it was done, each on its day."""
    aims = {one.key: one.id for one in objectives(access, include_closed=True)}
    owners = {one.title: one.id for one in posts()}
    events: list[tuple[int, int, Callable[[Access], None]]] = []
    for place, step in enumerate(STEPS):
        action = _Action(step, today, aims.get(step.objective), owners.get(step.post))
        events += [(day, place, deed) for day, deed in action.deeds()]
    events += [(day, len(STEPS), deed) for day, deed in _given_up(today)]
    events += [(day, len(STEPS) + 1, deed) for day, deed in _reviewed(today, owners)]
    for day, _, deed in sorted(events, key=lambda event: event[:2]):
        deed(replace(access, on=today + timedelta(days=day)))


class _Action:
    """One action on its way: its number and edition are known once it is written."""

    def __init__(self, step: Step, today: date, objective: int | None, post: int | None) -> None:
        self.step, self.today, self.objective, self.post = step, today, objective, post
        self.number, self.edition = 0, 0

    def deeds(self) -> list[tuple[int, Callable[[Access], None]]]:
        step = self.step
        found: list[tuple[int, Callable[[Access], None]]] = [(step.written, self._write)]
        if step.begun is not None:
            found.append((step.begun, lambda on: self._work(on, status="doing")))
        for day, to, why in step.moved:
            found.append((day, lambda on, to=to, why=why: self._move(on, to, why)))
        if step.done is not None:
            found.append((step.done, lambda on: self._work(on, status="done", evidence=step.evidence)))
        return found

    def _write(self, on: Access) -> None:
        step = self.step
        self.number = write_action(
            on,
            what=step.what,
            objective_id=self.objective,
            framework=EDITION if step.statement else "",
            statement=step.statement,
            duty=step.duty,
            post_id=self.post,
            starts_on=self.today + timedelta(days=step.starts),
            due_on=self.today + timedelta(days=step.due),
            resource=step.resource,
        )

    def _work(self, on: Access, **said: str) -> None:
        work_on_action(on, action_id=self.number, edition=self.edition, **said)
        self.edition += 1

    def _move(self, on: Access, to: int, why: str) -> None:
        new = {"due_on": self.today + timedelta(days=to)}
        edit_action(on, action_id=self.number, edition=self.edition, new=new, reason=why)
        self.edition += 1


def _given_up(today: date) -> list[tuple[int, Callable[[Access], None]]]:
    what, written, gone, why = GIVEN_UP
    numbers: list[int] = []
    due = today + timedelta(days=gone + 60)
    return [
        (written, lambda on: numbers.append(write_action(on, what=what, due_on=due))),
        (gone, lambda on: remove_action(on, action_id=numbers[0], reason=why)),
    ]


def _reviewed(today: date, owners: dict[str, int]) -> list[tuple[int, Callable[[Access], None]]]:
    """The last term review, its decisions as actions, and what was done of them since."""
    numbers: dict[str, int] = {}

    def hold(on: Access) -> None:
        keep_review(on, framework=EDITION, title="For the term review")
        next_on = today + timedelta(days=NEXT_REVIEW)
        number = hold_review(on, on=on.on, next_on=next_on, present=PRESENT)
        text = "\n".join(what for what, *_ in DECISIONS)
        edit_review(on, review_id=number, edition=0, new={"notes": NOTES, "decisions": text})
        for decision, (what, post, due, _) in zip(term_review(number).decisions, DECISIONS, strict=True):
            day = today + timedelta(days=due)
            numbers[what] = write_action(on, what=what, key=decision.key, post_id=owners.get(post), due_on=day)

    def finish(on: Access, what: str) -> None:
        work_on_action(on, action_id=numbers[what], edition=0, status="done")

    done = [(day, lambda on, what=what: finish(on, what)) for what, _, _, day in DECISIONS if day is not None]
    return [(REVIEW, hold), *done]
