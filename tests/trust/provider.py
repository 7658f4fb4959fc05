"""A real OpenID provider on the loopback of this machine: discovery, keys, the question, the token. It does what it is told,
wrong things too."""

import json
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import time
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "chalkface-test", "provider-secret"


def new_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """What it says of who signs in (``claims``), and how it errs: ``lie`` changes the token before it is signed."""

    def __init__(self) -> None:
        self.key, self.foreign = new_key(), new_key()
        self.claims: dict = {}
        self.codes: dict[str, dict] = {}
        self.lie = lambda claims: claims
        self.sign = lambda claims: jwt.encode(claims, self.key, "RS256", {"kid": "one"})
        self.requests: list[str] = []
        self.issuer, self.told_issuer = "", ""

    def described(self) -> dict:
        at = self.issuer
        return {
            "issuer": self.told_issuer or at, "authorization_endpoint": f"{at}/authorize", "token_endpoint": f"{at}/token",
            "jwks_uri": f"{at}/keys",
        }

    def keys(self) -> dict:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """The person signs in: the address that their browser is sent back to."""
        code = f"code{len(self.codes)}"
        self.codes[code] = asked
        return asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"]})

    def token(self, sent: dict[str, str]) -> dict | None:
        """The token for a code, once, for who can show what its hash was sent before."""
        asked = self.codes.pop(sent.get("code", ""), None)
        shown = urlsafe_b64encode(sha256(sent.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        good = asked and shown == asked["code_challenge"] and sent.get("redirect_uri") == asked["redirect_uri"]
        if not good or (sent.get("client_id"), sent.get("client_secret")) != (CLIENT, SECRET):
            return None
        now = int(time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"], **self.claims,
        }
        if asked.get("max_age") == "0":
            claims.setdefault("auth_time", now)
        return {"id_token": self.sign(self.lie(claims)), "access_token": "never-kept", "token_type": "Bearer"}


@contextmanager
def running_provider():
    """The provider, answering on a port of its own until the block ends."""
    provider = Provider()

    class Answers(BaseHTTPRequestHandler):
        def _say(self, found: dict | None) -> None:
            provider.requests.append(self.path)
            body = json.dumps(found or {"error": "invalid_grant"}).encode()
            self.send_response(200 if found else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            self._say(provider.keys() if self.path.endswith("/keys") else provider.described())

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(provider.token({key: one[0] for key, one in parse_qs(sent).items()}))

        def log_message(self, *args) -> None:
            """Nothing on the console."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)  # how long its end is waited for
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def asked_of(address: str) -> dict[str, str]:
    """What an address of the provider asks it."""
    return {key: one[0] for key, one in parse_qs(urlsplit(address).query).items()}
