"""Notes about single rows, gathered so that fifty rows with one matter make one sentence."""

SHOWN = 8


class Remarks:
    """Sentences with the rows they are about."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._rows: dict[str, list[int]] = {}

    def add(self, row: int, sentence: str) -> None:
        """Remember a sentence (without full stop) about one row; an empty one is passed over."""
        if sentence and row not in (rows := self._rows.setdefault(sentence, [])):
            rows.append(row)

    def notes(self) -> list[str]:
        """One note for each sentence: ``tracker.csv, rows 4, 7: …``; after eight rows only how many more."""
        return [f"{self._file}, {_rows(rows)}: {sentence}." for sentence, rows in self._rows.items()]


def _rows(rows: list[int]) -> str:
    shown = ", ".join(str(row) for row in rows[:SHOWN])
    more = f" and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
    return f"row {shown}" if len(rows) == 1 else f"rows {shown}{more}"
