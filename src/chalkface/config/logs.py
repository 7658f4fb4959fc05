"""What a log line may not hold: the secret of an address that opens something by itself."""

import logging
import re

# Dated links, and any part of an address as long as a secret is.
_SECRET = re.compile(r"/l/[^/\s?]+|/[A-Za-z0-9_-]{30,}")


def without_secrets(text: str) -> str:
    """The text with the secret parts of addresses left out."""
    return _SECRET.sub(lambda found: "/l/(secret)" if found[0].startswith("/l/") else "/(secret)", text)


class SecretsLeftOut(logging.Filter):
    """Rewrites each line before it is written, whoever logs it: refusals and errors are logged with their address."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_secrets(record.getMessage()), ()
        return True
