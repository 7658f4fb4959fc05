"""The posts of the school and their letters: who does the work (R), who answers for it (A), who is asked (C) and told (I)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.queries.action_history import MonthOfHistory, history_by_month
from chalkface.queries.people import members
from chalkface.records.models import ActivityPlan, DutyCheck, Objective, Post, Responsibility

LETTER_WORDS = {"A": "accountable", "R": "responsible", "C": "consulted", "I": "informed"}
LETTER_MEANS = {
    "A": "answers for it; one post only",
    "R": "does the work",
    "C": "is asked before",
    "I": "is told after",
}
LETTERS = tuple(LETTER_WORDS)
# Where a thing already says whose it is, that counts as a letter until the post is given one by hand.
OWNS = {"duty": "keeps it in order", "objective": "owns it", "activity": "runs it"}


@dataclass(frozen=True)
class PostCard:
    """A post as kept; ``account`` is the number of the membership that holds it."""

    id: int
    title: str
    holder: str
    membership_id: int | None
    minutes_a_week: int | None
    purpose: str
    training: str
    ended_on: date | None
    edition: int

    @property
    def vacant(self) -> bool:
        """Whether nobody holds it: neither a name nor an account."""
        return not self.holder and self.membership_id is None

    @property
    def label(self) -> str:
        """Head of science (M. Example)."""
        return f"{self.title} ({self.holder})" if self.holder else f"{self.title} (vacant)" if self.vacant else self.title


@dataclass(frozen=True)
class Part:
    """A post's letter for one thing. ``because`` says why it has one that nobody gave it by hand: "owns it"."""

    post_id: int
    title: str
    holder: str
    letter: str
    because: str = ""

    @property
    def word(self) -> str:
        """What the letter stands for."""
        return LETTER_WORDS[self.letter]


def posts_cards(access: Access, *, with_ended: bool = False) -> tuple[PostCard, ...]:
    """Every post, by title; with ``with_ended`` those that ended too, last."""
    rows = Post.objects.order_by("ended_on", "title") if with_ended else Post.objects.filter(ended_on=None).order_by("title")
    cards = tuple(_card(row) for row in rows)
    return tuple(sorted(cards, key=lambda card: card.ended_on is not None))


def post_card(access: Access, post_id: int) -> PostCard | None:
    """One post, or None."""
    row = Post.objects.filter(pk=post_id).first()
    return _card(row) if row else None


def post_history(post_id: int) -> tuple[MonthOfHistory, ...]:
    """What happened to a post and to its letters, the latest month first."""
    return history_by_month(Post(pk=post_id))


def _card(row: Post) -> PostCard:
    return PostCard(
        row.pk,
        row.title,
        row.holder,
        row.membership_id,
        row.minutes_a_week,
        row.purpose,
        row.training,
        row.ended_on,
        row.edition,
    )


def account_options(access: Access) -> list[dict[str, object]]:
    """The accounts of the school for a select, to those who may see them; for others nothing."""
    if not access.may("see_people"):
        return []
    return [{"value": one.id, "label": f"{one.name or one.email}, {one.role}"} for one in members(access.on) if one.is_current]


def _order(part: Part) -> tuple[int, str]:
    return LETTERS.index(part.letter), part.title


def parts_of(about: str, codes: Iterable[str] | None = None) -> dict[str, tuple[Part, ...]]:
    """For each thing of a kind that has any: the letters of its living posts, A first. ``codes`` narrows it."""
    wanted = None if codes is None else list(codes)
    return {code: parts for (_, code), parts in _parts((about,), wanted).items()}


def all_parts() -> dict[tuple[str, str], tuple[Part, ...]]:
    """The same for every thing of every kind at once, by kind and code."""
    return _parts(Responsibility.ABOUT, None)


def _parts(abouts: Sequence[str], codes: list[str] | None) -> dict[tuple[str, str], tuple[Part, ...]]:
    rows = Responsibility.objects.filter(about__in=abouts, post__ended_on=None)
    if codes is not None:
        rows = rows.filter(code__in=codes)
    found: dict[tuple[str, str], dict[int, Part]] = defaultdict(dict)
    columns = ("about", "code", "post_id", "post__title", "post__holder", "letter")
    for about, code, post_id, title, holder, letter in rows.values_list(*columns):
        found[about, code][post_id] = Part(post_id, title, holder, letter)
    for about in abouts:
        for code, part in _owners(about, codes):
            found[about, code].setdefault(part.post_id, part)
    return {thing: tuple(sorted(parts.values(), key=_order)) for thing, parts in found.items()}


def responsibilities_of(about: str, code: str) -> tuple[Part, ...]:
    """The letters of one thing, A first."""
    return parts_of(about, (code,)).get(code, ())


def by_letter(parts: Iterable[Part]) -> tuple[tuple[str, tuple[Part, ...]], ...]:
    """The letters that anybody has, in order, with whose they are."""
    held = tuple(parts)
    found = ((letter, tuple(part for part in held if part.letter == letter)) for letter in LETTERS)
    return tuple((letter, those) for letter, those in found if those)


def given_letters(about: str, code: str) -> dict[int, str]:
    """The letters that were given by hand for one thing, by post."""
    rows = Responsibility.objects.filter(about=about, code=code, post__ended_on=None)
    return dict(rows.values_list("post_id", "letter"))


def _owners(about: str, codes: list[str] | None) -> list[tuple[str, Part]]:
    """Whose a thing is by what it says itself: a duty its keeper, an objective its owner, an activity who runs it."""
    model, code, letter = {
        "duty": (DutyCheck, "duty", "A"),
        "objective": (Objective, "pk", "A"),
        "activity": (ActivityPlan, "activity_id", "R"),
    }.get(about, (None, "", ""))
    if model is None:
        return []
    rows = model.objects.filter(post__isnull=False, post__ended_on=None)
    if codes is not None:
        rows = rows.filter(**{f"{code}__in": codes})
    found = rows.values_list(code, "post_id", "post__title", "post__holder")
    return [(str(of), Part(post, title, holder, letter, OWNS[about])) for of, post, title, holder in found]
