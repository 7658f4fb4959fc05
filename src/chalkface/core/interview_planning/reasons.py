"""Why somebody has no time, or cannot have the one that was asked for: in sentences without a name."""

from collections.abc import Mapping

from chalkface.core.interview_planning.model import Person, Place, Round

REFUSED = {
    "lesson": "It falls into a lesson that their tutor group is not to miss.",
    "away": "They are away then.",
    "room": "They need a room that everybody can get into, and this is not one.",
}


def why_left_out(of: Round, bookings: Mapping[int, int], person: Person) -> str:
    """One sentence: what stands between the person and every time of the round."""
    refusals = [person.refusal(place) for place in of.places]
    able = [place for place, refusal in zip(of.places, refusals, strict=True) if not refusal]
    if not of.places:
        return "The round has no times."
    if not able:
        if "room" in refusals and person.needs_access:
            return "No time outside the lessons they are not to miss is in a room that everybody can get into."
        return "Every time falls into a lesson they are not to miss, or a day on which they are away."
    taken = set(bookings.values())
    free = [place for place in able if place.key not in taken]
    if not free:
        return f"All {len(able)} times to which they could come are taken by people who are as urgent or cannot give them up."
    return f"The times that are left are on days when {of.most_of_a_group} of {person.group} come already."


def why_not(of: Round, bookings: Mapping[int, int], person: Person, place: Place) -> list[str]:
    """Every reason against moving a person to a place; none when it can be done."""
    against = [REFUSED[refusal]] if (refusal := person.refusal(place)) else []
    sitting = {place: one for one, place in bookings.items()}.get(place.key)
    if sitting not in (None, person.key):
        against.append("Somebody else has that time.")
    others = {one: at for one, at in bookings.items() if one != person.key}
    if person.group and of.on_a_day(others)[person.group, place.on] >= of.most_of_a_group:
        against.append(f"{of.most_of_a_group} of {person.group} come on that day already.")
    return against
