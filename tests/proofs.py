"""Proofs of promises: a pytest plugin that knows which test proves which promise, at which scale, and writes what was seen.

``@pytest.mark.trust(13)`` makes a test part of the proof of promise 13 (``docs/trust/promises.yaml``); ``control=True`` says
that it is the negative control: it shows that the fault is found when the guard is away. ``gate="full"`` or ``"night"`` keeps
it out of the quick run, and ``alone=True`` gives it the machine to itself in the larger ones, for the sake of its times.
``chalkface-trust quick`` is small enough for every change: ``gate="suite"`` leaves a test to the ordinary suite and to the
larger runs, and ``some(values, quick=…)`` takes some of the values there and all of them elsewhere. ``once=True``, for what no
database has a part in, runs on SQLite only there and in the ordinary suite, and so does ``@pytest.mark.once``.
``drawn(values, 2, page, role)`` takes two of the values in both and all of them in the larger runs.
``scale(quick=…, full=…, night=…)`` is how much is tried, ``slice_of(values, 4)`` each fourth of them but in the larger runs,
and ``proof(name, value, …)`` a figure that is checked and written down.
"""

import json
import os
import random
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TypeVar

import pytest

GATES = ("quick", "full", "night")
# The quick run by itself; the ordinary suite tries as much of each thing, but everything.
QUICK = os.environ.get("CHALKFACE_TRUST") == "quick"
# Whatever the run, nothing is drawn or left to the other database: for those who look for what a test would miss.
WHOLE = os.environ.get("CHALKFACE_TEST_WHOLE") == "yes"
T = TypeVar("T")


def gate() -> str:
    """Which run this is: ``quick`` unless ``CHALKFACE_TRUST`` says otherwise."""
    named = os.environ.get("CHALKFACE_TRUST", "quick")
    return named if named in GATES else "quick"


def scale(*, quick: int, full: int | None = None, night: int | None = None) -> int:
    """How many are tried in this run; a larger gate that names nothing takes what the smaller one does."""
    full = quick if full is None else full
    return {"quick": quick, "full": full, "night": full if night is None else night}[gate()]


def some(values: Iterable[T], *, quick: Collection[T]) -> list[T]:
    """All values, or those named ``quick`` in ``chalkface-trust quick``; raises ``ValueError`` when one of them is no value."""
    values = list(values)
    if lost := [one for one in quick if one not in values]:
        raise ValueError(f"{lost} are none of {values}")
    return [one for one in values if one in quick] if QUICK else values


def drawn(values: Iterable[T], most: int, *of: object) -> list[T]:
    """All values in the larger runs; in the others at most ``most``, in their order. Which, hangs on what they are of (a page,
    a role) and on nothing else: all pages together meet all values, and a red test is red again."""
    values = list(values)
    if WHOLE or gate() != "quick" or len(values) <= most:
        return values
    taken = random.Random(repr(of)).sample(range(len(values)), most)
    return [values[at] for at in sorted(taken)]


def slice_of(values: Iterable[T], parts: int) -> list[T]:
    """Each ``parts``-th of them in the ordinary suite and in ``quick``; all in the larger runs, and where guards are taken away
    (``CHALKFACE_GUARDS``)."""
    return list(values)[:: 1 if WHOLE or gate() != "quick" or "CHALKFACE_GUARDS" in os.environ else parts]


def _again() -> bool:
    """Whether this run is the same on the other database, where what no database has a part in is not done again."""
    return not WHOLE and gate() == "quick" and os.environ.get("CHALKFACE_TEST_DATABASE", "sqlite") != "sqlite"


def _too_large(mark) -> bool:
    wanted = mark.kwargs.get("gate", "quick")
    if mark.kwargs.get("once", False) and _again():
        return True
    return QUICK if wanted == "suite" else GATES.index(wanted) > GATES.index(gate())


def pytest_configure(config) -> None:
    marked = "trust(number, gate='quick', control=False, alone=False, once=False): part of the proof of a promise"
    config.addinivalue_line("markers", marked)
    config.addinivalue_line("markers", "once: no database has a part in it; not run again on the second one")


def pytest_collection_modifyitems(config, items) -> None:
    """Leave out what belongs to a larger gate; with ``CHALKFACE_TRUST`` set, leave out what proves no promise.

    ``CHALKFACE_TRUST_ALONE`` (``yes`` or ``no``) leaves only what wants the machine to itself, or only what does not.
    """
    only, kept, out = "CHALKFACE_TRUST" in os.environ, [], []
    alone = {"yes": True, "no": False}.get(os.environ.get("CHALKFACE_TRUST_ALONE", ""))
    for item in items:
        marks = list(item.iter_markers("trust"))
        too_large = any(_too_large(mark) for mark in marks) or (_again() and item.get_closest_marker("once"))
        other_pass = alone is not None and alone != any(mark.kwargs.get("alone") for mark in marks)
        (out if too_large or other_pass or (only and not marks) else kept).append(item)
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = kept


@pytest.fixture
def proof(request, record_property):
    """``proof(name, value, at_most=…, at_least=…, exactly=…)``: write a figure down, and fail when it is not what was promised.

    Times are written without a bound in the quick run, which may share its machine: ``timed=True``.
    """

    def write(name: str, value, *, at_most=None, at_least=None, exactly=None, timed: bool = False) -> None:
        bound = {"at_most": at_most, "at_least": at_least, "exactly": exactly}
        record_property(
            "proof", {"name": name, "value": value, "timed": timed, **{k: v for k, v in bound.items() if v is not None}}
        )
        if timed and gate() == "quick":
            return
        assert at_most is None or value <= at_most, f"{name}: {value}, promised at most {at_most}"
        assert at_least is None or value >= at_least, f"{name}: {value}, promised at least {at_least}"
        assert exactly is None or value == exactly, f"{name}: {value}, promised {exactly}"

    return write


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    report = (yield).get_result()
    out = os.environ.get("CHALKFACE_TRUST_OUT")
    if not out or not (report.when == "call" or report.outcome != "passed"):
        return
    for mark in item.iter_markers("trust"):
        line = {
            "number": mark.args[0],
            "control": bool(mark.kwargs.get("control")),
            "test": item.nodeid.partition("[")[0],
            "case": item.nodeid,
            "outcome": report.outcome,
            "seconds": round(report.duration, 2),
            "database": os.environ.get("CHALKFACE_TEST_DATABASE", "sqlite"),
            "gate": gate(),
            "figures": [value for key, value in report.user_properties if key == "proof"],
        }
        with Path(out).open("a", encoding="utf-8") as written:
            written.write(json.dumps(line) + "\n")
