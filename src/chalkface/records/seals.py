"""Every place where something is kept sealed: found by walking the records, so that a change of keys leaves none out."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.db import models

from chalkface.core.errors import Refused
from chalkface.records.notes import ConfidentialNote
from chalkface.records.received import ImportBatch, ReceivedFile
from chalkface.records.sealed import Sealed
from chalkface.records.sealing import is_first_note, is_under_first, lock, lock_text, resealed, unlock, unlock_text
from chalkface.records.signing_in import SecondFactor


@dataclass(frozen=True)
class Place(ABC):
    """A column in which something is kept sealed."""

    model: type[models.Model]
    column: str

    @property
    def name(self) -> str:
        """Table and column, as commands and audit lines say it."""
        return f"{self.model._meta.db_table}.{self.column}"

    def held(self, after: int = 0) -> models.QuerySet:
        """The rows in which there is something, in the order of their numbers."""
        nothing = b"" if isinstance(self.model._meta.get_field(self.column), models.BinaryField) else ""
        return self.model._default_manager.filter(pk__gt=after).exclude(**{self.column: nothing}).order_by("pk")

    @abstractmethod
    def is_under_first(self, row: models.Model) -> bool:
        """Whether the first key sealed it."""

    @abstractmethod
    def again(self, row: models.Model) -> object:
        """The same under the first key. Raises ``Refused`` when no key opens it."""

    def opens(self, row: models.Model) -> bool:
        """Whether a key of this server opens it, in this row."""
        try:
            self.again(row)
        except Refused:
            return False
        return True


class Words(Place):
    """What says itself whose it is."""

    def is_under_first(self, row: models.Model) -> bool:
        return is_first_note(getattr(row, self.column))

    def again(self, row: models.Model) -> str:
        try:
            return resealed(getattr(row, self.column))
        except (InvalidToken, ValueError) as error:
            raise Refused("It cannot be opened with the keys of this server (docs/keys.md).") from error


class Parts(Place):
    """The sealed column of a row with parts."""

    def is_under_first(self, row: Sealed) -> bool:
        return row.is_under_first

    def again(self, row: Sealed) -> str:
        return lock_text(unlock_text(row.sealed, about=row.own_seal_name), about=row.own_seal_name)


class Bytes(Place):
    """Bytes that are bound to their row."""

    def about(self, row: models.Model) -> str:
        """What binds them."""
        return row.seal_name_of_before if self.column == "before" else row.own_seal_name

    def is_under_first(self, row: models.Model) -> bool:
        return is_under_first(bytes(getattr(row, self.column)))

    def again(self, row: models.Model) -> bytes:
        return lock(unlock(getattr(row, self.column), about=self.about(row)), about=self.about(row))


def places() -> Iterator[Place]:
    """All of them."""
    for model in apps.get_app_config("records").get_models():
        if issubclass(model, Sealed):
            yield Parts(model, "sealed")
    yield Bytes(ImportBatch, "before")
    yield Bytes(ReceivedFile, "content")
    yield Words(ConfidentialNote, "sealed")
    yield Words(SecondFactor, "sealed")


def place_called(name: str) -> Place:
    """The place of this name."""
    return next(one for one in places() if one.name == name)
