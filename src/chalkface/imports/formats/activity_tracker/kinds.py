"""What kind of activity a tracker's row describes, and who was there: guesses from its words, always said to be guesses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chalkface.core.derived_keys import folded
from chalkface.core.words import ACTIVITY_KINDS

NUMBERS = re.compile(r"(?<![0-9])([1-8])(?![0-9])")
NOBODY = re.compile(
    r"^(?:n\s*/?\s*a|none|no|nil|-+|tbc|tba|\?+|internal|in[ -]?house|"
    r"school staff|staff|various\b.*|see\b.*|multiple\b.*|several\b.*|many\b.*)$",
    re.IGNORECASE,
)
OTHERS = re.compile(r"\s*(?:\+|&|and)?\s*(?:\d+|many|several)?\s*(?:others?|more)\s*$", re.IGNORECASE)
# Words of the title, tried in this order.
TITLES = (
    (
        "workplace_experience",
        r"\bwex\b|work experience|work placement|work shadow|site visit|workplace visit|take (?:our|your) (?:sons|daughters)",
    ),
    ("staff_training", r"\bcpd\b|\binset\b|staff training|staff briefing"),
    ("parent_event", r"parents?'? (?:evening|event|information)|parents? and carers"),
    ("higher_education_visit", r"\buni(?:s|versity|versities)?\b|\bucas\b|higher education|campus visit|\bhe fair\b"),
    (
        "recruitment_practice",
        r"mock interview|interview (?:day|practice|skills)|assessment cent|\bcv\b|application (?:workshop|form)",
    ),
    (
        "provider_encounter",
        r"\bcollege|apprentic|\bask\b|\bt[ -]?levels?\b|post[ -]?16|sixth form|6th form|provider|options fair|roadshow",
    ),
    ("labour_market_information", r"\blmi\b|labour market|job market"),
    ("employer_encounter", r"employer|speaker|careers? fair|careers? talk|enterprise|industry|business"),
    ("curriculum_link", r"\bat work\b|careers? in|curriculum|drop down|lesson"),
)
# The kinds that a benchmark may be about, likeliest first.
BENCHMARK_KINDS = {
    2: ("labour_market_information",),
    4: ("curriculum_link",),
    5: ("employer_encounter", "recruitment_practice"),
    6: ("workplace_experience",),
    7: ("provider_encounter", "higher_education_visit"),
}
NEEDS_SOMEBODY = {"employer_encounter", "provider_encounter", "higher_education_visit"}
PREFERENCE = (6, 5, 7, 4, 2)


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind guessed and the sentence that says so."""

    code: str
    remark: str


def benchmarks_of(text: str) -> tuple[int, ...]:
    """The benchmark numbers in a cell: ``3, 7``, ``GB5 & GB7``, ``5;8?``, ``GB4/5``; of ``7.2`` the 7."""
    return tuple(dict.fromkeys(int(number) for number in NUMBERS.findall(re.sub(r"\.\d+", "", text))))


def kind_of(title: str, benchmarks: Sequence[int], partners: Sequence[str]) -> Kind:
    """The kind of an activity from its benchmarks and its title.

    The title decides among the kinds that its benchmarks allow; without benchmarks it decides alone; where it says nothing
    the weightiest benchmark decides (6, 5, 7, 4, 2): somebody from outside in a lesson is a meeting first. A row that names
    nobody from outside is not taken for a meeting.
    """
    lowered = title.lower()
    allowed = [code for number in PREFERENCE if number in benchmarks for code in BENCHMARK_KINDS[number]]
    by_title = [code for code, pattern in TITLES if re.search(pattern, lowered) and (code != "curriculum_link" or not allowed)]
    why = f"benchmarks {', '.join(map(str, benchmarks))} and the title" if benchmarks else "the title"
    code = next((code for code in by_title if code in allowed), "") if allowed else next(iter(by_title), "")
    code = code or next(iter(allowed), "other")
    if code in NEEDS_SOMEBODY and not partners:
        return Kind(
            "other",
            f"the kind was left as “{ACTIVITY_KINDS['other']}”: "
            f"it would be “{ACTIVITY_KINDS[code]}”, but nobody from outside is named",
        )
    return Kind(code, f"the kind “{ACTIVITY_KINDS[code]}” is a guess from {why}")


def partners_of(text: str) -> tuple[list[str], str]:
    """The organisations that a cell names, and a remark on what it does not name.

    ``Rotary; NHS; Yorkshire Water + 5 others`` names three; ``various - see sheet`` and ``n/a`` name none.
    """
    named, remark = [], ""
    for part in re.split(r"[;\n]|,(?!\s*(?:ltd|limited|inc|plc|llp)\b)|\s[/+]\s", text, flags=re.IGNORECASE):
        part = part.strip(" .")
        without = OTHERS.sub("", part)
        if without != part or re.fullmatch(r"\d+", part):
            remark = f"“{text.strip()[:60]}” does not name all who came"
        part = without.strip(" .+&")
        if not folded(part) or re.fullmatch(r"\d+", part):
            continue
        if NOBODY.match(part):
            if re.match(r"various|see|multiple|several|many", part, re.IGNORECASE):
                remark = f"“{text.strip()[:60]}” does not say who came"
            continue
        named.append(part)
    return named, remark


PARTNER_NAMES = {
    "employer": "an employer",
    "sixth_form": "a school sixth form",
    "further_education": "a further education college",
    "sixth_form_college": "a sixth-form college",
    "university": "a university",
    "training_provider": "a training provider",
    "charity": "a charity",
    "public_body": "a public body",
    "alumni": "former students",
}
PARTNER_KINDS = (
    ("sixth_form_college", r"\bsixth form college\b|\b6th form coll"),
    ("sixth_form", r"\bsixth form\b|\b6th form\b"),
    ("university", r"\buni(?:v|versity)?\b"),
    ("further_education", r"\bcoll(?:ege)?\b"),
    ("training_provider", r"\btraining\b|\bask\b|apprentic"),
    (
        "public_body",
        r"\bnhs\b|\bcouncil\b|\bpolice\b|\bfire (?:and|service)\b|\barmy\b|\braf\b|\bnavy\b|\bjob ?centre|\bdwp\b|\bhospital\b",
    ),
    ("charity", r"\brotary\b|\btrust\b|\bcharity\b|\bfoundation\b"),
    ("alumni", r"\balumn"),
)


def partner_kind(name: str) -> str:
    """The kind of organisation that a name suggests; an employer if it suggests nothing else."""
    lowered = folded(name)
    return next((code for code, pattern in PARTNER_KINDS if re.search(pattern, lowered)), "employer")


MODES = (
    ("blended", r"hybrid|blended|\bboth\b|f2f\s*(?:and|&|/|\+)\s*(?:virtual|online)"),
    ("virtual", r"virtual|online|remote|zoom|teams|webinar|video"),
    ("in_person", r"f2f|face|in[ -]?person|on[ -]?site|in school|live|visit"),
)


def mode_of(text: str) -> str | None:
    """``in_person``, ``virtual`` or ``blended`` from the words for it; ``""`` for an empty cell, ``None`` if it cannot be
    told.
    """
    if not text.strip():
        return ""
    return next((code for code, pattern in MODES if re.search(pattern, text.lower())), None)
