"""Who a provider says has come: what of its words counts as vouched for, and what is only a claim.

An address in a token is worth nothing by itself: at Microsoft the administrator of any tenant may write any address into the
field ``email``. What counts is what the provider has checked: that a domain belongs to the organisation that it speaks for.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PROVIDERS = {"microsoft": "Microsoft", "google": "Google", "openid": "your school's account"}
PERSONAL_TENANT = "9188040d-6c67-4c5b-b112-36a304b66dad"  # of Microsoft's accounts for private persons
# Anybody may have an address there, so no school is behind it.
OPEN_TO_ALL = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.com", "live.co.uk", "msn.com",
    "yahoo.com", "yahoo.co.uk", "icloud.com", "me.com", "aol.com", "btinternet.com", "sky.com", "proton.me", "protonmail.com",
})  # fmt: skip


@dataclass(frozen=True)
class Identity:
    """One subject of one provider; ``email`` is empty unless the provider vouches for it."""

    provider: str
    issuer: str
    subject: str
    tenant: str
    email: str

    @property
    def domain(self) -> str:
        """What the address ends with."""
        return self.email.rpartition("@")[2]


def _yes(value: object) -> bool:
    return value is True or value == "true"


def _address(value: object) -> str:
    text = value.strip().lower() if isinstance(value, str) else ""
    fits = text.isascii() and text.isprintable() and " " not in text and text.count("@") == 1
    return text if fits and len(text) <= 254 and not text.startswith("@") and not text.endswith("@") else ""


def identity_of(provider: str, claims: Mapping[str, object]) -> Identity:
    """What ``claims`` (of a token whose signature, issuer and audience are right) say of who has come."""
    issuer, subject, tenant, email = str(claims["iss"]), str(claims["sub"]), "", ""
    if provider == "microsoft":
        tenant = str(claims.get("tid", "")).lower()
        guest = claims.get("idp", issuer) != issuer
        if tenant and tenant != PERSONAL_TENANT and not guest:
            # The tenant owns the domain of a user name (Microsoft checks that), and of an address where it says so.
            owned = _yes(claims.get("xms_edov"))
            email = (_address(claims.get("email")) if owned else "") or _address(claims.get("preferred_username"))
    elif _yes(claims.get("email_verified")):
        email = _address(claims.get("email"))
        if provider == "google":
            tenant = str(claims.get("hd", "")).lower()
            email = email if tenant and email.endswith(f"@{tenant}") else ""  # no organisation speaks for a private account
    return Identity(provider, issuer, subject, tenant, email)
