"""Printed passes: the secret of the QR code, the code to type, and what is kept of each."""

import hmac
import re
import secrets
from hashlib import sha256

# Twelve of these are 57 bits; nothing looks like anything else, in capitals or not.
LETTERS = "ABCDEFGHJKMNPQRTUVWXY346789"
LENGTH, GROUP = 12, 4


def new_code() -> str:
    """A code to type, different every time."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def shown(code: str) -> str:
    """A code as it is printed, in groups of four: ABCD-EFGH-JKMN."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def plain(typed: str) -> str:
    """What somebody typed as the code it means: capitals, without hyphens and spaces."""
    return re.sub(r"[^A-Z0-9]", "", typed.upper())


def code_digest(code: str, key: str) -> str:
    """What is kept of a code. A code is short enough to be tried out by who has the database, so the server's key is in it."""
    derived = hmac.new(key.encode(), b"chalkface printed code", sha256).digest()
    return hmac.new(derived, code.encode(), sha256).hexdigest()
