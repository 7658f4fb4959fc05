"""The secret in the address of a dated link: made once, shown once, kept only as its digest."""

import secrets
from hashlib import sha256

BYTES = 24  # 192 bits: nobody finds one by trying, so nothing has to count tries


def new_token() -> str:
    """A secret that fits into an address, different every time."""
    return secrets.token_urlsafe(BYTES)


def digest_of(token: str) -> str:
    """What is kept of a secret, and looked up: whoever reads the database cannot open a link with it."""
    return sha256(token.encode("utf-8", "backslashreplace")).hexdigest()
