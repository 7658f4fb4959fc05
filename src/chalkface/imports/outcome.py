"""What an import came to, for the command line and the pages."""

from dataclasses import dataclass, field

from chalkface.imports.parsed import Bad
from chalkface.imports.stops import Stop


@dataclass(slots=True)
class Outcome:
    """One import after a rehearsal or a commit. Counts are by exchange table; ``matching`` are references in words that a
    person has to settle, as {"reference", "text", "form", "rows", "candidates"}."""

    batch: int
    format: str
    state: str
    rows: int = 0
    accepted: int = 0
    refused: list[Bad] = field(default_factory=list)
    created: dict[str, int] = field(default_factory=dict)
    updated: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    leavers: int = 0
    matching: list[dict] = field(default_factory=list)

    @property
    def is_committed(self) -> bool:
        """Whether the rows are in."""
        return self.state == "committed"

    @property
    def goes_in(self) -> bool:
        """Whether nothing stands in the way: no row refused, nobody unmatched, nothing to ask."""
        return not (self.refused or self.matching or self.stops)

    @property
    def changes(self) -> int:
        """How many records were, or would be, created or changed."""
        return sum(self.created.values()) + sum(self.updated.values())

    def unmatched(self) -> list[Bad]:
        """The rows that name a student in words, as refusals: the command line cannot ask."""
        return [
            Bad(file, row, column, one["text"], _why(len(one["candidates"])))
            for one in self.matching
            for file, row, column in one["rows"]
        ]

    def as_json(self) -> dict[str, object]:
        """The document that the command line promises; ``stops`` and ``leavers`` besides."""
        unmatched = self.unmatched()
        left_out = {(bad.file, bad.row) for bad in unmatched} - {(bad.file, bad.row) for bad in self.refused}
        return {
            "format": self.format,
            "rows": self.rows,
            "accepted": max(0, self.accepted - len(left_out)),
            "refused": [bad.as_json() for bad in (*self.refused, *unmatched)],
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "notes": self.notes,
            "batch": self.batch,
            "state": self.state,
            "stops": [{"code": stop.code, "sentence": stop.sentence} for stop in self.stops],
            "leavers": self.leavers,
        }


def _why(candidates: int) -> str:
    could = {0: "no student here has a name like it", 1: "1 student could be meant"}.get(
        candidates, f"{candidates} students could be meant"
    )
    return (
        f"Nobody is matched by name alone, and {could}. Add the student's number to the row, or choose the student on the "
        f"page of this import."
    )


def outcome_of(batch_id: int, state: str, result: dict) -> Outcome:
    """An outcome from what an import keeps as its result."""
    return Outcome(
        batch=batch_id,
        format=result["format"],
        state=state,
        rows=result["rows"],
        accepted=result["accepted"],
        refused=[Bad(**row) for row in result["refused"]],
        created=result["created"],
        updated=result["updated"],
        unchanged=result["unchanged"],
        notes=result["notes"],
        stops=[Stop(**stop) for stop in result["stops"]],
        leavers=result["leavers"],
        matching=result["matching"],
    )
