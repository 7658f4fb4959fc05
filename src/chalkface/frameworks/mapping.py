"""How two editions of a framework correspond, statement by statement, so that a review can be carried over."""

from collections.abc import Mapping as Keyed
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from chalkface.core.errors import Refused
from chalkface.frameworks import nodes
from chalkface.frameworks.load import frameworks
from chalkface.frameworks.model import Framework
from chalkface.frameworks.nodes import Value

FOLDER = Path(__file__).resolve().parent.parent / "content" / "mappings"
RELATIONS = ("same", "widened", "split", "new", "dropped")


@dataclass(frozen=True)
class Link:
    """One correspondence. ``new`` has no ``older`` statement, ``dropped`` no ``newer`` one; the other relations have both.

    ``same``: the older answer answers the newer. ``widened``: the newer asks for more, so it starts from the older
    answer. ``split``: the newer is one of several parts of the older.
    """

    relation: str
    older: str | None
    newer: str | None
    note: str = ""


@dataclass(frozen=True)
class Mapping:
    """All correspondences from the edition ``older`` to the edition ``newer``; every statement of both is in it."""

    older: str
    newer: str
    links: tuple[Link, ...]

    @property
    def code(self) -> str:
        """Both codes, as in the file's name."""
        return f"{self.older}--{self.newer}"

    def onward(self, statement: str) -> tuple[Link, ...]:
        """What became of a statement of the older edition."""
        return tuple(link for link in self.links if link.older == statement)

    def back(self, statement: str) -> tuple[Link, ...]:
        """Where a statement of the newer edition comes from."""
        return tuple(link for link in self.links if link.newer == statement)


def _edition(value: Value, known: Keyed[str, Framework]) -> Framework:
    return known[value.one_of(tuple(known))]


def _link(value: Value, older: Framework, newer: Framework) -> Link:
    fields = value.fields(("relation",), ("older", "newer", "note"))
    relation = fields["relation"].one_of(RELATIONS)
    wanted = {"new": {"newer"}, "dropped": {"older"}}.get(relation, {"older", "newer"})
    if fields.keys() & {"older", "newer"} != wanted:
        raise value.broken(f"relation {relation!r} needs {' and '.join(sorted(wanted))}, and no other statement")
    codes = {side: fields[side].text() for side in wanted}
    for side, edition in (("older", older), ("newer", newer)):
        if side in codes and codes[side] not in edition.statements:
            raise fields[side].broken(f"{edition.code} has no statement {codes[side]!r}")
    return Link(relation, codes.get("older"), codes.get("newer"), nodes.optional_text(fields, "note"))


def load_mapping(path: Path, known: Keyed[str, Framework]) -> Mapping:
    """The mapping in ``path`` between two of the ``known`` frameworks.

    Raises ``BrokenContent`` with file, line and reason when a code does not exist, a pair is there twice, or a statement
    of either edition is not mentioned.
    """
    fields = nodes.read(path, "mapping").fields(("older", "newer", "links"))
    older, newer = (_edition(fields[side], known) for side in ("older", "newer"))
    if path.stem != f"{older.code}--{newer.code}":
        raise fields["older"].broken(f"{older.code!r} and {newer.code!r} are not the name of the file")
    links: dict[tuple[str | None, str | None], Link] = {}
    for item in fields["links"].items():
        link = _link(item, older, newer)
        if (link.older, link.newer) in links:
            raise item.broken("this pair of statements is there twice")
        links[link.older, link.newer] = link
    for edition, mentioned in ((older, {old for old, _ in links}), (newer, {new for _, new in links})):
        for code in edition.statements:
            if code not in mentioned:
                raise fields["links"].broken(f"statement {code!r} of {edition.code} is not mentioned")
    return Mapping(older.code, newer.code, tuple(links.values()))


@cache
def mappings() -> dict[str, Mapping]:
    """Every mapping that ships with the program, by its code; read once."""
    return {path.stem: load_mapping(path, frameworks()) for path in sorted(FOLDER.glob("*.yaml"))}


def mapping(older: str, newer: str) -> Mapping:
    """The mapping between two editions. Raises ``Refused`` with a sentence that names those there are."""
    found = mappings().get(f"{older}--{newer}")
    if found is None:
        raise Refused(f"Nothing maps {older!r} to {newer!r}. There are mappings: {', '.join(mappings())}.")
    return found
