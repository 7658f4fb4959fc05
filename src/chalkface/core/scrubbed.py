"""What may be written down of an error: its kind and the places it came by. Never its words, which may hold a person's."""

import traceback
from pathlib import PurePath

MOST_PLACES = 40
MOST_CAUSES = 5


def places(error: BaseException) -> str:
    """``KeyError at chalkface/imports/values.py:12 in read < …``, innermost place first, then what it came from."""
    said, seen, one = [], set(), error
    while one is not None and id(one) not in seen and len(said) < MOST_CAUSES:
        seen.add(id(one))
        frames = traceback.extract_tb(one.__traceback__)[-MOST_PLACES:]
        way = " < ".join(f"{_file(frame.filename)}:{frame.lineno} in {frame.name}" for frame in reversed(frames))
        kind = f"{type(one).__module__}.{type(one).__qualname__}".removeprefix("builtins.")
        said.append(f"{kind} at {way}" if way else kind)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return "\n  from ".join(said)


def _file(name: str) -> str:
    """The end of a file's path, from the package on: where somebody keeps their software is nobody's business."""
    parts = PurePath(name).parts
    for root in ("chalkface", "site-packages"):
        if root in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(root) + (root == "site-packages") :])
    return "/".join(parts[-2:])
