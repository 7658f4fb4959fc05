"""Passkeys (WebAuthn): what a browser is asked, and whether what it answers is sound.

A passkey is taken only when its holder proved themselves to it (a finger, a face, a PIN): it is two factors at once. Which
make of key it is, nobody asks.
"""

import json
import secrets
from dataclasses import dataclass
from hashlib import sha256

from fido2 import cbor
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from chalkface.core.errors import Refused

LONGEST_ANSWER = 20_000  # characters; real ones have at most four thousand
NOT_TAKEN = "That passkey was not taken. Try once more, or come in another way."
_ALWAYS = UserVerificationRequirement.REQUIRED


@dataclass(frozen=True)
class Site:
    """Where a passkey is for: the name of the host, and the origin that a browser says it is at."""

    host: str
    origin: str


@dataclass(frozen=True)
class Made:
    """A passkey that was just made: its id and public key as kept, and how often it was used."""

    credential: str
    public_key: str
    counter: int


@dataclass(frozen=True)
class Used:
    """A sound answer of a passkey: the count it gives, and the digest of the challenge that it answered."""

    counter: int
    challenge: str


def new_handle() -> str:
    """A name for an account that tells a passkey nothing of the person."""
    return websafe_encode(secrets.token_bytes(32))


def digest_of_credential(credential: str) -> str:
    """By which a passkey is found."""
    return sha256(credential.encode()).hexdigest()


def _server(site: Site) -> Fido2Server:
    return Fido2Server(
        PublicKeyCredentialRpEntity(name="Chalkface", id=site.host), verify_origin=lambda origin: origin == site.origin
    )


def _held(credentials: list[str]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=websafe_decode(one)) for one in credentials
    ]


def ask_to_make(site: Site, handle: str, email: str, name: str, held: list[str]) -> tuple[str, dict]:
    """(what the browser is asked, as JSON; what to remember of it) to make a passkey, none on a key that has one already."""
    user = PublicKeyCredentialUserEntity(id=websafe_decode(handle), name=email, display_name=name or email)
    options, state = _server(site).register_begin(
        user, _held(held), resident_key_requirement=ResidentKeyRequirement.REQUIRED, user_verification=_ALWAYS
    )
    return json.dumps(dict(options.public_key)), state


def ask_to_use(site: Site, held: list[str] | None) -> tuple[str, dict]:
    """The same to use one: of those ``held``, or any that the person has for this site (None)."""
    options, state = _server(site).authenticate_begin(_held(held) if held else None, user_verification=_ALWAYS)
    return json.dumps(dict(options.public_key)), state


def parsed(answer: str) -> dict:
    """What a browser sent. Raises ``Refused`` when it is not an answer of a passkey."""
    try:
        found = json.loads(answer) if len(answer) <= LONGEST_ANSWER else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("response"), dict):
        raise Refused(NOT_TAKEN)
    if not isinstance(found.get("id"), str) or not found["id"].isascii():
        raise Refused(NOT_TAKEN)
    return found


def made(site: Site, state: dict, answer: dict) -> Made:
    """The passkey that was made. Raises ``Refused`` for whatever is not in order."""
    try:
        data = _server(site).register_complete(state, answer)
        key = data.credential_data
        return Made(websafe_encode(key.credential_id), websafe_encode(cbor.encode(dict(key.public_key))), data.counter)
    except Exception as error:  # a stranger's bytes, read by three parsers: each has errors of its own
        raise Refused("No passkey was made. Try once more.") from error


def used(site: Site, state: dict, answer: dict, *, credential: str, public_key: str, handle: str) -> Used:
    """Whether the kept passkey gave this answer to this very question. Raises ``Refused`` for whatever is not in order: other
    origin, other question, a holder who was not verified, a signature that is not its own."""
    try:
        key = CoseKey.parse(cbor.decode(websafe_decode(public_key)))
        kept = AttestedCredentialData.create(Aaguid(bytes(16)), websafe_decode(credential), key)
        _server(site).authenticate_complete(state, [kept], answer)
        response = AuthenticationResponse.from_dict(answer).response
    except Exception as error:  # as above
        raise Refused(NOT_TAKEN) from error
    if response.user_handle is not None and response.user_handle != websafe_decode(handle):
        raise Refused(NOT_TAKEN)
    return Used(response.authenticator_data.counter, sha256(state["challenge"].encode()).hexdigest())
