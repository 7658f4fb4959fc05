"""Evidence from the plan: duties, the direction with its objectives, actions and term reviews."""

from chalkface.core.duties import duties
from chalkface.core.words import day_words
from chalkface.queries.award_sources import HELD, MISSING, NOT_ASKED, PARTLY, YEAR, Said, source
from chalkface.queries.award_sources.records import Records
from chalkface.queries.direction import FEWEST
from chalkface.queries.places import Place

WEBSITE = "website"
REVIEW_DAYS = 200  # a term review is held three times a year: none for longer than this has been left out


@source("duty", codes=lambda: duties().keys())
def duty(records: Records, rest: str) -> Said:
    """A duty is held when it is done, something shows it, and it was checked within a year with a day set for the next."""
    one = next((shown for shown in records.duties if shown.duty.code == rest), None)
    if one is None:
        return NOT_ASKED, f"{rest} is not a duty of this kind of school.", None
    place, said = Place("roles.duty", {"duty": rest}), f"{rest}, {one.duty.title}: "
    if one.status == "to_do":
        return MISSING, f"{said}not done yet.", place
    if one.status != "done":
        return PARTLY, f"{said}being done.", place
    if one.without_evidence:
        return PARTLY, f"{said}said to be done, and nothing shows it.", place
    if one.overdue:
        return PARTLY, f"{said}done, but its next check is {one.next_words}.", place
    if one.checked_on is None:
        return PARTLY, f"{said}said to be done; when that was checked is not written down.", place
    said += f"done, checked on {day_words(one.checked_on)}"
    if records.on - one.checked_on > YEAR:
        return PARTLY, f"{said}: more than a year ago.", place
    if one.next_check_on is None:
        return PARTLY, f"{said}; no day is set for the next check.", place
    if one.duty.area == WEBSITE and (gone := records.left_out_on_page.get(rest)):
        return PARTLY, f"{said}; the public page that is made here does not say: {', '.join(gone)}.", place
    return HELD, f"{said}.", place


def _direction(records: Records) -> Said:
    row, place = records.direction, Place("direction.start")
    if row is None or not row.vision:
        return MISSING, "No vision for careers is written yet.", place
    if not row.priorities:
        return PARTLY, "A vision is written; it does not say how it serves the school’s own priorities.", place
    return HELD, "A vision is written, with how it serves the school’s own priorities.", place


def _approved(records: Records) -> Said:
    row, place = records.approved, Place("direction.versions")
    if row is None:
        return MISSING, "Governors have not approved any version of the direction.", place
    if row.decided_on is None:
        return PARTLY, "Governors have approved a version of the direction; on which day is not written down.", place
    said = f"Governors last approved the direction on {day_words(row.decided_on)}"
    if records.on - row.decided_on > YEAR:
        return PARTLY, f"{said}: more than a year ago.", place
    return HELD, f"{said}.", place


def _objectives(records: Records) -> Said:
    rows, place = records.objectives, Place("direction.start")
    if not rows:
        return MISSING, "No objective is under way.", place
    measured = [row for row in rows if row.indicator and row.target_percent is not None and row.baseline_on is not None]
    many = f"{len(rows)} {'objective is' if len(rows) == 1 else 'objectives are'} under way"
    said = f"{many}, {len(measured)} of them with an indicator, a baseline and a target."
    return (HELD if len(rows) >= FEWEST and len(measured) == len(rows) else PARTLY), said, place


def _actions(records: Records) -> Said:
    rows, place = records.actions, Place("plan.start")
    if not rows:
        return MISSING, "The plan has no actions.", place
    still = [row for row in rows if row.status != "done"]
    late = sum(row.due_on is not None and row.due_on < records.on for row in still)
    no_day, done = sum(row.due_on is None for row in still), len(rows) - len(still)
    said = f"{done} of {len(rows)} actions of the plan are done"
    if still:
        said += f"; of the others {late} {'is' if late == 1 else 'are'} past their day"
        said += f" and {no_day} {'has' if no_day == 1 else 'have'} no day" if no_day else ""
    # An action without a day is never late: a plan of those alone shows nothing.
    return (HELD if done and not late and not no_day else PARTLY), f"{said}.", place


def _reviews(records: Records) -> Said:
    row, place = records.last_review, Place("plan.reviews")
    if row is None:
        return MISSING, "No term review was ever held.", place
    said = f"The last term review was held on {day_words(row.on)}"
    if (records.on - row.on).days > REVIEW_DAYS:
        return PARTLY, f"{said}: more than half a year ago.", place
    if not row.decisions:
        return PARTLY, f"{said}; nothing is written down as decided.", place
    return HELD, f"{said}, with what was decided.", place


_PLAN = {
    "direction": _direction,
    "approved": _approved,
    "objectives": _objectives,
    "actions": _actions,
    "reviews": _reviews,
}


@source("plan", codes=_PLAN.keys)
def plan(records: Records, rest: str) -> Said:
    """What is written in the plan: direction, approved, objectives, actions, reviews."""
    return _PLAN[rest](records)
