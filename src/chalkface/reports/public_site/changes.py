"""What two versions of the site say differently: lines of text, as a reader sees them."""

import html
import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

from chalkface.reports.public_site.page import FILES

_TAG = re.compile(r"<[^>]*>")
_FOOT = re.compile(r"<footer>.*?</footer>", re.DOTALL)  # it bears the day, which is always another


def changed(before: bytes, now: Mapping[str, bytes]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(what is new, what is gone) in the files ``now`` since the archive ``before``, each line once, in reading order."""
    with zipfile.ZipFile(BytesIO(before)) as archive:
        old = [line for name in FILES if name in archive.namelist() for line in _lines(archive.read(name))]
    new = [line for name in FILES for line in _lines(now[name])]
    return _without(new, old), _without(old, new)


def _lines(page: bytes) -> list[str]:
    text = _FOOT.sub("", page.decode("utf-8"))
    return [said for line in text.splitlines() if (said := html.unescape(_TAG.sub("", line)).strip())]


def _without(these: list[str], those: list[str]) -> tuple[str, ...]:
    known = set(those)
    return tuple(dict.fromkeys(line for line in these if line not in known))
