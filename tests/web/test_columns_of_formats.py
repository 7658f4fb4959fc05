"""Every kind of spreadsheet can be taken in under headings that nobody could guess, once somebody says which is which."""

from pathlib import Path

import pytest
from django.test import Client

import chalkface.imports.formats as folder
from chalkface.imports.columns import find_header
from chalkface.imports.formats import formats
from chalkface.imports.headings import CHOOSABLE
from chalkface.imports.parsed import Received
from chalkface.imports.reading import open_document
from tests.imports.schools import table
from tests.signed_in import signed_in_as
from tests.web.importing import Importing

pytestmark = pytest.mark.django_db
SAMPLES = {
    "student_list": "sample_sims.csv",
    "participation_list": "sample_rows.csv",
    "activity_tracker": "sample.csv",
    "guidance_log": "sample.csv",
    "intentions_form": "sample.csv",
    "destinations_list": "sample.csv",
    "strategic_plan": "sample.csv",
    "risk_facts": "sample.csv",
}


def under_odd_headings(code: str) -> tuple[bytes, dict[str, str]]:
    """The sample of a format with its headings replaced, and which of the new ones is which column."""
    path = Path(folder.__file__).parent / code / SAMPLES[code]
    (sheet,) = open_document(Received(path.name, path.read_bytes())).sheets
    header, found = find_header(sheet, formats()[code].columns[""])
    taken = {position: name for name, position in found.mapping.items()}
    headings = [f"Zq heading {position}" for position in range(len(sheet.rows[header]))]
    chosen = {heading: taken.get(position, "") for position, heading in enumerate(headings)}
    return table(headings, sheet.rows[header + 1 :]), chosen


def test_there_is_a_sample_of_each():
    assert set(SAMPLES) == CHOOSABLE


@pytest.mark.parametrize("code", SAMPLES)
def test_odd_headings_are_read_as_chosen_and_known_the_next_time(school_a, code):
    client = Client()
    signed_in_as(client, school_a.accounts["careers_leader"])
    leader = Importing(client, "school-a")
    content, chosen = under_odd_headings(code)
    assert leader.drop(("odd.csv", content)).status_code == 422
    batch = leader.received(("odd.csv", content), format=code)
    assert "Choose the columns" in leader.read(batch)
    sent = {}
    for number, (heading, column) in enumerate(chosen.items()):
        sent |= {f"heading-{number}": heading, f"column-{number}": column}
    assert client.post(f"{batch}columns/", sent).status_code == 302
    assert "could not be read" not in leader.read(batch)
    again = leader.received(("next year.csv", content))
    first, second = (leader.read(address).partition("received")[2] for address in (batch, again))
    assert second == first.replace("odd.csv", "next year.csv")
