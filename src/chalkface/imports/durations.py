"""How long a meeting took, as people write it."""

import re

HOURS_AND_MINUTES = re.compile(r"(\d{1,2}):([0-5]\d)(?::00)?")
WORDS = re.compile(
    r"(?:(\d+(?:\.\d+)?|½|half an)\s*(?:hours|hour|hrs|hr|h)(?![a-z])\.?)?\s*(?:and\s*)?"
    r"(?:(\d{1,4})(?:\.0)?\s*(?:m|min|mins|minute|minutes)?\b\.?)?"
)


def minutes_of(text: str) -> int | None:
    """Minutes: ``40 mins``, ``0:45``, ``45``, ``1 hr 15``, ``½ hour``; empty is ``None``.

    Raises ``ValueError`` with a sentence for anything else and for more than a day.
    """
    written = " ".join(text.lower().split())
    if not written:
        return None
    clock = HOURS_AND_MINUTES.fullmatch(written)
    if clock:
        total = int(clock[1]) * 60 + int(clock[2])
    else:
        words = WORDS.fullmatch(written)
        if words is None or not any(words.groups()):
            raise ValueError(f"“{text.strip()[:40]}” is not a length of time. Write minutes, such as 45.")
        hours = 0.5 if words[1] in {"½", "half an"} else float(words[1] or 0)
        total = round(hours * 60) + int(words[2] or 0)
    if total > 1440:
        raise ValueError(f"“{text.strip()[:40]}” is more than a day. Write minutes, such as 45.")
    return total
