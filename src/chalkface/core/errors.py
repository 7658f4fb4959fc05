"""What may be shown to a person when something is refused."""

from collections.abc import Mapping
from dataclasses import dataclass


class Refused(Exception):
    """A request that cannot be met, with the sentence that says why and what to do.

    ``code`` names a stop that a person may answer with "go on" (``--accept CODE`` on the command line). ``field`` is the
    question of a form that the sentence belongs beside.
    """

    def __init__(self, sentence: str, *, code: str | None = None, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
        self.field = field

    @property
    def errors(self) -> list[tuple[str, str]]:
        """(field, sentence) pairs for the summary above a form."""
        return [(self.field, self.sentence)]


class FormRefused(Refused):
    """Several answers of one form that cannot be taken, each with its own sentence."""

    def __init__(self, errors: list[tuple[str, str]]) -> None:
        super().__init__(" ".join(sentence for _, sentence in errors), field=errors[0][0])
        self._errors = errors

    @property
    def errors(self) -> list[tuple[str, str]]:
        return self._errors


@dataclass(frozen=True)
class Difference:
    """A field that somebody else changed since a person opened it, as the texts a form would hold.

    ``was`` is what the person saw, ``now`` what is kept, ``yours`` what they sent.
    """

    field: str
    was: str
    now: str
    yours: str

    @property
    def both_changed(self) -> bool:
        """Whether both changed it, each to something else: only a person can say which text is right."""
        return self.now != self.was and self.yours not in (self.was, self.now)


class ChangedMeanwhile(Refused):
    """Somebody else saved the same thing since the person opened it. Nothing was written; their text is kept in hand.

    ``edition`` is the one now kept, to be sent with the merged form; ``account_number`` who saved last.
    """

    def __init__(self, differences: list[Difference], *, edition: int, account_number: int | None) -> None:
        super().__init__("Somebody else changed this while you were writing. Nothing of yours is lost: choose what to keep.")
        self.differences = differences
        self.edition = edition
        self.account_number = account_number

    @property
    def by_field(self) -> Mapping[str, Difference]:
        """The differences by their field."""
        return {one.field: one for one in self.differences}


class NotAllowed(Exception):
    """The person is a member of the school but lacks the permission that this needs."""
