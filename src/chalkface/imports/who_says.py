"""Whose word something is, how sure it is, and whose task: what people write in their lists, as the codes that are kept.

Only plain words are taken. Whatever else stands there stays a text, or is left out with a remark; nothing is guessed.
"""

from collections.abc import Mapping

from chalkface.core.chain import confidences, sources
from chalkface.core.derived_keys import folded
from chalkface.imports.remarks import Remarks

SOURCES = {
    "student": ("pupil", "self", "young person", "learner", "student said", "student told us", "leaver"),
    "parent": ("parent", "parents", "mum", "dad", "mother", "father", "carer", "guardian", "home", "family", "parent carer"),
    "meeting": ("guidance meeting", "guidance interview", "careers interview", "careers meeting", "interview", "adviser"),
    "form": ("form", "survey", "questionnaire", "google form", "ms form", "microsoft form"),
    "tutor": ("tutor", "form tutor", "teacher", "school staff", "staff", "head of year", "hoy"),
    "provider": ("college", "provider", "employer", "sixth form", "training provider", "the college", "the employer"),
    "enrolment_list": ("enrolment list", "enrolment data", "college list", "enrolment"),
    "results_day": ("results day", "gcse results day", "a level results day", "results day slip"),
    "local_authority": ("local authority", "la", "council", "la tracking", "ccis", "nccis", "connexions"),
}  # fmt: skip
CONFIDENCES = {
    "confirmed": ("confirmed", "confirmed in writing", "definite", "certain", "verified", "proof seen", "y", "yes", "high"),
    "told": ("told", "told us", "verbal", "hearsay", "self reported", "said so", "reported", "not checked", "medium"),
    "assumed": ("assumed", "assume", "guess", "guessed", "probable", "probably", "unconfirmed", "not confirmed", "low"),
}
OWNERS = {
    "tutor": ("tutor", "form tutor", "ft", "personal tutor", "group tutor"),
    "senco": ("senco", "sendco", "send co", "inclusion lead"),
    "student": ("student", "pupil", "self", "young person", "learner", "yp", "him", "her", "them", "themselves", "stu"),
    "parent": ("parent", "parents", "mum", "dad", "mother", "father", "carer", "carers", "guardian", "home", "family",
               "mum dad", "parent carer", "parents carers", "mum and dad"),
    "careers_leader": ("careers leader", "careers lead", "cl", "head of careers"),
    "adviser": ("adviser", "advisor", "careers adviser", "careers advisor", "ca", "career adviser"),
    "teacher": ("teacher", "subject teacher", "class teacher"),
}  # fmt: skip
# Whose word is as good as having seen it: the place itself, its list, or those who track.
SEEN = {"provider", "enrolment_list", "local_authority"}


def _code_in(text: str, words: Mapping[str, tuple[str, ...]], titles: Mapping[str, str]) -> str:
    said = folded(text)
    if not said:
        return ""
    for code, title in titles.items():
        if said in {folded(code.replace("_", " ")), folded(title)}:
            return code
    return next((code for code, known in words.items() if said in known), "")


def source_of(text: str) -> str:
    """The source that a cell plainly names, or "": ``Mum`` is a parent, ``Northgate Joinery`` is none of the list."""
    return _code_in(text, SOURCES, {code: word.title for code, word in sources().items()})


def confidence_of(text: str) -> str:
    """How sure a cell says that a record is, or "". ``very sure`` is about the student's mind, and is none."""
    return _code_in(text, CONFIDENCES, {code: word.title for code, word in confidences().items()})


def owner_kind_of(text: str, adviser: str = "") -> str:
    """Whose task something is, when the words are plainly one of ours, or the very initials of the row's ``adviser``."""
    if folded(text) and folded(text) == folded(adviser):
        return "adviser"
    return _code_in(text, OWNERS, {})


def how_known(row: int, cells: Mapping[str, str], remarks: Remarks, *, keeps_words: bool) -> dict[str, str]:
    """Source and confidence of a row, as far as it has such columns and they say something.

    ``keeps_words``: a source that is none of the list stays as it was written, as destinations have it.
    """
    found: dict[str, str] = {}
    if "source" in cells or "confirmed_by" in cells:
        text = " ".join((cells.get("source", "") or cells.get("confirmed_by", "")).split())
        found["source"] = source_of(text) or (text if keeps_words else "")
        if folded(text) and not found["source"]:
            remarks.add(row, "who said so is none of the sources that are kept, so the source was left as not known")
    if "confidence" in cells or "confirmed_by" in cells:
        found["confidence"] = confidence_of(cells.get("confidence", ""))
        if folded(cells.get("confidence", "")) and not found["confidence"]:
            remarks.add(row, "how sure that is was left as not known: confirmed, told and assumed are kept")
        elif not found["confidence"] and folded(cells.get("confirmed_by", "")):
            whose = source_of(cells["confirmed_by"])
            found["confidence"] = "confirmed" if whose in SEEN else "told" if whose else ""
            remarks.add(
                row,
                "confirmed by the place itself or the local authority, kept as confirmed" if whose in SEEN
                else "confirmed by somebody else than the place itself, kept as told" if whose
                else "who confirmed it is none of the sources known here, so how sure it is was left as not known",
            )  # fmt: skip
    return found
