"""The partners of the example school, all invented and all marked ``(example)``."""

from dataclasses import dataclass

from chalkface.imports.example_school.routes import COLLEGES, OTHER_SIXTH_FORM, SIXTH_FORM_COLLEGE, TRAINERS, UNIVERSITIES
from chalkface.imports.example_school.streams import Row, yes_no

# Name without the mark, SIC section, size. A section or size is empty where the school never asked.
EMPLOYERS = """
Saltmarsh General Hospital|Q|large
Ferry Lane Surgery|Q|small
Brightwater Care Homes|Q|medium
Tern Island Nurseries|P|small
Kingsferry Port Company|H|large
Mudlark Haulage|H|medium
Quayside Cycle Couriers|H|micro
Gantry and Hull Boatbuilders|C|medium
Reedbed Paper Mill|C|large
Tidewheel Turbines|C|medium
Copperkettle Brewery|C|small
Little Anvil Forge|C|self_employed
Causeway Construction|F|medium
Plumb and Level Builders|F|small
Bright Sparks of Ferrybridge|F|self_employed
Samphire Joinery|F|micro
Estuary Water|E|large
Greenturn Recycling|E|medium
Windward Energy|D|large
Marsh Farm Produce|A|small
Oyster Bed Fisheries|A|micro
Lantern Street Bakery|G|micro
Harbour Stores|G|large
Wheelhouse Motors|G|small
Tidy Thread Tailoring|G|self_employed
The Drowned Bell Hotel|I|medium
Samovar Cafe|I|micro
Marshlight Software|J|small
Pixel Jetty Games|J|micro
Ferry Radio|J|small
Saltbox Systems|J|medium
Kingsferry Building Society|K|medium
Groyne and Partners Insurance|K|small
Heron Estates|L|small
Wick and Wold Solicitors|M|small
Compass Rose Architects|M|micro
Sluice Gate Engineering|M|medium
Tansy Veterinary Practice|M|small
Bramble and Quill Accountants|M|small
Cleanshore Services|N|medium
Ropewalk Recruitment|N|small
Marsh Academy Trust Office|P|medium
Foghorn Theatre|R|small
Kingsferry Rovers|R|medium
Driftwood Studio|R|self_employed
Curlew Hair|S|micro
Wharf Repair Works|S|micro
Mapmaker Surveying||small
Oddment and Sons||
"""
OTHERS = """
sixth_form|{other_sixth_form}||
sixth_form_college|{sixth_form_college}||
charity|Marshland Youth Trust (example)|S|small
charity|Ferry Food Bank (example)|Q|small
charity|Wetland Wildlife Fund (example)|R|medium
public_body|Kingsferry Fire Station (example)|O|medium
public_body|Kingsferry Council (example)|O|large
public_body|Estuary Police (example)|O|large
public_body|County Records Office (example)|R|small
alumni|Old Kingsferrians network (example)||
alumni|Former student, paramedic (example)|Q|
alumni|Former student, set designer (example)|R|
alumni|Former student, apprentice engineer (example)|C|
other|Parents' association (example)||
"""


@dataclass(frozen=True)
class Partner:
    """A partner; ``approved`` marks a provider of approved technical education or apprenticeships."""

    key: str
    name: str
    kind: str
    sector: str = ""
    size: str = ""
    approved: bool = False

    def row(self) -> Row:
        """The row of ``partners``. Postcode and UKPRN stay empty: a made-up one could be somebody's."""
        return {
            "partner_id": self.key, "name": self.name, "kind": self.kind, "approved_technical": yes_no(self.approved),
            "sector": self.sector, "size": self.size, "postcode": "", "ukprn": "",
        }  # fmt: skip


def all_partners() -> list[Partner]:
    """Employers first, then providers, then everyone else."""
    found: list[tuple[str, str, str, str, bool]] = []
    for line in EMPLOYERS.strip().splitlines():
        name, sector, size = line.split("|")
        found.append(("employer", f"{name} (example)", sector, size, False))
    found += [("further_education", name, "P", "large", True) for name in COLLEGES]
    found += [("training_provider", name, "P", "medium", True) for name in TRAINERS]
    found += [("university", name, "P", "large", False) for name in UNIVERSITIES]
    for line in OTHERS.format(other_sixth_form=OTHER_SIXTH_FORM, sixth_form_college=SIXTH_FORM_COLLEGE).strip().splitlines():
        kind, name, sector, size = line.split("|")
        found.append((kind, name, sector, size, False))
    return [
        Partner(f"P{number:03d}", name, kind, sector, size, approved)
        for number, (kind, name, sector, size, approved) in enumerate(found, start=1)
    ]
