"""Everything that hangs on one post: its letters, actions and asks, and the hours they take."""

from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.queries.plans import ActionLine, plan_actions
from chalkface.queries.raci import ABOUT, Thing
from chalkface.queries.role_gaps import Load, Whole, whole_matrix
from chalkface.queries.roles import LETTERS, Part, PostCard, post_card
from chalkface.records.models import Ask


@dataclass(frozen=True)
class Held:
    """A thing that a post has a part in, and which."""

    thing: Thing
    part: Part


@dataclass(frozen=True)
class AskOfPost:
    """Something that was asked of the post, until when, and whether it was answered."""

    id: int
    purpose: str
    expires_on: date
    answered_on: date | None


@dataclass(frozen=True)
class PostPage:
    """One post with all it carries. ``held`` lists its things by kind ("Duties"), A first; ``load`` is None once it ended."""

    card: PostCard
    load: Load | None
    held: tuple[tuple[str, tuple[Held, ...]], ...]
    actions: tuple[ActionLine, ...]
    asks: tuple[AskOfPost, ...]

    def with_letter(self, letter: str) -> tuple[Held, ...]:
        """The things of every kind for which the post has this letter."""
        return tuple(one for _, things in self.held for one in things if one.part.letter == letter)


def post_page(access: Access, post_id: int) -> PostPage | None:
    """One post of the school, or None."""
    whole = whole_matrix(access)
    living = next((load.post for load in whole.loads if load.post.id == post_id), None)
    card = living or post_card(access, post_id)
    return None if card is None else page_of(access, card, whole, plan_actions(access, post=post_id))


def page_of(access: Access, card: PostCard, whole: Whole, actions: tuple[ActionLine, ...]) -> PostPage:
    """The same for who has the whole matrix and the post's actions at hand."""
    asks = Ask.objects.filter(post_id=card.id, cancelled_on=None).order_by("-made_on", "-pk")
    return PostPage(
        card,
        next((load for load in whole.loads if load.post.id == card.id), None),
        held_by(whole, card.id),
        actions,
        tuple(AskOfPost(*row) for row in asks.values_list("pk", "purpose", "expires_on", "answered_on")),
    )


def held_by(whole: Whole, post_id: int) -> tuple[tuple[str, tuple[Held, ...]], ...]:
    """The things that a post has a part in, by kind, A first; kinds without any are left out."""
    found = []
    for about, title in ABOUT.items():
        held = [Held(line.thing, part) for line in whole.lines[about] for part in line.parts if part.post_id == post_id]
        held.sort(key=lambda one: LETTERS.index(one.part.letter))
        if held:
            found.append((title, tuple(held)))
    return tuple(found)
