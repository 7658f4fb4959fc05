"""The audit trail is a chain: each line's digest covers the line and the digest before it, so that no line can be changed,
taken out, put in or moved without the chain saying where."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

SERVER = 0  # the number of the server's own chain; a school's has the school's number
START = "0" * 64
COUNTED = "k"  # how the name of a look begins whose line says how many were kept; its month follows, such as 202603


@dataclass(frozen=True)
class Line:
    """One line as it lies in the chain."""

    number: int
    at: datetime
    account: int | None
    role: str
    operation: str
    about: Mapping[str, object]
    digest: str


@dataclass(frozen=True)
class Head:
    """Where a chain ends: how many lines it ever had and the digest of the last. ``pruned`` lines at its beginning were
    taken out by rule, the last of them with the digest ``before``."""

    chain: int
    length: int
    digest: str
    pruned: int = 0
    before: str = START


@dataclass(frozen=True)
class Fault:
    """A place where a chain does not hold, and what is wrong in a sentence."""

    chain: int
    number: int
    sentence: str


def digest_of_look(look: str, at: datetime, account: int | None, role: str, what: str, reason: str) -> str:
    """What stands in the chain for one look at what is protected. ``look`` is its name, by chance: without it nobody finds
    the reason by trying likely ones."""
    told = [look, at.astimezone(UTC).isoformat(timespec="microseconds"), account, role, what, reason]
    return sha256(json.dumps(told, separators=(",", ":")).encode("ascii")).hexdigest()


def digest_of(chain: int, line: Line, before: str) -> str:
    """The digest of ``line`` after a line with the digest ``before``; of the line itself everything but its own digest."""
    at = line.at.astimezone(UTC).isoformat(timespec="microseconds")
    told = [chain, line.number, at, line.account, line.role, line.operation, line.about, before]
    return sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()


def faults(chain: int, lines: Iterable[Line], head: Head | None, noted: Iterable[Head] = ()) -> Iterator[Fault]:
    """Every fault of a chain whose ``lines`` come by number. ``noted`` are heads that were written down elsewhere: what
    alters the lines and then the whole rest of the chain with its head is found by them alone."""
    at_noted = {one.length: one.digest for one in noted if one.chain == chain}
    number, before = (head.pruned, head.before) if head else (0, START)
    kept_from = number
    for line in lines:
        if line.number != number + 1:
            what = "is there twice or out of its place" if line.number <= number else f"comes where {number + 1} should be"
            yield Fault(chain, line.number, f"line {line.number} {what}: lines were taken out, put in or moved")
        if digest_of(chain, line, before) != line.digest:
            yield Fault(chain, line.number, f"line {line.number} or the one before it is not as it was written")
        if at_noted.get(line.number, line.digest) != line.digest:
            yield Fault(chain, line.number, f"line {line.number} is another than the one that was noted elsewhere")
        number, before = line.number, line.digest
    if head is None:
        if number:
            yield Fault(chain, number, "the head of the chain is gone")
    elif (head.length, head.digest) != (number, before):
        yield Fault(chain, number, f"the chain ends at line {number}, and its head says {head.length}: the end was changed")
    for length in at_noted:
        if length > number:
            yield Fault(chain, length, f"line {length} was noted elsewhere and is gone: the end was cut off, or this is a copy")
        elif length == kept_from and head is not None and at_noted[length] != head.before:
            yield Fault(chain, length, f"the pruned line {length} is another than the one that was noted elsewhere")
