"""What a student has typed and not sent stays on their device, sealed: the key is in their own page and nowhere else there."""

import base64
import hmac
from hashlib import sha256


def device_seal(secret: str, *, school_id: int, student_id: int, about: str) -> tuple[str, str]:
    """(place, key): under which name a device keeps one person's answers to one thing, and the key (256 bits, base64) that
    opens them. Neither says whose they are; whoever else uses the device has no page that holds the key."""
    derived = hmac.new(secret.encode(), b"chalkface answers on a device", sha256).digest()
    key = hmac.new(derived, f"{school_id}:{student_id}:{about}".encode(), sha256).digest()
    return sha256(key).hexdigest()[:24], base64.b64encode(key).decode()
