"""Second factors: codes of an authenticator app, and recovery codes for whoever lost it."""

import re
import secrets
from datetime import datetime
from hashlib import sha256

import pyotp

STEP = 30  # seconds that a code of an app stands
CODES = 10
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is read as another
_LONG = 16  # 80 bits
TITLES = {"app": "Authenticator app", "passkey": "Passkey"}


def new_secret() -> str:
    """The secret that an app and we share."""
    return pyotp.random_base32()


def address_for_app(secret: str, email: str) -> str:
    """What the QR code says to an app."""
    return pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=email, issuer_name="Chalkface")


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The step whose code this is, when it is the present one or a neighbour (clocks differ); else None."""
    code = re.sub(r"\s", "", code)
    if not re.fullmatch(r"[0-9]{6}", code):
        return None
    now, app = int(at.timestamp()) // STEP, pyotp.HOTP(secret)
    return next((step for step in (now, now - 1, now + 1) if secrets.compare_digest(app.at(step), code)), None)


def code_at(secret: str, at: datetime) -> str:
    """What an app shows at a moment."""
    return pyotp.TOTP(secret, interval=STEP).at(at)


def new_recovery_codes() -> list[str]:
    """Ten codes, in groups of four letters."""
    made = ("".join(secrets.choice(_LETTERS) for _ in range(_LONG)) for _ in range(CODES))
    return ["-".join(code[at : at + 4] for at in range(0, _LONG, 4)) for code in made]


def recovery_digest(code: str) -> str:
    """How a recovery code is kept, however it was typed."""
    return sha256(("recovery " + re.sub(r"[^A-Z0-9]", "", code.upper())).encode()).hexdigest()
