"""What is kept only sealed: encrypted with keys that lie outside the database, and bound to the row it belongs to.

Two forms. Words that somebody wrote in confidence (``seal``) say themselves whose they are. What is read in thousands
(``lock``) is bound to its row by a name that is not kept with it, and opens in a few millionths of a second. Each is two calls
that somebody must write; a row that is merely read gives the sealed form.
"""

import base64
import json
import os
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
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


def is_first_note(sealed: str) -> bool:
    """Whether the first key sealed the words."""
    try:
        _keys(settings.NOTE_KEYS[:1]).decrypt(sealed.encode("ascii", "replace"))
    except InvalidToken:
        return False
    return True


VERSION = b"\x01"
MARK, NONCE = 4, 12
HEAD = len(VERSION) + MARK + NONCE
NO_KEY = (
    "Something that is kept sealed cannot be opened with the keys of this server. Whoever runs the server must put the old key "
    "beside the new one (docs/keys.md)."
)
SPOILT = "Something that is kept sealed was changed, or belongs to another row, and is not shown. Tell whoever runs the server."


class NoKey(Refused):
    """No key of this server opens it: the right one may be found yet."""


class Spoilt(Refused):
    """It was sealed with a key of this server and is not as it was, or not where it was."""


@lru_cache(maxsize=8)
def _ciphers(secrets: tuple[str, ...]) -> dict[bytes, AESGCM]:
    """Each key by the mark that what it sealed carries, the one that seals first."""
    found = {}
    for one in secrets:
        key = sha256(b"chalkface sealed rows\0" + one.encode()).digest()
        found.setdefault(sha256(b"mark\0" + key).digest()[:MARK], AESGCM(key))
    return found


def lock(plain: bytes, *, about: str) -> bytes:
    """``plain`` as it may be kept, for the row that ``about`` names (table, school and what the row is known by)."""
    mark, cipher = next(iter(_ciphers(settings.NOTE_KEYS).items()))
    nonce = os.urandom(NONCE)
    return VERSION + mark + nonce + cipher.encrypt(nonce, plain, about.encode())


def unlock(sealed: bytes, *, about: str) -> bytes:
    """What was sealed. Raises ``NoKey`` when no key of this server did it, ``Spoilt`` when it was changed since or was sealed
    for another row: nothing is ever half opened."""
    sealed = bytes(sealed)
    cipher = _ciphers(settings.NOTE_KEYS).get(sealed[len(VERSION) : len(VERSION) + MARK])
    if cipher is None or not sealed.startswith(VERSION):
        raise NoKey(NO_KEY)
    try:
        return cipher.decrypt(sealed[HEAD - NONCE : HEAD], sealed[HEAD:], about.encode())
    except (InvalidTag, ValueError) as error:
        raise Spoilt(SPOILT) from error


def is_under_first(sealed: bytes) -> bool:
    """Whether the first key sealed it."""
    return bytes(sealed[: len(VERSION) + MARK]) == VERSION + next(iter(_ciphers(settings.NOTE_KEYS)))


def lock_text(plain: str, *, about: str) -> str:
    """The same of text and as text; nothing stays nothing."""
    return base64.urlsafe_b64encode(lock(plain.encode(), about=about)).decode("ascii") if plain else ""


def unlock_text(sealed: str, *, about: str) -> str:
    """What ``lock_text`` sealed. Raises as ``unlock`` does."""
    if not sealed:
        return ""
    try:
        held = base64.urlsafe_b64decode(sealed)
    except ValueError as error:
        raise Spoilt(SPOILT) from error
    return unlock(held, about=about).decode()


def is_text_under_first(sealed: str) -> bool:
    """Whether the first key sealed it."""
    try:
        return is_under_first(base64.urlsafe_b64decode(sealed[:8]))  # version and mark are in the first six bytes
    except ValueError:
        return False
