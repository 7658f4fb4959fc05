"""The deeds of awards and reviews: a stage is reached, mended, taken out; what the school says of a criterion; its files."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from chalkface.core.access import Access
from chalkface.core.awards import VIEWS, Award, award
from chalkface.core.errors import FormRefused, Refused
from chalkface.core.words import day_words
from chalkface.operations.editing import edit, held, remember
from chalkface.operations.evidence import keep_file
from chalkface.operations.operation import operation
from chalkface.records.models import AwardStep, AwardWords, Evidence, School

FIELDS = ("state", "on", "body", "note", "runs_out_on")


@operation(needs="keep_award", codes=("award_code", "state", "body"))
def take_step(
    access: Access,
    *,
    award_code: str,
    state: str,
    on: date,
    body: str = "",
    note: str = "",
    runs_out_on: date | None = None,
) -> int:
    """Write down that a stage was reached on a day; returns its number. Raises ``FormRefused`` for a state or body that the
    award does not have, a day to come, a missing or impossible last day, and a stage that is written for that day already."""
    given = {"state": state, "on": on, "body": body, "note": note, "runs_out_on": runs_out_on}
    new = _checked(access, award(award_code), given)
    School.objects.select_for_update().get(pk=access.school_id)  # sent twice is once: the second waits here
    _check_once(award_code, new, None)
    row = AwardStep.objects.create(school_id=access.school_id, award=award_code, **new)
    remember(access, row, deed="take_step", fields={"state": ["", state]})
    return row.pk


@operation(needs="keep_award")
def mend_step(access: Access, *, step_id: int, edition: int, new: Mapping[str, object]) -> bool:
    """Change a stage that was written down wrongly; returns whether anything changed. Raises as ``take_step``, and
    ``ChangedMeanwhile``."""
    row = held(AwardStep, step_id, "stage")
    checked = _checked(access, award(row.award), {**{name: getattr(row, name) for name in FIELDS}, **new})
    School.objects.select_for_update().get(pk=access.school_id)
    _check_once(row.award, checked, row.pk)
    return edit(access, row, checked, edition=edition, deed="mend_step")


@operation(needs="keep_award")
def drop_step(access: Access, *, step_id: int) -> None:
    """Take out a stage that was never reached. Raises ``Refused`` when it is gone."""
    row = held(AwardStep, step_id, "stage")
    remember(access, row, deed="drop_step", fields={"state": [row.state, ""], "on": [row.on.isoformat(), ""]})
    row.delete()


def _checked(access: Access, one: Award, new: Mapping[str, object]) -> dict[str, object]:
    """The answers as they are kept. Raises ``FormRefused`` with a sentence beside each that cannot be taken."""
    new = {**new, "note": " ".join(str(new["note"]).split())}
    wrong, state = [], one.state(str(new["state"]))
    if not one.states:
        raise Refused(f"{one.title} is read from the records: there is no way to go.")
    if state is None:
        wrong.append(("state", "Choose one of the stages given."))
    if new["on"] is None or new["on"] > access.on:
        wrong.append(("on", "A stage is reached today or on a day gone by."))
    if new["body"] and one.body(str(new["body"])) is None:
        wrong.append(("body", "Choose one of the bodies given."))
    if state is not None and not state.runs_out:
        new["runs_out_on"] = None
    elif state is not None and new["on"] is not None:
        wrong += _wrong_end(one, new["on"], new["runs_out_on"])
    if wrong:
        raise FormRefused(wrong)
    return new


def _wrong_end(one: Award, on: date, end: date | None) -> list[tuple[str, str]]:
    if end is None:
        return [("runs_out_on", "Until which day does it hold? It is on what you were sent, or in your calendar.")]
    if end <= on:
        return [("runs_out_on", "The last day comes after the day on which it began.")]
    if one.lasts_months and end > (longest := _months_on(on, one.lasts_months)):
        return [("runs_out_on", f"It holds for at most {one.lasts_months} months: from then until {day_words(longest)}.")]
    return []


def _months_on(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last day of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _check_once(award_code: str, new: Mapping[str, object], number: int | None) -> None:
    there = AwardStep.objects.filter(award=award_code, state=new["state"], on=new["on"]).exclude(pk=number)
    if there.exists():
        raise Refused("This stage is written down for that day already.", field="state")


@operation(needs="keep_award", codes=("award_code", "criterion", "view"))
def say_of_criterion(
    access: Access, *, award_code: str, criterion: str, view: str = "", own_words: str = "", edition: int = 0
) -> bool:
    """Say of a criterion, in the school's own words, how it stands; returns whether anything changed. Raises ``Refused`` for
    an award, criterion or view that there is not, and ``ChangedMeanwhile``."""
    one = award(award_code)
    one.criterion(criterion)
    if one.kind == "view":
        raise Refused(f"{one.title} is read from the records: nothing is written for it.")
    if view and view not in VIEWS:
        raise Refused("Choose one of the answers given.", field="view")
    School.objects.select_for_update().get(pk=access.school_id)  # the first words on a criterion are made once
    row, _ = AwardWords.objects.get_or_create(school_id=access.school_id, award=award_code, criterion=criterion)
    new = {"view": view, "own_words": own_words.replace("\r\n", "\n").strip()}
    return edit(access, held(AwardWords, row.pk, "criterion"), new, edition=edition, deed="say_of_criterion")


@operation(needs="keep_award", codes=("award_code", "criterion"))
def attach_to_criterion(
    access: Access, *, award_code: str, criterion: str, title: str, file_name: str, content: bytes
) -> int:
    """Keep a file as evidence of a criterion; returns its number. Raises ``Refused`` for a file that may not be kept, and for
    a view, for which nothing is kept."""
    one = award(award_code)
    one.criterion(criterion)
    if one.kind == "view":
        raise Refused(f"{one.title} is read from the records: no file is kept for it.")
    return keep_file(
        access, framework=award_code, statement=criterion, title=title, file_name=file_name, content=content
    )


@operation(needs="keep_award", codes=("award_code", "criterion"))
def remove_from_criterion(access: Access, *, award_code: str, criterion: str, evidence_id: int) -> None:
    """Remove a file from a criterion for good. Raises ``Refused`` when it has none of that number."""
    removed, _ = Evidence.objects.filter(pk=evidence_id, framework=award_code, statement=criterion).delete()
    if not removed:
        raise Refused("That file is not there any more.")
