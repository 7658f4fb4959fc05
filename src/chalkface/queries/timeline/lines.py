"""Lines of one shape, so that a dozen kinds of event are read in one query: three days, six texts, two numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, DateField, F, Field, IntegerField, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

DAYS, WORDS, NUMBERS = 3, 6, 2


@dataclass(frozen=True)
class Line:
    """One row: its kind and number, what settles its order on its day, and the columns asked for; absent ones are empty."""

    kind: str
    number: int
    after: int
    days: tuple[date | None, ...]
    words: tuple[str, ...]
    numbers: tuple[int | None, ...]


def _column(name: str | Combinable | None, empty: object, field: Field) -> Cast:
    """Cast even when it is of the type already: PostgreSQL joins columns only when it knows that they are alike."""
    given = Value(empty) if name is None else F(name) if isinstance(name, str) else name
    return Cast(given, field)


def shaped(
    rows: QuerySet,
    kind: str,
    *,
    days: Sequence[str | Combinable],
    words: Sequence[str] = (),
    numbers: Sequence[str] = (),
    after: str = "pk",
) -> QuerySet:
    """``rows`` as lines: which columns are the days, the texts and the numbers."""
    columns = [Cast(Value(kind), TextField()), _column("pk", 0, BigIntegerField()), _column(after, 0, BigIntegerField())]
    for names, size, empty, field in (
        (days, DAYS, None, DateField),
        (words, WORDS, "", TextField),
        (numbers, NUMBERS, None, IntegerField),
    ):
        columns += [_column(name, empty, field()) for name in (*names, *[None] * (size - len(names)))]
    named = {f"line_{place}": column for place, column in enumerate(columns)}
    return rows.order_by().annotate(**named).values_list(*named)


def read_together(parts: Sequence[QuerySet]) -> Iterator[Line]:
    """The lines of all the parts, in one query."""
    if not parts:
        return
    first, *others = parts
    for kind, number, after, *rest in first.union(*others, all=True) if others else first:
        days, words, numbers = rest[:DAYS], rest[DAYS : DAYS + WORDS], rest[DAYS + WORDS :]
        yield Line(kind, number, after, tuple(days), tuple(words), tuple(numbers))
