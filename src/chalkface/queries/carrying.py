"""What becomes of a review in a newer edition: what is carried over, what is judged again, what is new."""

from dataclasses import dataclass

from chalkface.core.access import Access
from chalkface.frameworks.load import framework, frameworks
from chalkface.frameworks.mapping import Link, Mapping, mapping, mappings
from chalkface.frameworks.model import Area, Framework, Statement
from chalkface.records.models import Judgement
from chalkface.records.tenancy import open_scope

CARRIED = ("same", "split")


@dataclass(frozen=True)
class CarriedStatement:
    """A statement of the newer edition. ``fate``: carry, again (it asks for more than before) or new. ``said``: how many
    judgements wait to be taken over; ``done``: how many it has."""

    statement: Statement
    links: tuple[Link, ...]
    fate: str
    said: int
    done: int

    @property
    def is_new(self) -> bool:
        """Whether the newer edition marks it as new, or nothing older corresponds to it."""
        return bool(self.statement.new_in) or self.fate == "new"


@dataclass(frozen=True)
class CarryPage:
    """The newer edition, area by area, with where each statement comes from; ``dropped`` are older ones without a heir."""

    older: Framework
    newer: Framework
    areas: tuple[tuple[Area, tuple[CarriedStatement, ...]], ...]
    dropped: tuple[Link, ...]

    @property
    def statements(self) -> tuple[CarriedStatement, ...]:
        """Every statement in reading order."""
        return tuple(one for _, lines in self.areas for one in lines)

    @property
    def waiting(self) -> int:
        """How many judgements would be carried over."""
        return sum(one.said for one in self.statements if one.fate == "carry")

    def many(self, fate: str) -> int:
        """How many statements share a fate."""
        return sum(one.fate == fate for one in self.statements)


def carried(links: Mapping, statement: str) -> tuple[Link, ...]:
    """The links whose judgements go over to a statement of the newer edition: none when any of them was widened."""
    found = links.back(statement)
    return found if found and all(link.relation in CARRIED for link in found) else ()


def carry_choices() -> list[dict[str, str]]:
    """The pairs of editions that correspond, as options of a select."""
    names = {code: f"{one.title}, {one.edition}" for code, one in frameworks().items()}
    return [{"value": code, "label": f"{names[one.older]} to {names[one.newer]}"} for code, one in mappings().items()]


def carry_page(access: Access, *, from_: str, to: str) -> CarryPage:
    """How the review of one edition goes over to a newer. Raises ``Refused`` for editions that nothing maps."""
    links = mapping(from_, to)
    with open_scope(access):
        columns = ("framework", "statement", "judged_on", "voice", "judge")
        rows = Judgement.objects.filter(framework__in=(from_, to)).values_list(*columns)
        older: dict[str, set] = {}
        newer: dict[str, set] = {}
        for edition, statement, *which in rows:
            (older if edition == from_ else newer).setdefault(statement, set()).add(tuple(which))
    areas = tuple(
        (area, tuple(_line(links, one, older, newer) for one in area.statements)) for area in framework(to).areas
    )
    dropped = tuple(link for link in links.links if link.newer is None)
    return CarryPage(framework(from_), framework(to), areas, dropped)


def _line(links: Mapping, statement: Statement, older: dict[str, set], newer: dict[str, set]) -> CarriedStatement:
    back, have = links.back(statement.code), newer.get(statement.code, set())
    said = set().union(*(older.get(link.older, set()) for link in back if link.older))
    if carried(links, statement.code):
        return CarriedStatement(statement, back, "carry", len(said - have), len(have))
    is_new = all(link.relation == "new" for link in back)
    return CarriedStatement(statement, back, "new" if is_new else "again", len(said), len(have))
