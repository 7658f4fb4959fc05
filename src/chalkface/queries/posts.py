"""The posts of the school: for lists to choose from, and which are a person's own."""

from dataclasses import dataclass

from django.db.models import Q

from chalkface.core.access import Access
from chalkface.records.models import Post


@dataclass(frozen=True)
class PostLine:
    """A post and who holds it; ``holder`` is empty when it is vacant."""

    id: int
    title: str
    holder: str

    @property
    def label(self) -> str:
        """Head of science (M. Example)."""
        return f"{self.title} ({self.holder})" if self.holder else f"{self.title} (vacant)"


def posts() -> tuple[PostLine, ...]:
    """Every post of the open school that has not ended, by title."""
    rows = Post.objects.filter(ended_on=None).order_by("title").values_list("pk", "title", "holder")
    return tuple(PostLine(*row) for row in rows)


def post_options() -> list[dict[str, object]]:
    """The same for a select of a form."""
    return [{"value": one.id, "label": one.label} for one in posts()]


def own_posts(access: Access) -> frozenset[int]:
    """The numbers of the posts that the person holds by their account, while the membership behind each lasts."""
    if access.account_id is None:
        return frozenset()
    lasts = Q(membership__ends_on=None) | Q(membership__ends_on__gte=access.on)
    held = Post.objects.filter(lasts, membership__account_id=access.account_id, ended_on=None)
    return frozenset(held.values_list("pk", flat=True))
