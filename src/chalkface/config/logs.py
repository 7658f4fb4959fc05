"""What a log line may not hold: the secret of an address that opens something by itself, and anything a person wrote.

A request is written as its method, the pattern of its page and its reference; an error as its kind and the places it came by
(``core/scrubbed.py``). Lines of our own code are written so that they hold ids and codes only; of others' code only the words
that stand in the code are kept, never what was put into them.
"""

import logging
import re

from django.http import HttpRequest

from chalkface.core.scrubbed import places

# Dated links, and any part of an address as long as a secret is.
_SECRET = re.compile(r"/l/[^/\s?]+|/[A-Za-z0-9_-]{30,}")
# Whose lines hold what our own code gave them, or the name and number of a task.
_PLAIN = ("chalkface", "django_tasks", "django_tasks_db")
_PUT_IN = re.compile(r"%(\([^)]*\))?[-#0 +]*[\d*.]*[a-zA-Z]")


def without_secrets(text: str) -> str:
    """The text with the secret parts of addresses left out."""
    return _SECRET.sub(lambda found: "/l/(secret)" if found[0].startswith("/l/") else "/(secret)", text)


def _request_line(record: logging.LogRecord, request: HttpRequest) -> str:
    match = getattr(request, "resolver_match", None)
    page = f"/{match.route}" if match is not None else "(no such page)"
    method = request.method if request.method in ("GET", "HEAD", "POST") else "(another method)"
    return f"{getattr(record, 'status_code', '')} {method} {page} reference {getattr(request, 'reference', '-')}".strip()


def _line(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        return _request_line(record, request)
    if record.name.partition(".")[0] in _PLAIN:
        return without_secrets(record.getMessage())
    words = record.msg if isinstance(record.msg, str) and (record.args or "%" in record.msg) else ""
    return f"{record.name} at {record.module}:{record.lineno}" + (f": {_PUT_IN.sub('…', words)}" if words else "")


class SecretsLeftOut(logging.Filter):
    """Rewrites each line before it is written, whoever logs it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _line(record), ()
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = places(record.exc_info[1])
        record.stack_info = None
        return True


class Scrubbed(logging.Formatter):
    """An error is written by its places only, also where no filter has seen the line."""

    def formatException(self, ei: tuple) -> str:
        return places(ei[1]) if ei[1] is not None else ""
