"""The example school's own files again, with a script in every text of them: what somebody brings who means harm.

    python -m tests.trust.hostile_school

makes the example school, as it is, in the place that the environment names; says its slug and its day as JSON.
"""

import csv
import io
import json
import zipfile
from datetime import date

import django

django.setup()

from django.utils import timezone  # noqa: E402 - after the settings are read

from chalkface.imports.example_school import example_files  # noqa: E402 - after Django is set up
from chalkface.imports.formats.exchange.cells import filled, written  # noqa: E402 - after Django is set up
from chalkface.imports.formats.exchange.tables import FILES  # noqa: E402 - after Django is set up
from chalkface.jobs.example import SEED, make_example  # noqa: E402 - after Django is set up
from chalkface.jobs.server import ready_database  # noqa: E402 - after Django is set up
from tests.trust.payloads import Payloads  # noqa: E402 - after Django is set up

# Codes, and what other rows are known by: no texts, though they are read as such.
CODES = {"sen_needs", "subject", "local_authority_code", "tutor_group", "postcode", "value"}
LEFT_OUT = ("participations", "offers", "taught_subjects", "activity_partners")
ROOM = {"legal_forename": 60, "legal_surname": 60, "preferred_forename": 60, "preferred_surname": 60}


def spoilt(payloads: Payloads, today: date) -> tuple[bytes, int]:
    """(the zip, how many texts of it are ours)."""
    texts, packed = 0, io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in example_files(SEED, today):
            stem = file.name.rpartition("/")[2].removesuffix(".csv")
            if stem in LEFT_OUT:
                continue
            known = FILES[stem]
            texts_of = [one.name for one in known.columns if one.parse in (written, filled)]
            ours = [name for name in texts_of if name not in CODES | set(known.key)]
            rows = list(csv.DictReader(io.StringIO(file.content.decode())))
            out = io.StringIO(newline="")
            writer = csv.DictWriter(out, list(rows[0]), lineterminator="\r\n")
            writer.writeheader()
            for row in rows:
                for name in ours:
                    if row.get(name):
                        row[name] = payloads.text(ROOM.get(name, 120), 3)
                        texts += 1
                writer.writerow(row)
            archive.writestr(file.name, out.getvalue())
    return packed.getvalue(), texts


def main() -> dict:
    ready_database()
    return {"school": make_example(timezone.localdate()), "today": timezone.localdate().isoformat()}


if __name__ == "__main__":
    print(json.dumps(main()))
