"""A passkey made of software, which does as it is told: also what a real one never does."""

import json
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

ORIGIN, HOST = "http://testserver", "testserver"
FLAG = AuthenticatorData.FLAG


class SoftKey:
    """One passkey for one site. What is answered can be spoilt by naming it otherwise."""

    def __init__(self, number: int = 1) -> None:
        self.private = ec.derive_private_key(1_000_000 + number, ec.SECP256R1())
        self.id = sha256(f"key {number}".encode()).digest()
        self.handle = b""
        self.count = 0

    def _flags(self, verified: bool, present: bool) -> FLAG:
        return (FLAG.UP if present else FLAG(0)) | (FLAG.UV if verified else FLAG(0))

    def make(self, question: str, *, origin=ORIGIN, host=HOST, verified=True, present=True, kind="webauthn.create") -> str:
        """Answer a question for a new passkey."""
        asked = json.loads(question)
        self.handle = websafe_decode(asked["user"]["id"])
        client = CollectedClientData.create(kind, asked["challenge"], origin)
        key = AttestedCredentialData.create(Aaguid(bytes(16)), self.id, ES256.from_cryptography_key(self.private.public_key()))
        data = AuthenticatorData.create(
            sha256(host.encode()).digest(), self._flags(verified, present) | FLAG.AT, self.count, bytes(key)
        )
        made = AttestationObject.create("none", data, {})
        return self._answer({"clientDataJSON": client, "attestationObject": made})

    def use(
        self, question: str, *, origin=ORIGIN, host=HOST, verified=True, present=True, kind="webauthn.get", challenge="",
        count=None, handle=None, signed_by=None, credential=None,
    ) -> str:  # fmt: skip
        """Answer a question for a passkey that there is."""
        self.count = self.count + 1 if count is None else count
        client = CollectedClientData.create(kind, challenge or json.loads(question)["challenge"], origin)
        data = AuthenticatorData.create(sha256(host.encode()).digest(), self._flags(verified, present), self.count)
        signature = (signed_by or self).private.sign(bytes(data) + client.hash, ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": client, "authenticatorData": data, "signature": signature}
        return self._answer(parts | {"userHandle": self.handle if handle is None else handle}, credential)

    def _answer(self, parts: dict, credential: bytes | None = None) -> str:
        name = websafe_encode(credential or self.id)
        response = {key: websafe_encode(bytes(value)) for key, value in parts.items()}
        whole = {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}
        return json.dumps(whole)
