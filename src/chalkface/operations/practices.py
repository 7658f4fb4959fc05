"""Good practice: noted so that others can take it up."""

from collections.abc import Mapping

from chalkface.core.access import Access
from chalkface.core.errors import FormRefused
from chalkface.frameworks.load import frameworks
from chalkface.operations.editing import edit, held, remember
from chalkface.operations.operation import operation
from chalkface.records.models import GoodPractice

LONGEST = {"title": 200, "who": 200, "place": 200, "what": 4_000}


@operation(needs="note_practice", codes=("framework", "statement"))
def note_practice(
    access: Access, *, title: str, what: str, who: str = "", place: str = "", framework: str = "", statement: str = ""
) -> int:
    """Note something done well: who does it, where, what it is, and the statement it answers; returns its number.
    Raises ``FormRefused`` with a sentence for each answer that cannot be taken."""
    new = _checked({"title": title, "what": what, "who": who, "place": place, "framework": framework, "statement": statement})
    row = GoodPractice.objects.create(school_id=access.school_id, noted_on=access.on, **new)
    remember(access, row, deed="note_practice")
    return row.pk


@operation(needs="note_practice")
def edit_practice(access: Access, *, practice_id: int, edition: int, new: Mapping[str, str]) -> bool:
    """Change a good practice; returns whether anything changed. Raises as ``note_practice``, and ``ChangedMeanwhile``."""
    row = held(GoodPractice, practice_id, "good practice")
    return edit(access, row, _checked(new), edition=edition, deed="edit_practice")


@operation(needs="note_practice")
def remove_practice(access: Access, *, practice_id: int) -> None:
    """Remove a good practice with the invitations to take it up."""
    row = held(GoodPractice, practice_id, "good practice")
    remember(access, row, deed="remove_practice", fields={"title": [row.title, ""]})
    row.delete()


def _checked(new: Mapping[str, str]) -> dict[str, str]:
    tidy = {name: text.strip() if name == "what" else " ".join(text.split()) for name, text in new.items()}
    wrong = []
    if not tidy.get("title"):
        wrong.append(("title", "What is it called?"))
    if not tidy.get("what"):
        wrong.append(("what", "What is done, so that somebody else could do it?"))
    for name, most in LONGEST.items():
        if len(tidy.get(name, "")) > most:
            wrong.append((name, f"This is longer than {most:,} characters: shorten it."))
    framework, statement = tidy.get("framework", ""), tidy.get("statement", "")
    if statement and (framework not in frameworks() or statement not in frameworks()[framework].statements):
        wrong.append(("statement", "Choose a statement of the edition."))
    if not statement:
        tidy["framework"] = ""
    if wrong:
        raise FormRefused(wrong)
    return tidy
