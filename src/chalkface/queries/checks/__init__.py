"""X-rays: named checks over everything the school has written, each of them one function.

A function with ``@check`` in a module of this folder is a check: being there announces it. It is given what the school
holds (``Held``) and yields what it found, each with the place of the one click that mends it. Nothing found is silence.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from chalkface.core.access import Access, Scope
from chalkface.queries.checks.held import Held
from chalkface.queries.places import Link, Place

__all__ = ["Check", "CheckResult", "Found", "Place", "Summary", "all_checks", "check", "checks_summary", "run_checks"]

SEVERITIES = ("problem", "warn", "note")
LISTED = 20


# One thing that a check found: what it is called, and where it is mended.
Found = Link
Look = Callable[[Held], Iterable[Found]]


@dataclass(frozen=True)
class Check:
    """One check. ``says`` completes "1 …" and "3 …"; ``why`` is its function's docstring; ``needs`` every right it reads by."""

    code: str
    title: str
    severity: str
    says: tuple[str, str]
    needs: tuple[str, ...]
    why: str
    look: Look

    def may_run(self, access: Access) -> bool:
        """Whether the person may read all that it looks at, for the whole school: half a register would look like none."""
        return all(access.scope(permission) is Scope.SCHOOL for permission in self.needs)


@dataclass(frozen=True)
class CheckResult:
    """A check that found something: how many, in a sentence, and the first of them; ``more`` are not listed."""

    check: Check
    count: int
    found: tuple[Found, ...]

    @property
    def code(self) -> str:
        """The check's code."""
        return self.check.code

    @property
    def title(self) -> str:
        """What it is called."""
        return self.check.title

    @property
    def severity(self) -> str:
        """problem, warn or note."""
        return self.check.severity

    @property
    def sentence(self) -> str:
        """3 objectives have no indicator."""
        return f"{self.count:,} {self.check.says[self.count != 1]}."

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.count - len(self.found)


@dataclass(frozen=True)
class Summary:
    """How many checks found something, by severity, and their results, problems first."""

    lines: tuple[CheckResult, ...]

    def of(self, severity: str) -> tuple[CheckResult, ...]:
        """The results of one severity."""
        return tuple(one for one in self.lines if one.severity == severity)

    @property
    def problems(self) -> int:
        """Checks that found a problem."""
        return len(self.of("problem"))

    @property
    def warnings(self) -> int:
        """Checks that found something to look at."""
        return len(self.of("warn"))

    @property
    def notes(self) -> int:
        """Checks that found something worth knowing."""
        return len(self.of("note"))

    @property
    def total(self) -> int:
        """All of them."""
        return len(self.lines)


_CHECKS: dict[str, Check] = {}


def check(*, code: str, title: str, says: tuple[str, str], severity: str = "warn", needs: tuple[str, ...] = ("see_plan",)):
    """Announce a function as a check. Raises ``ValueError`` for a code that is taken or a severity that there is not."""
    if code in _CHECKS or severity not in SEVERITIES:
        raise ValueError(f"the check {code} is there already, or {severity} is no severity")

    def announce(look: Look) -> Look:
        _CHECKS[code] = Check(code, title, severity, says, needs, " ".join((look.__doc__ or "").split()), look)
        return look

    return announce


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check there is, problems first, then in the order of their modules and of their places there."""
    for module in sorted(module.name for module in iter_modules(__path__)):
        import_module(f"{__name__}.{module}")
    return tuple(sorted(_CHECKS.values(), key=lambda one: SEVERITIES.index(one.severity)))


def _results(access: Access) -> Iterator[CheckResult]:
    held = Held(access)
    for one in all_checks():
        if one.may_run(access):
            found = tuple(one.look(held))
            if found:
                yield CheckResult(one, len(found), found[:LISTED])


def run_checks(access: Access) -> tuple[CheckResult, ...]:
    """The checks that found something on the access's day, of those whose records the person may read; problems first.

    About two dozen queries, however much the school holds.
    """
    return tuple(_results(access))


def checks_summary(access: Access) -> Summary:
    """The same with its counts."""
    return Summary(run_checks(access))
