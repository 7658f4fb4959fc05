"""What to put in the addresses of pages, for one company of the cast. A new kind of argument is added here."""

import re

from tests.cast import Company

# Arguments that are codes of the content, the same in every school.
CODES = {
    "framework": "gatsby-2025", "benchmark": "5", "statement": "5.1", "indicator": "guidance-by-16", "year": 2025,
    "duty": "SG-04", "kind": "statement", "of": "gatsby-2025:5.1", "set": "career-development", "area": "EXP", "year_group": 9,
    "provider": "openid",
    "award": "quality-in-careers", "criterion": "QC-1",
    "rule": "notes",
    "paper": "parent-page",
    "token": "A" * 32,  # a secret that nobody made
}
# Arguments that are called otherwise than their row: ``request`` is Django's own word in a page.
ROWS = {"asked": "request"}

# Pages that ask for another row of the cast than the argument's name says: the survey that the student has answered.
OF_PAGE = {
    "surveys.answers": {"survey": "past_survey"}, "surveys.links": {"survey": "parents_survey"},
    "surveys.words": {"survey": "words_survey"}, "surveys.mark": {"survey": "words_survey"},
}  # fmt: skip


def arguments_of(door, company: Company) -> dict:
    """The arguments of a door's address for this company. Raises ``KeyError`` naming one that nobody can give."""
    given = {"school": company.school.slug} if door.kind in ("school", "own") else {}
    for _, name in re.findall(r"<(\w+:)?(\w+)>", door.path):
        if name == "school":
            continue
        given[name] = CODES[name] if name in CODES else company.rows[OF_PAGE.get(door.name, ROWS).get(name, name)].pk
    return given
