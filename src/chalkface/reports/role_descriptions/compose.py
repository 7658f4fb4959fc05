"""Gathers the role descriptions from the posts and the matrix."""

from dataclasses import replace
from datetime import date

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed
from chalkface.queries.post_page import held_by
from chalkface.queries.role_gaps import Load, Whole, hours_sentence, whole_matrix
from chalkface.queries.roles import LETTERS
from chalkface.queries.schools import school_at_door
from chalkface.reports.role_descriptions.paper import Description, Part, RoleDescriptions


def compose(access: Access, on: date, *, post_id: int | None = None, made_on: date | None = None) -> RoleDescriptions:
    """The descriptions of every living post on a day, or of one. Raises ``NotAllowed`` for who may not write them."""
    if not access.may("write_plan"):
        raise NotAllowed(f"{access.role} may not make role descriptions")
    school = school_at_door(access.school_id)
    whole = whole_matrix(replace(access, on=on))
    return RoleDescriptions(
        school=school.name,
        is_example=school.is_example,
        on=on,
        made_on=made_on or timezone.localdate(),
        posts=tuple(_description(whole, load) for load in whole.loads if post_id in (None, load.post.id)),
    )


def _description(whole: Whole, load: Load) -> Description:
    post = load.post
    held = [(kind, one) for kind, things in held_by(whole, post.id) for one in things]
    return Description(
        post.title,
        post.holder,
        post.vacant,
        post.minutes_a_week,
        post.purpose,
        post.training,
        hours_sentence(load) if load.minutes_needed else "",
        tuple(
            (
                letter,
                tuple(Part(kind, _title(one.thing), one.part.because) for kind, one in held if one.part.letter == letter),
            )
            for letter in LETTERS
        ),
    )


def _title(thing) -> str:
    return f"{thing.title.rstrip('.')} ({thing.small})" if thing.small else thing.title
