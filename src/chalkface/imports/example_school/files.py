"""The example school as files, as if a school had sent its exchange folder: what the import takes."""

import csv
import io
from datetime import date

from chalkface.imports.example_school.build import example_school
from chalkface.imports.parsed import Received


def example_files(seed: int, day: date) -> list[Received]:
    """The files of the example school on ``day``: one CSV for each file of the exchange format that has rows."""
    files = []
    for stem, rows in example_school(seed, day).items():
        if rows:
            text = io.StringIO(newline="")
            writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            files.append(Received(f"example-school/{stem}.csv", text.getvalue().encode("utf-8")))
    return files
