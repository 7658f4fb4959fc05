"""Words that are kept only sealed: encrypted with keys that lie outside the database, and bound to the row they belong to.

Sealing and opening are two calls that somebody must write; a row that is merely read gives the sealed form.
"""

import base64
import json
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from chalkface.core.errors import Refused


@lru_cache(maxsize=8)
def _keys(secrets: tuple[str, ...]) -> MultiFernet:
    """The first secret seals; all of them open, so that a key can be changed without rewriting every row at once."""
    return MultiFernet([Fernet(base64.urlsafe_b64encode(sha256(one.encode()).digest())) for one in secrets])


def seal(words: str, *, school_id: int, student_id: int) -> str:
    """``words`` as they may be kept, for a row about this student of this school."""
    return _keys(settings.NOTE_KEYS).encrypt(json.dumps([school_id, student_id, words]).encode()).decode("ascii")


def unseal(sealed: str, *, school_id: int, student_id: int) -> str:
    """The words again. Raises ``Refused`` when no key opens them, or when they were sealed for another student: a damaged,
    exchanged or foreign row gives nothing, never half of something."""
    try:
        school, student, words = json.loads(_keys(settings.NOTE_KEYS).decrypt(sealed.encode("ascii", "replace")))
    except (InvalidToken, ValueError) as error:
        raise Refused(
            "This note cannot be opened with the keys of this server. Whoever runs the server must put the old key beside the "
            "new one (docs/keys.md)."
        ) from error
    if (school, student) != (school_id, student_id):
        raise Refused("This note belongs to another student and is not shown. Tell whoever runs the server.")
    return words


def resealed(sealed: str) -> str:
    """The same words under the first key. Raises ``InvalidToken`` when no key opens them."""
    return _keys(settings.NOTE_KEYS).rotate(sealed.encode("ascii")).decode("ascii")
