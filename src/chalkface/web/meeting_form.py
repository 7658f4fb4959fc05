"""The form of a guidance meeting, for logging one and for mending it: what was answered, as values."""

from collections.abc import Mapping

from chalkface.core.needs import kinds, split_owner
from chalkface.operations.guidance import LEVELS, LONGEST_MEETING, Agreed
from chalkface.web.forms import Answers

CAME = {"yes": True, "no": False, "": None}
CAME_OPTIONS = [{"value": "yes", "label": "Came"}, {"value": "no", "label": "Did not come"}]
LINES = 3
MOST_LINES = 10


def read_meeting(answers: Answers) -> dict:
    """The day, whether the student came, minutes, level and the shared text."""
    return {
        "met_on": answers.day("met_on", "The day", required=True),
        "attended": CAME[answers.choice("attended", "Whether they came", ("yes", "no"))],
        "minutes": answers.whole("minutes", "Minutes", least=1, most=LONGEST_MEETING),
        "adviser_level": answers.whole("adviser_level", "The level", least=LEVELS[0], most=LEVELS[-1]),
        "shared": answers.text("shared", "What is shared"),
    }


def lines_of(given: Mapping[str, str]) -> int:
    """How many lines for actions a form shows."""
    sent = given.get("lines", "")
    return min(max(int(sent) if sent.isdecimal() and len(sent) < 3 else LINES, LINES), MOST_LINES)


def read_agreed(answers: Answers) -> list[Agreed]:
    """The actions that were filled in, whatever lines were left empty. A line with an owner or a day and no words is wrong."""
    found = []
    for number in range(1, lines_of(answers.given) + 1):
        what = answers.text(f"what-{number}", "What was agreed")
        due_on = answers.day(f"due_on-{number}", "The day")
        need = answers.choice(f"need-{number}", "The need", kinds())
        owner = answers.text(f"owner-{number}", "Who it is", limit=200)
        sent = answers.text(f"owner_kind-{number}", "Whose task", limit=40)
        if not what:
            if due_on or need or owner or sent:
                answers.wrong(f"what-{number}", "Write what was agreed, or empty the line.")
            continue
        kind, wrong, account = split_owner(sent)
        if wrong:
            answers.wrong(f"owner_kind-{number}", wrong)
        found.append(Agreed(what, kind, account, owner, due_on, need))
    return found
