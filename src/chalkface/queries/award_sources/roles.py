"""Evidence from the roles: who leads, who is trained, whether a post is vacant, whether somebody answers for everything."""

import re

from chalkface.queries.award_sources import HELD, MISSING, PARTLY, Said, source
from chalkface.queries.award_sources.records import Records
from chalkface.queries.places import Place

LEADER, CALLED = "SG-04", "careers leader"
# "Assistant head and careers leader" leads careers; the assistant careers leader, and whoever manages the leader, does not.
AMONG_OTHERS = re.compile(r"(?<!assistant )(?<!deputy )(?<!trainee )(?<!to )(?<!of )(?<!the )\bcareers leader\b")
LONGEST = 120


def _leader(records: Records) -> Said:
    """The post that is called just so; where none is, the one that answers for the duty to name a leader; then one in whose
    title it stands and who is not somebody beside the leader."""
    posts = [(post, " ".join(post.title.casefold().split())) for post in records.posts.values()]
    named = [post for post, title in posts if title == CALLED]
    named += [records.posts[number] for number in records.accountable.get(("duty", LEADER), ()) if number in records.posts]
    named += [post for post, title in posts if AMONG_OTHERS.search(title)]
    if not named:
        return MISSING, "No post leads careers.", Place("roles.duty", {"duty": LEADER})
    post = named[0]
    place = Place("roles.post", {"post": post.pk})
    if not post.holder.strip() and post.membership_id is None:
        return PARTLY, f"“{post.title}” leads careers, and is vacant.", place
    if post.minutes_a_week is None:
        return PARTLY, f"“{post.title}” leads careers; how much time it has is not written down.", place
    hours = f"{post.minutes_a_week / 60:.1f}".removesuffix(".0")
    return HELD, f"“{post.title}” leads careers, with {hours} {'hour' if hours == '1' else 'hours'} a week.", place


def _training(records: Records) -> Said:
    place = Place("roles.start")
    heavy = {number for posts in records.accountable.values() for number in posts} & set(records.posts)
    if not heavy:
        return MISSING, "No post answers for anything yet.", place
    trained = sum(bool(records.posts[number].training.strip()) for number in heavy)
    said = f"Training is written down for {trained} of the {len(heavy)} posts that answer for something."
    return (HELD if trained == len(heavy) else PARTLY if trained else MISSING), said, place


def _vacant(records: Records) -> Said:
    place = Place("roles.start")
    if not records.posts:
        return MISSING, "No posts are written down.", place
    empty = [row.title for row in records.posts.values() if not row.holder.strip() and row.membership_id is None]
    if not empty:
        return HELD, f"None of the {len(records.posts)} posts is vacant.", place
    are = "is" if len(empty) == 1 else "are"
    return PARTLY, f"{len(empty)} of {len(records.posts)} posts {are} vacant: {', '.join(sorted(empty))[:LONGEST]}.", place


def _matrix(records: Records) -> Said:
    place = Place("roles.start")
    wanted = [("objective", str(row.pk)) for row in records.objectives]
    wanted += [("duty", one.duty.code) for one in records.duties if one.duty.strength == "must"]
    answered = sum(thing in records.accountable for thing in wanted)
    said = f"Somebody answers for {answered} of {len(wanted)} objectives and legal duties."
    return (HELD if wanted and answered == len(wanted) else PARTLY if answered else MISSING), said, place


_ROLES = {"leader": _leader, "training": _training, "nothing-vacant": _vacant, "matrix": _matrix}


@source("roles", codes=_ROLES.keys)
def roles(records: Records, rest: str) -> Said:
    """What is written of roles: leader, training, nothing-vacant, matrix."""
    return _ROLES[rest](records)
