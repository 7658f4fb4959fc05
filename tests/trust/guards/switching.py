"""Taking one guard away in a running process: the switches that rewritten code asks, and the code put into live functions."""

import builtins
import gc
from collections.abc import Iterable
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType

from tests.trust.guards.finding import SRC, Guard, coded

# The number of the guard that is away, and the guards that had something to decide since somebody last looked.
away: list[int] = [-1]
decided: set[int] = set()


def _guard_off(number: int) -> bool:
    decided.add(number)
    return away[0] == number


def _guard_refuses(number: int, refuses: object) -> object:
    if refuses:
        decided.add(number)
    return False if away[0] == number else refuses


def _guard_allows(number: int, allows: object) -> object:
    if not allows:
        decided.add(number)
    return True if away[0] == number else allows


def _guard_flips(number: int, is_so: object) -> object:
    decided.add(number)
    return not is_so if away[0] == number else is_so


def _guard_verdict(number: int, always: bool, verdict: object) -> object:
    if verdict is not always:
        decided.add(number)
    return always if away[0] == number else verdict


def _guard_nothing() -> nullcontext:
    return nullcontext()


ASKED = (_guard_off, _guard_refuses, _guard_allows, _guard_flips, _guard_verdict, _guard_nothing)


def _codes(code: CodeType) -> Iterable[CodeType]:
    """A module's code and all that is inside."""
    yield code
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from _codes(one)


def _name(path: Path) -> str:
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def install() -> list[Guard]:
    """Put the switches into every function that is alive; returns the guards by their number. Nothing is away yet."""
    for function in ASKED:
        setattr(builtins, function.__name__, function)
    guards: list[Guard] = []
    new: dict[tuple, CodeType] = {}
    for path, tree, found in coded():
        module = import_module(_name(path))
        guards += found
        for code in _codes(compile(tree, module.__file__, "exec", dont_inherit=True)):
            new[code.co_filename, code.co_firstlineno, code.co_qualname] = code
    switched = 0
    gc.unfreeze()  # what is frozen (tests/lighter.py) is not among the objects
    for one in gc.get_objects():
        if type(one) is FunctionType:  # looked at no further: a lazy object would wake up
            code = one.__code__
            other = new.get((code.co_filename, code.co_firstlineno, code.co_qualname))
            if other is not None and code.co_freevars == other.co_freevars:
                one.__code__, switched = other, switched + 1
    if switched < len(guards) // 2:
        raise RuntimeError(f"switches were put into {switched} functions only: guards would seem to be missed by nothing")
    return guards
