"""Keys for records whose file gives none: worked out from what they say, so that the same row is the same record next time."""

import hashlib
import re
import unicodedata

COMPANY_ENDINGS = {"ltd", "limited", "plc", "llp", "inc", "co", "company", "uk", "the", "group"}
SHORT_WORDS = {
    "coll": "college",
    "uni": "university",
    "univ": "university",
    "acad": "academy",
    "sch": "school",
    "bros": "brothers",
}


def folded(text: str) -> str:
    """Text without case, accents, punctuation and repeated spaces, for comparing."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['’`]", "", letters)))


def folded_name(text: str) -> str:
    """A person's name for comparing, whichever way round it is written: ``O'Neill, Aoife`` and ``aoife oneill`` meet."""
    return " ".join(sorted(folded(text).split()))


def folded_organisation(text: str) -> str:
    """An organisation's name for comparing: ``Penistone Garage Ltd`` and ``Penistone Garage Limited`` meet."""
    words = [SHORT_WORDS.get(word, word) for word in folded(text).split()]
    kept = [word for word in words if word not in COMPANY_ENDINGS]
    return " ".join(kept or words)


def derived_key(prefix: str, *parts: object) -> str:
    """A short stable key from what a record says, such as ``activity-1f0c2a9b4d3e``."""
    joined = "\x1f".join(str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode()).hexdigest()[:12]}"
